import { onBeforeUnmount, shallowReactive } from 'vue';
import { translate, type MessageKey } from '../i18n';
import type { IconName } from '../components/icons';

/** Something the palette can run. Ids are unique, e.g. `go.people`, `theme.toggle`. */
export interface PaletteCommand {
  id: string;
  title: MessageKey;
  icon: IconName;
  /** Shown beside it; the key itself is registered with `useShortcuts`. */
  keys?: string;
  /** More words it is found by, in any language. */
  words?: string;
  when?: () => boolean;
  run: () => void | Promise<void>;
}

const registered = shallowReactive(new Map<string, PaletteCommand>());

/** Adds a command; the same id again replaces it. Returns its removal. */
export function registerCommand(command: PaletteCommand): () => void {
  registered.set(command.id, command);
  return () => {
    if (registered.get(command.id) === command) registered.delete(command.id);
  };
}

/** Adds commands while the component lives. */
export function useCommands(commands: readonly PaletteCommand[]): void {
  const removals = commands.map(registerCommand);
  onBeforeUnmount(() => removals.forEach((remove) => remove()));
}

/** How well a text is met by what was typed: 0 not at all, 3 from its beginning. */
export function matchScore(text: string, typed: string): number {
  const where = text.toLowerCase().indexOf(typed.toLowerCase());
  if (where === 0) return 3;
  if (where > 0) return 2;
  let at = 0;
  for (const letter of typed.toLowerCase()) {
    at = text.toLowerCase().indexOf(letter, at) + 1;
    if (at === 0) return 0;
  }
  return typed.length > 1 ? 1 : 0;
}

/** Commands that may run now and meet what was typed, best first; all of them when nothing was typed. */
export function findCommands(typed: string, among: Iterable<PaletteCommand> = registered.values()): PaletteCommand[] {
  const wanted = typed.trim();
  return [...among]
    .filter((command) => command.when?.() ?? true)
    .map((command, index) => {
      const title = matchScore(translate(command.title), wanted);
      const other = Math.min(2, matchScore(`${command.id} ${command.words ?? ''}`, wanted));
      return { command, index, score: wanted === '' ? 1 : Math.max(title, other > 1 ? other : 0) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ command }) => command);
}
