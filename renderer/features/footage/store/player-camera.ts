import { computed, ref, shallowRef } from 'vue';
import type { Playback, RecordingRow } from '../../../../domain/footage/recording.js';
import { asClientError, call, type ClientError } from '../../../api/client';
import { useJobs } from '../../../shared/stores/jobs';
import { FrameTable } from '../model/frames';
import { loadFrames } from './player-frames';
import { canFeed, feed, type Feed } from './player-feed';

/** Recordings this page was let open, by id: going back to one does not ask and does not write a second viewing. */
const opened = new Set<number>();
/** The page was entered anew: every recording is asked for again. */
export const forgetOpened = (): void => opened.clear();

async function ask(id: number, reason: string): Promise<Playback> {
  if (opened.has(id)) {
    try {
      return await call('recordings.playback', { id });
    } catch {
      // Another day, or another person at the desk: that is an opening of its own.
      opened.delete(id);
    }
  }
  const playback = await call('recordings.open', { id, reason });
  opened.add(id);
  return playback;
}

const PREPARING_MS = 800;
/** A first frame that was not painted by then is taken to stand at 0: a window out of sight paints nothing. */
const FIRST_FRAME_MS = 250;

export type CameraPhase = 'empty' | 'opening' | 'loading' | 'ready' | 'failed' | 'none';

/**
 * One recording on one video element: opens it, feeds it, seeks in it and says which frame is on the screen. Places are
 * ms from the first shown frame.
 */
export function createCamera() {
  const recording = shallowRef<RecordingRow | null>(null);
  const playback = shallowRef<Playback | null>(null);
  const phase = ref<CameraPhase>('empty');
  const error = shallowRef<ClientError | null>(null);
  /** Place of the frame on the screen. */
  const shownMs = ref(0);
  const seeking = ref(false);
  /** A copy that is being made reaches to here; null when everything is there. */
  const madeUntilMs = ref<number | null>(null);
  const frames = shallowRef(new FrameTable());
  /** Counts chunks of frames that came in, so that what is reckoned from the table is reckoned again. */
  const framesKnown = ref(0);

  let video: HTMLVideoElement | null = null;
  let fed: Feed | null = null;
  /** Media time of the first shown frame, ms. */
  let zeroMs = 0;
  let zeroKnown = false;
  let wanted: number | null = null;
  let sought = 0;
  let shownAt = 0;
  let rate = 0;
  let generation = 0;
  let fedAgain = false;
  let watching = 0;
  /** Where it is to stand once the source is there. */
  let restoreMs: number | null = null;
  /** The place it is being brought to before anything is shown. */
  let bringing: number | null = null;
  /** Media time of what was painted since, ms. */
  let paintedMs: number | null = null;
  let loaded = false;
  let preparing: ReturnType<typeof setTimeout> | undefined;
  let unpainted: ReturnType<typeof setTimeout> | undefined;

  const lengthMs = computed(() => recording.value?.durationMs ?? 0);
  const fps = computed(() => recording.value?.fps ?? 25);

  function noteShown(mediaMs: number): void {
    shownMs.value = Math.max(0, mediaMs - zeroMs);
    shownAt = performance.now();
  }
  function presented(_now: number, { mediaTime }: VideoFrameCallbackMetadata): void {
    if (!video) return;
    watching = video.requestVideoFrameCallback(presented);
    const mediaMs = mediaTime * 1000;
    if (!zeroKnown) knowZero(mediaMs < 1000 ? mediaMs : 0);
    // The frame it starts from on its way to where it is wanted is not what is looked at.
    if (restoreMs === null) noteShown(mediaMs);
    else paintedMs = mediaMs;
  }
  /** Sound alone has no frames: its place is the player's own. */
  function noteSound(): void {
    if (recording.value?.kind !== 'audio' || !video) return;
    shownMs.value = video.currentTime * 1000;
    shownAt = performance.now();
  }
  function noteMade(): void {
    if (playback.value?.source.kind !== 'growing' || !video) return;
    const { buffered } = video;
    madeUntilMs.value = buffered.length > 0 ? buffered.end(buffered.length - 1) * 1000 : 0;
  }
  function afterSeek(): void {
    if (bringing !== null) {
      if (restoreMs !== null && restoreMs !== bringing) bring();
      else arrived();
      return;
    }
    seeking.value = false;
    const next = wanted;
    wanted = null;
    if (next !== null) seek(next);
  }
  /** Nothing moves before the first frame said where it stands: places are counted from it. */
  function knowZero(ms: number): void {
    if (zeroKnown) return;
    clearTimeout(unpainted);
    zeroMs = ms;
    zeroKnown = true;
    begin();
  }
  function ready(): void {
    loaded = true;
    if (restoreMs === null) phase.value = 'ready';
    if (zeroKnown) begin();
    else if (recording.value?.kind === 'audio') knowZero(0);
    else unpainted = setTimeout(() => knowZero(0), FIRST_FRAME_MS);
  }
  function begin(): void {
    if (!loaded || !zeroKnown) return;
    if (restoreMs !== null) bring();
    else if (rate > 0) void start();
  }
  function bring(): void {
    if (!video || restoreMs === null) return;
    bringing = restoreMs;
    paintedMs = null;
    video.currentTime = (restoreMs + zeroMs) / 1000;
  }
  function arrived(): void {
    bringing = null;
    restoreMs = null;
    phase.value = 'ready';
    if (paintedMs !== null) noteShown(paintedMs);
    if (rate > 0) void start();
  }
  function broken(): void {
    if (!video?.error || playback.value === null) return;
    phase.value = 'failed';
    error.value = asClientError(null);
  }
  const heard: [string, () => void][] = [
    ['seeked', afterSeek],
    ['loadeddata', ready],
    ['error', broken],
    ['progress', noteMade],
    ['timeupdate', noteMade],
    ['timeupdate', noteSound],
    ['seeked', noteSound],
  ];

  /** The element this camera is shown in; null when it leaves the page. */
  function attach(element: HTMLVideoElement | null): void {
    if (element === video) return;
    if (video) {
      video.cancelVideoFrameCallback(watching);
      for (const [event, listener] of heard) video.removeEventListener(event, listener);
    }
    video = element;
    if (!video) return;
    for (const [event, listener] of heard) video.addEventListener(event, listener);
    watching = video.requestVideoFrameCallback(presented);
    if (playback.value) show(playback.value);
  }

  function show(next: Playback): void {
    fed?.stop();
    fed = null;
    playback.value = next;
    recording.value = next.recording;
    if (next.source.kind === 'none') {
      // The copy is about to begin: asked again until it has.
      if (next.source.why === 'preparing') {
        phase.value = 'loading';
        clearTimeout(preparing);
        preparing = setTimeout(() => void refresh(), PREPARING_MS);
      } else phase.value = 'none';
      return;
    }
    if (!video) {
      // What could not be played can be now: the page makes an element for it.
      if (phase.value === 'none') phase.value = 'loading';
      return;
    }
    phase.value = 'loading';
    clearTimeout(unpainted);
    loaded = false;
    zeroKnown = false;
    bringing = null;
    seeking.value = false;
    wanted = null;
    if (next.source.kind === 'file') {
      madeUntilMs.value = null;
      video.src = next.source.url;
      return;
    }
    const { url, codecs, jobId } = next.source;
    const mine = generation;
    madeUntilMs.value = 0;
    // Once the copy is whole it is a file like any other; until then a codec that cannot be fed has to wait.
    void useJobs()
      .whenEnded(jobId)
      .then(() => {
        if (mine === generation) void refresh();
      });
    if (!canFeed(codecs)) return;
    fed = feed({
      url,
      codecs,
      lengthMs: next.recording.durationMs,
      placeS: () => video?.currentTime ?? 0,
      failed: () => feedFailed(mine),
    });
    video.src = fed.url;
  }

  /** A broken feed is tried again once by itself: the copy may have just become whole. */
  function feedFailed(mine: number): void {
    if (mine !== generation) return;
    phase.value = 'failed';
    error.value = asClientError(null);
    if (fedAgain) return;
    fedAgain = true;
    void refresh();
  }

  /**
   * Opens a recording and shows it. The first opening on this page is written into the viewing register with its reason.
   * @param atMs where it begins
   */
  async function open(id: number, reason: string, atMs = 0): Promise<void> {
    generation += 1;
    const mine = generation;
    phase.value = 'opening';
    error.value = null;
    fedAgain = false;
    shownMs.value = atMs;
    try {
      const next = await ask(id, reason);
      if (mine !== generation) return;
      if (recording.value?.id !== id) frames.value = new FrameTable();
      restoreMs = atMs > 0 ? atMs : null;
      show(next);
    } catch (failure) {
      if (mine !== generation) return;
      error.value = asClientError(failure);
      phase.value = 'failed';
    }
  }

  /** Asks again how the recording stands: its copy may be ready, its time may have been put right. Keeps the place. */
  async function refresh(): Promise<void> {
    const id = recording.value?.id;
    const mine = generation;
    if (id === undefined) return;
    try {
      const next = await call('recordings.playback', { id });
      if (mine !== generation) return;
      const before = playback.value?.source;
      const same = before?.kind === next.source.kind && before.kind !== 'none' && before.url === sourceUrl(next);
      if (same && phase.value !== 'failed') {
        playback.value = next;
        recording.value = next.recording;
      } else {
        // Where it was just asked to go, too.
        restoreMs = aimMs();
        error.value = null;
        show(next);
      }
    } catch (failure) {
      if (mine !== generation) return;
      error.value = asClientError(failure);
      phase.value = 'failed';
    }
  }

  function seek(placeMs: number): void {
    if (!video || phase.value === 'none') return;
    const within = (until: number): number => Math.min(Math.max(0, placeMs), Math.max(0, until - 1));
    if (phase.value !== 'ready' || !zeroKnown) {
      restoreMs = within(lengthMs.value);
      shownMs.value = restoreMs;
      if (bringing !== null) bring();
      return;
    }
    const to = within(madeUntilMs.value ?? lengthMs.value);
    if (seeking.value) {
      wanted = to;
      return;
    }
    seeking.value = true;
    sought = to;
    video.currentTime = (to + zeroMs) / 1000;
  }

  /** Where it is or, while a picture is on its way, where it will be: what a key that is pressed now means. */
  const aimMs = (): number => wanted ?? restoreMs ?? (seeking.value ? sought : shownMs.value);

  async function start(): Promise<void> {
    if (!video || phase.value !== 'ready' || !zeroKnown) return;
    video.playbackRate = rate;
    try {
      await video.play();
    } catch {
      // Called off by a pause or another source: nothing to tell.
    }
  }
  /** Runs forward at this rate, or stands still at 0. */
  function run(next: number): void {
    const was = rate;
    rate = next;
    if (!video) return;
    if (next === 0) video.pause();
    else if (was === 0 || video.paused) void start();
    else if (video.playbackRate !== next) video.playbackRate = next;
  }

  /** Where it is this instant, between two frames too. */
  function nowMs(): number {
    return rate === 0 ? shownMs.value : shownMs.value + (performance.now() - shownAt) * (video?.playbackRate ?? rate);
  }

  /** Makes sure the frames around a place are known. */
  async function knowFrames(placeMs: number): Promise<void> {
    const known = recording.value;
    if (!known || known.kind !== 'video') return;
    if (await loadFrames(known.id, frames.value, placeMs, lengthMs.value)) framesKnown.value += 1;
  }

  function leave(): void {
    generation += 1;
    clearTimeout(preparing);
    clearTimeout(unpainted);
    fed?.stop();
    fed = null;
    if (video) {
      video.pause();
      video.removeAttribute('src');
      video.load();
    }
    attach(null);
  }

  return {
    recording,
    playback,
    phase,
    error,
    shownMs,
    seeking,
    madeUntilMs,
    lengthMs,
    fps,
    frames,
    framesKnown,
    attach,
    open,
    refresh,
    seek,
    run,
    nowMs,
    aimMs,
    knowFrames,
    leave,
    ended: () => video?.ended ?? false,
    element: () => video,
  };
}
export type Camera = ReturnType<typeof createCamera>;

const sourceUrl = ({ source }: Playback): string | null => (source.kind === 'none' ? null : source.url);
