import { computed, inject, onBeforeUnmount, ref, shallowRef, watch, type InjectionKey } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Clip, Derived } from '../../../../domain/footage/clip.js';
import type { RecordingRow } from '../../../../domain/footage/recording.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { useSession } from '../../../shared/stores/session';
import { trackKey, tracksOf } from '../model/coverage';
import { spanIn } from '../model/selection';
import { aroundSpan, within } from '../model/timeline-scale';
import { placeAt, wallAt } from '../model/wall-clock';
import { wholeView, type View } from '../model/view-box';
import { forgetOpened } from './player-camera';
import { createClips } from './player-clips';
import { loadAllFrames } from './player-frames';
import { handOver, keepReason, reasonOfToday, takeOver } from './player-reason';
import { useTargets } from './player-target';
import { useTransport } from './player-transport';

/** The first camera and three beside it. */
export const MOST_CAMERAS = 4;
/** What other windows write comes in as one. */
const SOON_MS = 150;
const SAID_MS = 4000;

const number = (value: unknown): number | null => {
  const read = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : null;
  return read;
};
const numbers = (value: unknown): number[] =>
  (typeof value === 'string' ? value.split(',') : []).map(number).filter((each) => each !== null);

/** Everything the player's page works on; one per page, provided to its parts. */
export function usePlayer(id: number) {
  const route = useRoute();
  const router = useRouter();
  const session = useSession();
  const personId = session.person?.id ?? 0;
  const handed = takeOver(id);
  if (handed === null) forgetOpened();

  const phase = ref<'reading' | 'asking' | 'open' | 'failed'>('reading');
  const failure = shallowRef<ClientError | null>(null);
  const row = shallowRef<RecordingRow | null>(null);
  const reason = ref(handed ?? reasonOfToday(personId, Date.now()) ?? '');
  const mode = ref<'watch' | 'still' | 'redact'>('watch');
  const view = ref<View>(wholeView);
  /** A cut or a copy that is played in the place of the recording. */
  const playing = shallowRef<{ clip: Clip; derived: Derived; url: string } | null>(null);
  const said = ref('');
  const sameTime = shallowRef<readonly RecordingRow[]>([]);
  const shownKeys = shallowRef<readonly string[]>([]);
  const zoom = shallowRef<{ fromMs: number; untilMs: number } | null>(null);

  const targets = useTargets(number(route.query['visit']), number(route.query['lead']));
  const transport = useTransport({ span: () => clips.span.value, reason: () => reason.value });
  const recording = computed(() => transport.recording.value ?? row.value);
  const tracks = computed(() =>
    recording.value ? tracksOf([recording.value, ...sameTime.value], recording.value) : [],
  );
  const mainKey = computed(() => (recording.value ? trackKey(recording.value) : ''));
  const others = computed(() => tracks.value.filter(({ key }) => key !== mainKey.value));
  const shownTracks = computed(() =>
    shownKeys.value
      .map((key) => others.value.find((track) => track.key === key))
      .filter((track) => track !== undefined),
  );
  const clips = createClips({
    main: () => recording.value,
    recordings: () => [
      ...(row.value ? [row.value] : []),
      ...shownTracks.value.flatMap(({ pieces }) => pieces.map((piece) => piece.recording)),
    ],
  });
  const lengthMs = computed(() => recording.value?.durationMs ?? 0);
  const range = computed(() => zoom.value ?? { fromMs: 0, untilMs: Math.max(1, lengthMs.value) });

  let saying: ReturnType<typeof setTimeout> | undefined;
  /** Says in a word what a key just did. */
  function say(text: string): void {
    said.value = text;
    clearTimeout(saying);
    saying = setTimeout(() => (said.value = ''), SAID_MS);
  }

  async function read(): Promise<void> {
    phase.value = 'reading';
    failure.value = null;
    try {
      row.value = await call('recordings.get', { id });
      void targets.load();
      if (handed !== null) await open(handed);
      else phase.value = 'asking';
    } catch (error) {
      failure.value = asClientError(error);
      phase.value = 'failed';
    }
  }

  /** Opens the player for this reason, at the instant or the clip the address names. */
  async function open(given: string): Promise<void> {
    const known = row.value;
    if (!known) return;
    reason.value = given;
    keepReason(personId, given, Date.now());
    phase.value = 'open';
    const at = number(route.query['at']);
    const place = at === null ? null : placeAt(known, at);
    await transport.main.open(id, given, Math.max(0, place ?? 0));
    void numberFrames();
    await Promise.all([readSameTime(), clips.reload()]);
    const wanted = numbers(route.query['with']);
    show(
      others.value
        .filter(({ pieces }) => pieces.some((piece) => wanted.includes(piece.recording.id)))
        .map(({ key }) => key),
    );
    const clip = clips.all.value.find((each) => each.id === number(route.query['clip']));
    if (clip) goToClip(clip);
  }
  async function numberFrames(): Promise<void> {
    const { main } = transport;
    await loadAllFrames(
      id,
      main.frames.value,
      lengthMs.value,
      () => (main.framesKnown.value += 1),
      () => alive,
    );
  }
  async function readSameTime(): Promise<void> {
    try {
      sameTime.value = await call('recordings.sameTime', { id });
    } catch (error) {
      reportError(error);
    }
  }

  /** Shows these cameras beside the first one. */
  function show(keys: readonly string[]): void {
    shownKeys.value = keys.slice(0, MOST_CAMERAS - 1);
    transport.setFollowers(shownTracks.value);
    const ids = shownTracks.value.map(({ pieces }) => pieces[0]?.recording.id).filter((each) => each !== undefined);
    void router.replace({ query: { ...route.query, with: ids.length > 0 ? ids.join(',') : undefined } });
  }
  const addCamera = (key: string): void => show([...shownKeys.value, key]);
  const dropCamera = (key: string): void => show(shownKeys.value.filter((each) => each !== key));
  /** Another camera of this moment becomes the first one. */
  function lead(recordingId: number): void {
    const at = recording.value && wallAt(recording.value, transport.atMs.value);
    const ids = transport.followers.value
      .map(({ camera }) => camera.recording.value?.id)
      .filter((each) => each !== undefined && each !== recordingId);
    handOver(recordingId, reason.value);
    void router.replace({
      path: `/footage/${recordingId}`,
      query: {
        ...route.query,
        clip: undefined,
        at: at === null ? undefined : String(Math.round(at)),
        with: [id, ...ids].join(','),
      },
    });
  }

  function goToClip(clip: Clip): void {
    if (clip.recordingId !== id) {
      const track = transport.followers.value.find(({ track }) =>
        track.pieces.some((piece) => piece.recording.id === clip.recordingId),
      );
      const piece = track?.track.pieces.find(({ recording: each }) => each.id === clip.recordingId);
      if (piece) transport.seek(piece.fromMs + clip.inMs);
      clips.choose(clip);
      return;
    }
    clips.choose(clip);
    transport.showFirst(clip.inMs);
  }

  /** The span as it lies in each camera on the screen; those that hold nothing of it are left out. */
  function spansOfAll(): { recordingId: number; inMs: number; outMs: number }[] {
    const whole = clips.whole.value;
    if (!whole) return [];
    const shown = [
      recording.value,
      ...shownTracks.value.flatMap(({ pieces }) => pieces.map((piece) => piece.recording)),
    ];
    return shown.flatMap((each) => {
      const shift = each && transport.shiftOf(each);
      const span = each && shift !== null && shift !== undefined ? spanIn(whole, shift, each.durationMs ?? 0) : null;
      return each && span ? [{ recordingId: each.id, ...span }] : [];
    });
  }

  async function playDerived(clip: Clip, derived: Derived): Promise<void> {
    try {
      const { url } = await call('derived.play', { id: derived.id, reason: derived.redacted ? null : reason.value });
      transport.halt();
      playing.value = { clip, derived, url };
    } catch (error) {
      reportError(error);
    }
  }

  // While it plays, an enlarged time line goes along.
  watch(transport.atMs, (at) => {
    const shown = zoom.value;
    if (!shown || transport.shuttle.value.rate === 0 || (at >= shown.fromMs && at < shown.untilMs)) return;
    const span = shown.untilMs - shown.fromMs;
    zoom.value = within(at - span * 0.05, at + span * 0.95, lengthMs.value);
  });

  let alive = true;
  let soon: ReturnType<typeof setTimeout> | undefined;
  const stop = onData(({ entity, ids }) => {
    if (phase.value !== 'open') return;
    if (entity === 'clip' || entity === 'derivation') {
      clearTimeout(soon);
      soon = setTimeout(() => void clips.reload(), SOON_MS);
    } else if (entity === 'camera') void transport.main.refresh();
    else if (entity === 'recording') {
      for (const camera of [transport.main, ...transport.followers.value.map((follower) => follower.camera)]) {
        const known = camera.recording.value?.id;
        if (known !== undefined && (ids.length === 0 || ids.includes(known))) void camera.refresh();
      }
    }
  });
  // A time that was put right moves this recording against the others.
  watch(
    () => [recording.value?.capturedAt, recording.value?.offsetMs],
    async (_now, before) => {
      if (before[0] === undefined || phase.value !== 'open') return;
      await readSameTime();
      transport.setFollowers(shownTracks.value);
    },
  );
  // A link to another moment of the recording that is open leads there.
  watch(
    () => route.query['at'],
    (given) => {
      const at = Number(route.params['id']) === id ? number(given) : null;
      const place = at === null || recording.value === null ? null : placeAt(recording.value, at);
      if (place !== null && phase.value === 'open') transport.seek(Math.max(0, place));
    },
  );
  onBeforeUnmount(() => {
    alive = false;
    stop();
    clearTimeout(soon);
    clearTimeout(saying);
  });
  void read();

  return {
    id,
    phase,
    failure,
    row,
    recording,
    reason,
    mode,
    view,
    playing,
    said,
    say,
    targets,
    transport,
    clips,
    tracks,
    others,
    shownTracks,
    range,
    zoom,
    zoomTo: (fromMs: number, untilMs: number) => void (zoom.value = within(fromMs, untilMs, lengthMs.value)),
    /** Whole recording, or the selection with room around it. */
    toggleZoom(): void {
      const whole = clips.whole.value;
      zoom.value = zoom.value === null && whole ? aroundSpan(whole.inMs, whole.outMs, lengthMs.value) : null;
    },
    read,
    open,
    addCamera,
    dropCamera,
    lead,
    goToClip,
    spansOfAll,
    playDerived,
  };
}
export type Player = ReturnType<typeof usePlayer>;

const playerKey: InjectionKey<Player> = Symbol('player');
export { playerKey };

/** The player of the page a part stands in. */
export function useThePlayer(): Player {
  const player = inject(playerKey);
  if (!player) throw new Error('a part of the player outside of its page');
  return player;
}
