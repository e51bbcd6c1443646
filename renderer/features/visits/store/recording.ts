import { computed, inject, onBeforeUnmount, ref, shallowReactive, shallowRef, watch, type InjectionKey } from 'vue';
import type { TemplateContent } from '../../../../domain/checklist/schema.js';
import type { FieldIssue } from '../../../../domain/errors.js';
import { codeOf } from '../../../../domain/people.js';
import type { VisitChange, VisitDetail } from '../../../../domain/visit-record.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { useSession } from '../../../shared/stores/session';
import { useNotices } from '../../../shared/stores/notices';
import { dropDraft, readDraft, writeDraft } from '../../../shared/form/drafts';
import { VisitDraft, type DraftChecklist } from '../model/draft';
import { partsOf } from '../model/paths';
import { visitRuleText } from '../model/rule-text';
import { createActs } from './acts';
import { createSaver } from './saver';
import { createSheets } from './sheets';

/** The page beside the checklists: what was done, who was spoken to, when and where. */
export const CONTENT_TAB = 'content';
/** Labels, limits and windows of a visit follow from these. */
const derivedFrom = new Set(['hallId', 'zoneId', 'windowIds', 'serviceItemId', 'inspectorIds', 'planId', 'roundId']);
const changesLabels = (change: VisitChange): boolean =>
  change.kind === 'checklist' ||
  change.kind === 'dropChecklist' ||
  (change.kind === 'fields' && Object.keys(change.value).some((name) => derivedFrom.has(name)));
/** What other windows write comes in as one. */
const SOON_MS = 150;

/** Everything the recording page works on: the draft on the screen, its way to the store, and what follows from it. */
export function useRecording(initial: VisitDetail, left: (detail: VisitDetail) => void) {
  const { id } = initial;
  const session = useSession();
  const notices = useNotices();
  const detail = shallowRef(initial);
  const code = computed(() => (session.person ? codeOf(session.person) : ''));
  const draft = new VisitDraft(initial, () => code.value);
  const contents = shallowReactive(new Map<number, TemplateContent>());
  const tab = ref(initial.checklists[0]?.clientId ?? CONTENT_TAB);
  const refusedAtSubmit = shallowRef<readonly FieldIssue[]>([]);
  const busy = ref(false);
  let needsLabels = false;
  let reloading: ReturnType<typeof setTimeout> | undefined;
  /** Sendings of this page whose echo has not come back yet. */
  let echoes = 0;

  const saver = createSaver(
    draft,
    async (changes, seen) => {
      echoes += 1;
      try {
        const saved = await call('visits.change', { id, seen, changes });
        needsLabels ||= changes.some(changesLabels);
        return saved;
      } catch (error) {
        echoes = Math.max(0, echoes - 1);
        if (asClientError(error).code === 'conflict.state') void reload();
        throw error;
      }
    },
    ({ others }) => {
      keepRefused();
      if (others || needsLabels) reloadSoon();
      needsLabels = false;
    },
    (change, part) => {
      keepRefused();
      // A part with a field says it there; what has none is told here.
      const removal = change.kind === 'finding' && change.value === null;
      if (change.kind === 'step' || change.kind === 'dropChecklist' || change.kind === 'checklist' || removal) {
        notices.push({ tone: 'warn', title: visitRuleText(part) });
        reloadSoon();
      }
    },
  );

  /** What the store does not take as it is, such as a text that is too long, waits in this window for whoever wrote it. */
  const waitingKey = `${session.person?.id ?? 0}.visit.${id}`;
  function keepRefused(): void {
    const parts = [...draft.refused.keys()].filter((path) => draft.mine.has(path));
    if (parts.length === 0) dropDraft(waitingKey);
    else writeDraft(waitingKey, Object.fromEntries(parts.map((path) => [path, draft.mine.get(path)])), []);
  }
  for (const [path, value] of Object.entries(readDraft(waitingKey) ?? {})) {
    const parts = partsOf(path);
    const gone =
      parts.kind === 'answer' && !draft.checklists.value.some(({ clientId }) => clientId === parts.checklist);
    if (!gone) draft.set(path, value);
  }
  if (draft.waiting) saver.touch();

  async function reload(): Promise<void> {
    clearTimeout(reloading);
    reloading = undefined;
    try {
      const next = await call('visits.get', { id });
      if (!next.may.edit) return left(next);
      if (draft.take(next)) detail.value = next;
      else reloadSoon();
      void loadContents();
    } catch (error) {
      reportError(error);
    }
  }
  function reloadSoon(): void {
    reloading ??= setTimeout(() => void reload(), SOON_MS);
  }
  const unlisten = onData(({ entity, ids }) => {
    const ours = ids.length === 0 || ids.includes(id);
    if (entity === 'attachment') reloadSoon();
    if (entity !== 'visit' || !ours) return;
    if (echoes > 0) echoes -= 1;
    else reloadSoon();
  });

  async function loadContents(): Promise<void> {
    const missing = new Set(draft.checklists.value.map(({ versionId }) => versionId));
    for (const versionId of missing) {
      if (contents.has(versionId)) continue;
      try {
        contents.set(versionId, (await call('templates.version', { versionId })).content);
      } catch (error) {
        reportError(error);
      }
    }
  }
  void loadContents();

  const currentList = computed<DraftChecklist | null>(
    () => draft.checklists.value.find(({ clientId }) => clientId === tab.value) ?? null,
  );
  /** Steps that are pressed belong here: to the window of the tab, on other tabs to the window looked at last. */
  const lastWindow = ref<number | null>(null);
  watch(
    currentList,
    (list) => {
      if (list?.windowId) lastWindow.value = list.windowId;
    },
    { immediate: true },
  );
  const currentWindow = computed<number | null>(() => {
    const ids = draft.field('windowIds');
    const last = lastWindow.value;
    return last !== null && ids.includes(last) ? last : (ids[0] ?? null);
  });
  const sheets = createSheets(draft, contents);
  const acts = createActs({ draft, detail, contents, currentWindow, code: () => code.value, changed: saver.touch });

  /** Everything on the screen in the store, before something is done with the visit as it stands there. */
  async function settled(): Promise<boolean> {
    return saver.flush();
  }

  /** @returns what stopped it; null when it is in review */
  async function submit(): Promise<ClientError | null> {
    busy.value = true;
    try {
      if (!(await saver.flush())) return saver.state.error;
      const next = await call('visits.submit', { id, revision: draft.revision });
      refusedAtSubmit.value = [];
      left(next);
      return null;
    } catch (error) {
      const known = asClientError(error);
      refusedAtSubmit.value = known.code === 'validation.incomplete' ? known.fields : [];
      if (known.code === 'conflict.revision') await reload();
      return known;
    } finally {
      busy.value = false;
    }
  }
  async function discard(reason: string): Promise<void> {
    await saver.flush();
    left(await call('visits.discard', { id, revision: draft.revision, reason }));
  }
  async function settle(path: string, keep: 'mine' | 'theirs' | 'joined'): Promise<void> {
    await saver.flush();
    const conflict = draft.contested.get(path);
    if (!conflict) return;
    const next = await call('visits.settle', { conflictId: conflict.id, keep });
    draft.settled(path, next);
    detail.value = next;
  }

  onBeforeUnmount(() => {
    void saver.flush().finally(saver.stop);
    clearTimeout(reloading);
    unlisten();
  });

  return {
    id,
    code,
    detail,
    draft,
    contents,
    tab,
    currentList,
    currentWindow,
    saver,
    sheets,
    refusedAtSubmit,
    busy,
    reload,
    settled,
    submit,
    discard,
    settle,
    ...acts,
  };
}

export type Recording = ReturnType<typeof useRecording>;
export const recordingKey: InjectionKey<Recording> = Symbol('recording');

/** The recording this component is part of. */
export function useThisRecording(): Recording {
  const recording = inject(recordingKey);
  if (!recording) throw new Error('no recording here');
  return recording;
}
