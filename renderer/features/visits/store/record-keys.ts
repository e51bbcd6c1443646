import { computed, onBeforeUnmount, onMounted, type Ref } from 'vue';
import { modalStack } from '../../../shared/dialogs/modal-stack';
import { useShortcuts, type Shortcut } from '../../../shared/commands/shortcuts';
import { translate } from '../../../shared/i18n';
import { answerWith, answerWords, choose } from '../model/answering';
import { nextOpen, type ItemLine } from '../model/sheet';
import { cueKeys } from './cue-keys';
import { CONTENT_TAB, type Recording } from './recording';

interface Page {
  recording: Recording;
  /** Code of the item the keys act on. */
  current: Ref<string | null>;
  say: (text: string) => void;
  openFinding: () => void;
  submit: () => void;
}

const inField = (): boolean => {
  const on = document.activeElement;
  return (
    on instanceof HTMLTextAreaElement || (on instanceof HTMLInputElement && !['checkbox', 'radio'].includes(on.type))
  );
};
/** Forms on the page have their own arrows and digits. */
const free = (): boolean => !inField() && !document.activeElement?.closest('[data-own-keys]');

/** The keyboard of the recording page: everything of a visit without the mouse. */
export function useRecordKeys({ recording, current, say, openFinding, submit }: Page): void {
  const { draft, sheets, tab, currentList, answer, undo, redo } = recording;
  const live = computed(() => (currentList.value ? sheets.of(currentList.value.clientId) : null));
  const line = computed<ItemLine | null>(() => {
    const lines = live.value?.sheet.sections.flatMap(({ items }) => items) ?? [];
    return lines.find(({ item }) => item.code === current.value) ?? null;
  });
  const onSheet = (): boolean => line.value !== null && free();

  function move(by: number): void {
    const order = live.value?.sheet.order ?? [];
    const at = order.indexOf(current.value ?? '');
    current.value = order[Math.min(order.length - 1, Math.max(0, at + by))] ?? current.value;
  }
  /** After an answer that says nothing more the next open item has the keyboard; a failure stays for its note. */
  function goOn(wasOpen: boolean, code: string): void {
    const sheet = live.value?.sheet;
    const now = sheet?.sections.flatMap(({ items }) => items).find(({ item }) => item.code === code);
    if (!wasOpen || !sheet || now?.state === 'open' || now?.fails) return;
    const next = sheet.order[sheet.order.indexOf(code) + 1];
    if (next !== undefined) current.value = next;
  }
  function digit(number: number): void {
    const [its, list] = [line.value, currentList.value];
    if (!its || !list) return;
    const { item, answer: given } = its;
    const wasOpen = its.state === 'open';
    if (item.kind === 'conformity') {
      const word = answerWords[number - 1];
      if (!word) return;
      answer(list, item.code, answerWith(word, given));
      goOn(wasOpen, item.code);
    } else if ('options' in item) {
      const option = item.options[number - 1];
      if (!option) return;
      answer(list, item.code, choose(item, option.code, given));
      if (item.kind === 'single_choice') goOn(wasOpen, item.code);
    }
  }
  function mark(word: 'not_applicable' | 'not_observed'): void {
    const [its, list] = [line.value, currentList.value];
    if (!its || !list) return;
    answer(list, its.item.code, answerWith(word, its.answer));
    goOn(its.state === 'open', its.item.code);
  }
  function changeTab(by: number): void {
    const ids = [...draft.checklists.value.map(({ clientId }) => clientId), CONTENT_TAB];
    const at = ids.indexOf(tab.value);
    tab.value = ids[(at + by + ids.length) % ids.length] ?? tab.value;
  }
  async function note(): Promise<void> {
    const why = await cueKeys()?.note();
    if (why) say(why);
  }
  /** Enter writes where something is written, else it goes on. */
  function enter(): void {
    const kind = line.value?.item.kind;
    if (kind === 'text') cueKeys()?.write();
    else if (kind === 'number' || kind === 'scale') valueField()?.focus();
    else move(1);
  }
  const valueField = (): HTMLInputElement | null => document.querySelector('[data-current] [data-value]');
  const takesDigits = (): boolean =>
    onSheet() && line.value?.item.kind !== 'number' && line.value?.item.kind !== 'scale';

  /** How many answers of this row go by a digit. */
  const choices = (): number => {
    const item = line.value?.item;
    return item && 'options' in item ? item.options.length : answerWords.length;
  };
  const words = [
    'answerWord.conforms',
    'answerWord.fails',
    'answerWord.not_applicable',
    'answerWord.not_observed',
  ] as const;
  const shortcuts: Shortcut[] = [
    { keys: 'ArrowDown', label: 'visits.keys.down', when: onSheet, run: () => move(1) },
    { keys: 'ArrowUp', label: 'visits.keys.up', when: onSheet, run: () => move(-1) },
    { keys: 'Tab', label: 'visits.keys.section' },
    ...Array.from({ length: 9 }, (_, index): Shortcut => ({
      keys: String(index + 1),
      label: words[index] ?? 'visits.keys.option',
      when: () => takesDigits() && index < choices(),
      run: () => digit(index + 1),
    })),
    { keys: 'X', label: 'answerWord.not_applicable', when: onSheet, run: () => mark('not_applicable') },
    { keys: 'W', label: 'answerWord.not_observed', when: onSheet, run: () => mark('not_observed') },
    { keys: '+', label: 'visits.keys.more', when: onSheet, run: () => cueKeys()?.count(1) },
    { keys: '-', label: 'visits.keys.fewer', when: onSheet, run: () => cueKeys()?.count(-1) },
    { keys: 'N', label: 'visits.item.note', when: onSheet, run: () => void note() },
    { keys: 'F', label: 'visits.item.finding', when: () => free(), run: openFinding },
    { keys: 'V', label: 'visits.item.picture', when: onSheet, run: () => void cueKeys()?.picture() },
    { keys: 'Enter', label: 'visits.keys.enter', when: () => onSheet() && !onButton(), run: enter },
    { keys: '[', label: 'visits.keys.tabBefore', run: () => changeTab(-1) },
    { keys: ']', label: 'visits.keys.tabAfter', run: () => changeTab(1) },
    {
      keys: 'Mod+Z',
      label: 'visits.keys.undo',
      when: () => !inField(),
      run: () => say(translate(undo() ? 'visits.keys.undone' : 'visits.keys.nothingToUndo')),
    },
    ...(['Mod+Shift+Z', 'Mod+Y'] as const).map((keys): Shortcut => ({
      keys,
      label: 'visits.keys.redo',
      when: () => !inField(),
      run: () => say(translate(redo() ? 'visits.keys.redone' : 'visits.keys.nothingToRedo')),
    })),
    { keys: 'Mod+Enter', label: 'visits.submit', run: submit },
  ];
  useShortcuts({ title: 'visits.keys.title', layer: 'page', shortcuts });

  /** A digit begins to write the number of the current row; in its field the arrows leave it. */
  function begin(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || modalStack.length > 0) return;
    const field = valueField();
    if (!field) return;
    if (document.activeElement === field) {
      const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : 0;
      if (by === 0) return;
      event.preventDefault();
      event.stopPropagation();
      field.closest<HTMLElement>('[data-current]')?.focus();
      move(by);
    } else if (/^[0-9.]$/.test(event.key) && free()) {
      field.focus();
      field.select();
    }
  }
  onMounted(() => window.addEventListener('keydown', begin, true));
  onBeforeUnmount(() => window.removeEventListener('keydown', begin, true));
}

const onButton = (): boolean => {
  const on = document.activeElement;
  return on instanceof HTMLButtonElement || on instanceof HTMLAnchorElement;
};

/** The item a tab opens with: the first that is open, else the first. */
export function firstItem(recording: Recording, clientId: string): string | null {
  const sheet = recording.sheets.of(clientId)?.sheet;
  return sheet ? (nextOpen(sheet, null) ?? sheet.order[0] ?? null) : null;
}
