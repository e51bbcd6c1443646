import { computed, inject, provide, ref, shallowRef, type InjectionKey } from 'vue';
import { readContent } from '../../../../domain/checklist/exchange.js';
import type { TemplateContent } from '../../../../domain/checklist/schema.js';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import { call } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { translate } from '../../../shared/i18n';
import {
  addItem,
  addSection,
  duplicate,
  move,
  moveTo,
  pathOf,
  placeOf,
  placeWithin,
  remove,
  valueAt,
  withValueAt,
} from '../model/edit';
import type { Edit, Place } from '../model/edit';
import { faultText, type Fault } from '../model/fault-words';
import { openDraft } from '../model/open-draft';
import { createDraftSaver } from './draft-saver';

type Detail = CommandOutput<'templates.get'>;

/** Steps that can be taken back. */
const STEPS = 200;
/** Typing in one field within this time is one step. */
const TOGETHER_MS = 1200;
/** Faults are looked for when the typing rests. */
const CHECK_MS = 200;

interface Step {
  content: TemplateContent;
  place: Place;
}

/**
 * The draft of one template on the desk: its content, where one is in it, undo, faults, and its way into the store. Made
 * by the editor's page with `openEditor`, used by everything on it with `useThisEditor`.
 */
export function openEditor(detail: Detail, text: string) {
  const opened = openDraft(text);
  const template = shallowRef(detail.template);
  const content = shallowRef<TemplateContent>(opened.content);
  const place = shallowRef<Place>(opened.content.title === '' ? null : { section: 0, item: null });
  const faults = shallowRef<readonly Fault[]>([]);
  const past = shallowRef<readonly Step[]>([]);
  const future = shallowRef<readonly Step[]>([]);
  const conflict = shallowRef<Detail | null>(null);
  /** The comparison can be put off; until it is settled nothing more is saved. */
  const comparing = ref(false);
  /** Path of a field that is to have the keyboard. */
  const wanted = ref<string | null>(null);
  let lastKey: string | null = null;
  let lastAt = 0;
  let checking: ReturnType<typeof setTimeout> | undefined;

  async function send(): Promise<void> {
    const draft = JSON.stringify(content.value);
    const { id, revision } = template.value;
    template.value = await call('templates.saveDraft', { id, revision, draft });
  }
  const saver = createDraftSaver(send, (error) => {
    if (error.code !== 'conflict.revision' && error.code !== 'conflict.state') return false;
    void call('templates.get', { id: template.value.id }).then((theirs) => {
      conflict.value = theirs;
      comparing.value = true;
    });
    return true;
  });

  function check(): void {
    clearTimeout(checking);
    const result = readContent(content.value);
    faults.value = result.ok ? [] : result.faults;
  }
  const errors = computed(() => {
    const found = new Map<string, string>();
    for (const fault of faults.value) if (!found.has(fault.path)) found.set(fault.path, faultText(fault));
    return found;
  });

  function put(next: TemplateContent): void {
    content.value = next;
    place.value = placeWithin(next, place.value);
    clearTimeout(checking);
    checking = setTimeout(check, CHECK_MS);
    saver.touch();
  }
  /** @param key changes with the same key that follow closely are one step */
  function change(next: TemplateContent, key: string | null = null): void {
    const now = Date.now();
    if (key === null || key !== lastKey || now - lastAt > TOGETHER_MS) {
      past.value = [...past.value, { content: content.value, place: place.value }].slice(-STEPS);
    }
    [lastKey, lastAt] = [key, now];
    future.value = [];
    put(next);
  }
  function apply(edit: Edit | null): boolean {
    if (!edit) return false;
    change(edit.content);
    place.value = edit.place;
    return true;
  }
  function step(from: typeof past, to: typeof future): void {
    const last = from.value.at(-1);
    if (!last) return;
    from.value = from.value.slice(0, -1);
    to.value = [...to.value, { content: content.value, place: place.value }];
    lastKey = null;
    place.value = last.place;
    put(last.content);
  }

  /** Goes to the field a path names. */
  function goTo(path: string): void {
    place.value = placeWithin(content.value, placeOf(path).place);
    wanted.value = path;
  }
  function replace(next: Detail, draft: string): void {
    template.value = next.template;
    past.value = [...past.value, { content: content.value, place: place.value }].slice(-STEPS);
    future.value = [];
    content.value = openDraft(draft).content;
    place.value = placeWithin(content.value, place.value);
    check();
  }

  /** Of two drafts one is taken; the other stays a step of undo. */
  async function settle(kept: 'mine' | 'theirs'): Promise<boolean> {
    const theirs = conflict.value;
    if (!theirs) return true;
    const draft = theirs.draft ?? (await published(theirs));
    if (kept === 'theirs') replace(theirs, draft);
    else template.value = theirs.template;
    conflict.value = null;
    return saver.restart(kept === 'mine');
  }
  /** Mine becomes a template of its own; here the stored one goes on. @returns the new template */
  async function keepBoth(): Promise<Detail> {
    const title = translate('templates.conflict.copyName', { title: content.value.title }).slice(0, 60);
    const { language } = content.value;
    const made = await call('templates.create', { clientId: newClientId(), from: { kind: 'empty', title, language } });
    const { id, revision } = made.template;
    const draft = JSON.stringify({ ...content.value, title });
    const row = await call('templates.saveDraft', { id, revision, draft });
    await settle('theirs');
    return { ...made, template: row };
  }

  /** Takes over what somebody else stored, where nothing here waits for its own way in. */
  async function follow(): Promise<void> {
    if (saver.phase.value !== 'saved' || conflict.value) return;
    const now = await call('templates.get', { id: template.value.id });
    if (saver.phase.value !== 'saved' || now.template.revision <= template.value.revision) return;
    const draft = now.draft ?? (await published(now));
    if (saver.phase.value !== 'saved') return;
    if (draft === JSON.stringify(content.value)) template.value = now.template;
    else replace(now, draft);
  }

  check();
  return {
    template,
    content,
    place,
    faults,
    conflict,
    comparing,
    wanted,
    saver,
    resets: opened.resets,
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    nextNumber: computed(() => (template.value.latest?.number ?? 0) + 1),
    errorOf: (path: string): string | null => errors.value.get(path) ?? null,
    faultsAt: (at: Place): number => countAt(faults.value, at),
    valueOf: (path: string): unknown => valueAt(content.value, path),
    set: (path: string, value: unknown): void => change(withValueAt(content.value, path, value), path),
    change,
    select: (next: Place): void => void (place.value = placeWithin(content.value, next)),
    goTo,
    check,
    follow,
    settle,
    keepBoth,
    undo: (): void => step(past, future),
    redo: (): void => step(future, past),
    addSection: (): boolean => apply(addSection(content.value, place.value)),
    addItem: (): boolean => apply(addItem(content.value, place.value)),
    duplicate: (at: Place = place.value): boolean => at !== null && apply(duplicate(content.value, at)),
    remove: (at: Place = place.value): boolean => at !== null && apply(remove(content.value, at)),
    move: (by: 1 | -1): boolean => place.value !== null && apply(move(content.value, place.value, by)),
    moveTo: (from: Exclude<Place, null>, to: Exclude<Place, null>): boolean => apply(moveTo(content.value, from, to)),
    close(): void {
      clearTimeout(checking);
      saver.stop();
    },
  };
}
export type Editor = ReturnType<typeof openEditor>;

/** Faults of a place and of what lies in it. */
function countAt(faults: readonly Fault[], at: Place): number {
  if (at === null) return faults.filter(({ path }) => placeOf(path).place === null).length;
  const start = pathOf(at);
  return faults.filter(({ path }) => path === start || path.startsWith(`${start}.`)).length;
}

async function published(detail: Detail): Promise<string> {
  const versionId = detail.versions[0]?.id;
  if (versionId === undefined) return '{}';
  const { content } = await call('templates.version', { versionId });
  return JSON.stringify(content);
}

/** What the editor begins with: the draft, or the newest version where nothing is being changed. */
export async function readEditor(id: number): Promise<Editor> {
  const detail = await call('templates.get', { id });
  return openEditor(detail, detail.draft ?? (await published(detail)));
}

const key: InjectionKey<Editor> = Symbol('template editor');
export const provideEditor = (editor: Editor): void => provide(key, editor);
export function useThisEditor(): Editor {
  const editor = inject(key);
  if (!editor) throw new Error('no template editor here');
  return editor;
}
