import { computed, onBeforeUnmount, shallowRef, watch } from 'vue';
import type { CommandInput } from '../../../../domain/contract/commands/index.js';
import type { Clip, Derived } from '../../../../domain/footage/clip.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { translate } from '../../../shared/i18n';
import { useSession } from '../../../shared/stores/session';
import { clockTenth, runningClock } from '../model/wall-clock';

/** A visit with its items and findings, or a lead. */
export type ClipsOwner = CommandInput<'clips.ofRecord'>;

/** What other hands write comes in as one. */
const SOON_MS = 150;

/** Clips that belong to a record, kept fresh; null while they are being read and where there is no record to see. */
export function useRecordClips(owner: () => ClipsOwner | null) {
  const clips = shallowRef<readonly Clip[] | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  const key = computed(() => JSON.stringify(owner()));
  let soon: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    const [asked, wanted] = [owner(), key.value];
    if (!asked) return;
    try {
      const found = await call('clips.ofRecord', asked);
      if (wanted !== key.value) return;
      clips.value = found;
      failure.value = null;
    } catch (error) {
      if (wanted === key.value) failure.value = asClientError(error);
    }
  }
  watch(
    key,
    () => {
      clips.value = null;
      failure.value = null;
      void load();
    },
    { immediate: true },
  );
  const stop = onData(({ entity }) => {
    if (entity !== 'clip' && entity !== 'derivation') return;
    clearTimeout(soon);
    soon = setTimeout(() => void load(), SOON_MS);
  });
  onBeforeUnmount(() => {
    clearTimeout(soon);
    stop();
  });
  return { clips, failure, load };
}

/** Clips of one finding of a visit. */
export const clipsOfFinding = (clips: readonly Clip[] | null, finding: string): Clip[] =>
  (clips ?? []).filter(({ target }) => target?.kind === 'finding' && target.finding === finding);

/** Who opens recordings; everybody else is shown what was made of them. */
export function useOpensFootage() {
  const session = useSession();
  return computed(() => session.holds('inspector', 'reviewer', 'office'));
}

/** Where the player opens a clip, with the record new clips are to belong to. */
export function playerOf({ id, recordingId, target }: Pick<Clip, 'id' | 'recordingId' | 'target'>): string {
  const record = target === null ? '' : target.kind === 'lead' ? `&lead=${target.leadId}` : `&visit=${target.visitId}`;
  return `/footage/${recordingId}?clip=${id}${record}`;
}

/** `10:07:41.3–10:07:53.9`, by the places in the recording while its time is not known. */
export const spanOf = ({ fromAt, untilAt, inMs, outMs }: Clip): string =>
  fromAt !== null && untilAt !== null
    ? `${clockTenth(fromAt)}–${clockTenth(untilAt)}`
    : `${runningClock(inMs)}–${runningClock(outMs)}`;

/** What was made of a clip and is still there. */
export const madeOf = (clip: Clip): Derived[] => clip.derived.filter(({ disposedAt }) => disposedAt === null);

/** How far a clip is: 未剪, or 已剪, 已打码, 已导出. */
export function stateWords(clip: Clip): string[] {
  const made = madeOf(clip);
  const words = made.some(({ kind }) => kind === 'cut')
    ? [translate('player.clip.cutDone')]
    : made.some(({ redacted }) => redacted)
      ? []
      : [translate('player.clip.notCut')];
  if (made.some(({ redacted }) => redacted)) words.push(translate('player.clip.redacted'));
  if (made.some(({ exports }) => exports.length > 0)) words.push(translate('player.clip.exported'));
  return words;
}
