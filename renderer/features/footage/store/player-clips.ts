import { computed, ref, shallowRef, watch } from 'vue';
import type { FieldIssue } from '../../../../domain/errors.js';
import type { AttachmentTarget } from '../../../../domain/evidence.js';
import type { Clip, ClipFields, ClipMark, CutMode, Derived, Moment } from '../../../../domain/footage/clip.js';
import type { RecordingRow } from '../../../../domain/footage/recording.js';
import { asClientError, call } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { reportError } from '../../../shared/frame/report';
import { hasText, translate } from '../../../shared/i18n';
import { useJobs } from '../../../shared/stores/jobs';
import { useNotices } from '../../../shared/stores/notices';
import { visitRuleText } from '../../visits/model/rule-text';
import { emptySpan, isWhole, pressMark, withIn, withOut, withoutMark, type Span } from '../model/selection';

interface Needs {
  recordings: () => readonly RecordingRow[];
  main: () => RecordingRow | null;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const byPlace = (a: Clip, b: Clip): number => (a.fromAt ?? a.inMs) - (b.fromAt ?? b.inMs) || a.id - b.id;

/** Clips of the cameras on the screen, the one being worked on, and what is made of them. */
export function createClips({ recordings, main }: Needs) {
  const jobs = useJobs();
  const notices = useNotices();
  const lists = shallowRef<ReadonlyMap<number, readonly Clip[]>>(new Map());
  const loading = ref(false);
  const chosenId = ref<number | null>(null);
  const span = shallowRef<Span>(emptySpan);
  const marks = shallowRef<ClipMark[]>([]);
  /** Ticked for cutting in one go. */
  const ticked = shallowRef<ReadonlySet<number>>(new Set());
  const caption = ref(false);
  /** Jobs at work on clips: clip -> job. */
  const working = shallowRef<ReadonlyMap<number, number>>(new Map());

  const all = computed(() => [...lists.value.values()].flat().sort(byPlace));
  const own = computed(() => lists.value.get(main()?.id ?? 0) ?? []);
  const chosen = computed(() => all.value.find(({ id }) => id === chosenId.value) ?? null);
  /** The chosen clip as long as its span is what stands on the timeline. */
  const current = computed(() => {
    const clip = chosen.value;
    const here = clip?.recordingId === main()?.id;
    return clip && here && clip.inMs === span.value.inMs && clip.outMs === span.value.outMs ? clip : null;
  });
  /** The chosen clip while its ends were moved and nothing was cut from it yet: it can take the new ends. */
  const moved = computed(() => {
    const clip = chosen.value;
    const free =
      clip?.may.edit && clip.recordingId === main()?.id && !clip.derived.some(({ kind }) => kind !== 'still');
    return clip && free && !current.value && isWhole(span.value) ? clip : null;
  });

  async function load(recordingId: number): Promise<void> {
    try {
      const next = await call('clips.ofRecording', { recordingId });
      lists.value = new Map(lists.value).set(recordingId, next);
    } catch (error) {
      reportError(error);
    }
  }
  async function reload(): Promise<void> {
    const ids = recordings().map(({ id }) => id);
    loading.value = lists.value.size === 0;
    await Promise.all(ids.map(load));
    lists.value = new Map([...lists.value].filter(([id]) => ids.includes(id)));
    loading.value = false;
  }
  watch(
    () =>
      recordings()
        .map(({ id }) => id)
        .join(),
    () => void reload(),
  );

  function choose(clip: Clip | null): void {
    chosenId.value = clip?.id ?? null;
    if (clip && clip.recordingId === main()?.id) {
      span.value = { inMs: clip.inMs, outMs: clip.outMs };
      marks.value = [...clip.marks];
    }
  }
  /** Nothing is worked on: in, out and marks go. */
  function clear(): void {
    chosenId.value = null;
    span.value = emptySpan;
    marks.value = [];
  }
  const setIn = (atMs: number): void => void (span.value = withIn(span.value, Math.round(atMs)));
  const setOut = (atMs: number): void => void (span.value = withOut(span.value, Math.round(atMs)));

  const fieldsOf = ({ inMs, outMs, label, note, target, marks: set }: Clip): ClipFields => ({
    inMs,
    outMs,
    label,
    note,
    target,
    marks: set,
  });

  function put(clip: Clip): void {
    const others = (lists.value.get(clip.recordingId) ?? []).filter(({ id }) => id !== clip.id);
    lists.value = new Map(lists.value).set(clip.recordingId, [...others, clip].sort(byPlace));
  }

  /** Saves a clip, a new one where none is named. @throws ClientError */
  async function save(fields: ClipFields, clip: Clip | null, recordingId: number, clientId = newClientId()) {
    const saved = await call('clips.save', {
      clientId: clip?.clientId ?? clientId,
      id: clip?.id ?? null,
      revision: clip?.revision ?? null,
      recordingId,
      fields,
    });
    put(saved);
    return saved;
  }
  /** Gives the chosen clip the ends that stand on the time line. @returns the clip, or null where it was refused */
  async function keepSpan(): Promise<Clip | null> {
    const [clip, whole] = [moved.value, span.value];
    if (!clip || !isWhole(whole)) return null;
    try {
      return await save({ ...fieldsOf(clip), ...whole, marks: marks.value }, clip, clip.recordingId);
    } catch (error) {
      reportError(error);
      return null;
    }
  }
  /** The clip's marks follow the keys; its span and words stay. */
  async function keepMarks(): Promise<void> {
    const clip = current.value;
    if (!clip?.may.edit || same(clip.marks, marks.value)) return;
    try {
      await save({ ...fieldsOf(clip), marks: marks.value }, clip, clip.recordingId);
    } catch (error) {
      reportError(error);
      void load(clip.recordingId);
    }
  }
  function mark(moment: Moment, atMs: number): 'began' | 'ended' {
    marks.value = pressMark(marks.value, moment, Math.round(atMs));
    void keepMarks();
    return marks.value.find((each) => each.moment === moment)?.untilMs === null ? 'began' : 'ended';
  }
  function unmark(moment: Moment): void {
    marks.value = withoutMark(marks.value, moment);
    void keepMarks();
  }

  async function restore(clip: Clip): Promise<void> {
    try {
      put(await call('clips.restore', { id: clip.id }));
    } catch (error) {
      reportError(error);
    }
  }
  async function remove(clip: Clip): Promise<void> {
    try {
      await call('clips.remove', { id: clip.id, revision: clip.revision });
    } catch (error) {
      reportError(error);
      return;
    }
    if (chosenId.value === clip.id) clear();
    void load(clip.recordingId);
    notices.push({
      tone: 'done',
      title: translate('player.clip.removed', { label: clip.label }),
      action: { label: translate('verb.undo'), run: () => restore(clip) },
    });
  }

  function work(clipIds: readonly number[], jobId: number): void {
    const next = new Map(working.value);
    for (const id of clipIds) next.set(id, jobId);
    working.value = next;
    void jobs.whenEnded(jobId).then(() => {
      working.value = new Map([...working.value].filter(([, job]) => job !== jobId));
      void reload();
    });
  }
  async function cut(clipIds: readonly number[], mode: CutMode): Promise<void> {
    if (clipIds.length === 0) return;
    try {
      const { jobId } = await call('clips.cut', { clipIds: [...clipIds], mode, caption: caption.value });
      work(clipIds, jobId);
      ticked.value = new Set();
    } catch (error) {
      reportError(error);
    }
  }
  async function redact(clipId: number): Promise<void> {
    try {
      const { jobId } = await call('redactions.make', { clipId });
      work([clipId], jobId);
    } catch (error) {
      reportError(error);
    }
  }
  async function toSteps(clip: Clip, windowId: number): Promise<void> {
    try {
      const { steps } = await call('clips.toSteps', { id: clip.id, windowId });
      notices.push({ tone: 'done', title: translate('player.moments.written', { n: steps }) });
    } catch (error) {
      const { fields } = asClientError(error);
      if (fields.length === 0) return reportError(error);
      // The page of the visit would say it beside each step; here it is said once.
      const detail = [...new Set(fields.map(stepFault))].join('\n');
      notices.push({ tone: 'fault', title: translate('player.moments.notWritten'), detail });
    }
  }
  function tick(id: number, on: boolean): void {
    const next = new Set(ticked.value);
    if (on) next.add(id);
    else next.delete(id);
    ticked.value = next;
  }

  return {
    all,
    own,
    loading,
    chosenId,
    chosen,
    current,
    moved,
    span,
    marks,
    ticked,
    caption,
    working,
    whole: computed(() => (isWhole(span.value) ? span.value : null)),
    reload,
    choose,
    clear,
    setIn,
    setOut,
    setSpan: (next: Span) => void (span.value = next),
    save,
    keepSpan,
    fieldsOf,
    mark,
    unmark,
    remove,
    cut,
    redact,
    toSteps,
    tick,
    percent: (clipId: number): number | null => {
      const job = working.value.get(clipId);
      return job === undefined ? null : (jobs.get(job)?.percent ?? 0);
    },
  };
}
export type Clips = ReturnType<typeof createClips>;

/** Why a step cannot stand in its visit, with the step by its word. */
function stepFault({ rule, params }: FieldIssue): string {
  const key = `step.${params?.['step']}`;
  return visitRuleText({ rule, params: { ...params, ...(hasText(key) ? { step: translate(key) } : {}) } });
}

/** What was made of a clip, the newest that can be shown first: redacted, then exact, then fast. */
export function bestOf(clip: Clip): Derived[] {
  const rank = ({ redacted, cut }: Derived): number => (redacted ? 0 : cut?.mode === 'exact' ? 1 : 2);
  return clip.derived
    .filter(({ kind, disposedAt }) => kind !== 'still' && disposedAt === null)
    .sort((a, b) => rank(a) - rank(b) || b.madeAt - a.madeAt);
}

/** Where a clip of this page hangs when nothing else is said. */
export const visitTarget = (visitId: number): AttachmentTarget => ({ kind: 'visit', visitId });
