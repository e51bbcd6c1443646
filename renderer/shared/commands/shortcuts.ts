import { onActivated, onBeforeUnmount, onDeactivated, shallowReactive } from 'vue';
import type { MessageKey } from '../i18n';
import { matchesKeys } from './keys';

/** One key of a page or of the frame. */
export interface Shortcut {
  keys: string;
  label: MessageKey;
  run?: (event: KeyboardEvent) => void;
  /** Left out: always. */
  when?: () => boolean;
  /** Also while a dialog is open: locking. */
  always?: boolean;
  /** Also while typing in a field. Keys with Mod always work there. */
  whileTyping?: boolean;
}

/** Keys that belong together, in the overview under one heading. */
export interface ShortcutGroup {
  title: MessageKey;
  /** Groups of the layer on top are heard first; while a dialog is open, only its own. */
  layer: 'frame' | 'page' | 'modal';
  shortcuts: readonly Shortcut[];
}

/** The single place where keys live. What is here is what `?` shows and what is heard. */
export const shortcutGroups = shallowReactive<ShortcutGroup[]>([]);

const order: Record<ShortcutGroup['layer'], number> = { modal: 0, page: 1, frame: 2 };

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}

/** Panels with a field that are open now: keys are heard as while typing, wherever the focus is. */
let held = 0;

/** Keeps single keys from the page until the returned function is called. */
export function holdKeys(): () => void {
  let holds = true;
  held += 1;
  return () => {
    if (holds) held -= 1;
    holds = false;
  };
}

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.key === 'Process') return;
  const typing = held > 0 || isTyping(event.target);
  const modal = shortcutGroups.some((group) => group.layer === 'modal');
  const groups = [...shortcutGroups].reverse().sort((a, b) => order[a.layer] - order[b.layer]);
  for (const { layer, shortcuts } of groups) {
    for (const shortcut of shortcuts) {
      if (modal && layer !== 'modal' && !shortcut.always) continue;
      if (!shortcut.run || !matchesKeys(event, shortcut.keys)) continue;
      if (typing && !shortcut.whileTyping && !shortcut.keys.includes('Mod')) continue;
      if (shortcut.when && !shortcut.when()) continue;
      event.preventDefault();
      shortcut.run(event);
      return;
    }
  }
}

/** Starts hearing keys; called once by the frame. Returns its end. */
export function listenForShortcuts(): () => void {
  window.addEventListener('keydown', hear);
  return () => window.removeEventListener('keydown', hear);
}

/**
 * Adds keys while the component is shown:
 * `useShortcuts({ title: 'keys.page', layer: 'page', shortcuts: [{ keys: 'N', label: 'keys.new', run: add }] })`.
 */
export function useShortcuts(group: ShortcutGroup): void {
  const add = (): void => {
    if (!shortcutGroups.includes(group)) shortcutGroups.push(group);
  };
  const drop = (): void => {
    const at = shortcutGroups.indexOf(group);
    if (at >= 0) shortcutGroups.splice(at, 1);
  };
  add();
  onActivated(add);
  onDeactivated(drop);
  onBeforeUnmount(drop);
}
