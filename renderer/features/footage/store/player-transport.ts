import { computed, onBeforeUnmount, ref, shallowRef, watch, type ShallowRef } from 'vue';
import type { RecordingRow } from '../../../../domain/footage/recording.js';
import { correctionFor } from '../model/camera-lock';
import { pieceAt, pieceOf, type Track } from '../model/coverage';
import { FrameTable, middleOf } from '../model/frames';
import { isWhole, type Span } from '../model/selection';
import { back, choose, forward, halt, nudgeSpeed, standing, toggle, type Shuttle } from '../model/shuttle';
import { wallAt } from '../model/wall-clock';
import { createCamera, type Camera } from './player-camera';

/** How often cameras are compared and the backward way takes a step, ms. */
const BEAT_MS = 80;
/** Forward steps that follow each other within a frame wait for the picture. */
const SEEK_WAIT_MS = 400;

/** A camera beside the first one, on the same wall clock. */
export interface Follower {
  track: Track;
  camera: Camera;
  /** Nothing was recorded at this instant. */
  hole: ReturnType<typeof ref<boolean>>;
  /** Ahead (positive) or behind, ms. */
  driftMs: ReturnType<typeof ref<number>>;
}

interface Needs {
  /** What R repeats. */
  span: () => Span;
  reason: () => string;
}

/** What moves: the first camera and those locked to it, the shuttle, steps of frames, the loop. */
export function useTransport({ span, reason }: Needs) {
  const main = createCamera();
  const followers: ShallowRef<Follower[]> = shallowRef([]);
  const shuttle = shallowRef<Shuttle>(standing);
  const looping = ref(false);
  /** Place on the screen in the first recording, ms: the axis of the whole page. */
  const atMs = main.shownMs;
  const recording = main.recording;
  const lengthMs = main.lengthMs;
  const wall = computed(() => (recording.value ? wallAt(recording.value, atMs.value) : null));
  const frameMs = computed(() => 1000 / main.fps.value);
  const frameNumber = computed(() => {
    void main.framesKnown.value;
    return main.frames.value.numberAt(atMs.value);
  });

  function set(next: Shuttle): void {
    const before = shuttle.value.rate;
    shuttle.value = next;
    main.run(Math.max(0, next.rate));
    if (next.rate <= 0) for (const { camera } of followers.value) camera.run(0);
    if (before !== 0 && next.rate === 0) void settle();
  }
  /** Standing still, every camera shows the same instant to the frame. */
  async function settle(): Promise<void> {
    await main.knowFrames(atMs.value);
    lock();
  }

  function seek(placeMs: number): void {
    const to = Math.min(Math.max(0, placeMs), Math.max(0, lengthMs.value - 1));
    main.seek(to);
    for (const follower of followers.value) follow(follower, to);
  }
  /** Shows the frame that is on the screen at a place, by its own place where that is known. */
  function showFrame(placeMs: number): void {
    if (recording.value?.kind === 'audio') {
      seek(placeMs);
      return;
    }
    const frame = main.frames.value.at(placeMs) ?? placeMs;
    seek(middleOf(frame, main.frames.value.lengthAt(frame)));
  }

  /** Shows the first frame of a span: an in-point may lie between two frames, and the one before is not in the span. */
  function showFirst(placeMs: number): void {
    const table = main.frames.value;
    const frame = table.from(placeMs);
    if (frame !== null) return seek(middleOf(frame, table.lengthAt(frame)));
    seek(placeMs + 1);
    if (recording.value?.kind !== 'video' || table.has(FrameTable.chunkOf(placeMs))) return;
    void main.knowFrames(placeMs).then(() => {
      const isStillThere = table === main.frames.value && table.at(main.aimMs()) === table.at(placeMs);
      if (isStillThere && table.from(placeMs) !== null) showFirst(placeMs);
    });
  }

  let stepping = Promise.resolve();
  /** One frame on or back, to where frames really are. Steps that come while a picture is on its way wait for it. */
  function step(by: number): void {
    set(halt(shuttle.value));
    stepping = stepping.then(async () => {
      const started = performance.now();
      while (main.seeking.value && performance.now() - started < SEEK_WAIT_MS)
        await new Promise((resolve) => setTimeout(resolve, 8));
      const from = atMs.value;
      await main.knowFrames(from);
      const target = main.frames.value.step(from, by);
      if (target === null) seek(from + by * frameMs.value + frameMs.value / 2);
      else seek(middleOf(target, main.frames.value.lengthAt(target)));
      // The next step starts from the frame that this one brought.
      const asked = performance.now();
      while (atMs.value === from && performance.now() - asked < SEEK_WAIT_MS)
        await new Promise((resolve) => setTimeout(resolve, 8));
    });
  }

  /** Brings a camera to an instant of the axis: another of its recordings, a place in it, or a hole. */
  function follow(follower: Follower, axisMs: number): void {
    const piece = pieceAt(follower.track, axisMs);
    follower.hole.value = piece === null;
    if (!piece) {
      follower.camera.run(0);
      return;
    }
    const place = axisMs - piece.fromMs;
    if (follower.camera.recording.value?.id === piece.recording.id) follower.camera.seek(place);
    else if (follower.camera.phase.value !== 'opening') void follower.camera.open(piece.recording.id, reason(), place);
  }
  function lock(): void {
    const axis = main.nowMs();
    const playing = shuttle.value.rate > 0;
    for (const follower of followers.value) {
      const { camera } = follower;
      const piece = pieceAt(follower.track, axis);
      const current = camera.recording.value;
      if (!piece || current?.id !== piece.recording.id) {
        follow(follower, axis);
        continue;
      }
      follower.hole.value = false;
      if (camera.phase.value !== 'ready' || camera.seeking.value) continue;
      const wanted = axis - piece.fromMs;
      const drift = camera.nowMs() - wanted;
      follower.driftMs.value = drift;
      // Standing still, half a frame apart is the same picture.
      const near = !playing && Math.abs(drift) <= 500 / camera.fps.value + 1;
      const correction = near
        ? { kind: 'steady' as const }
        : correctionFor(drift, wanted, camera.lengthMs.value, playing);
      if (correction.kind === 'seek') {
        camera.seek(wanted + 1);
        if (playing) camera.run(shuttle.value.rate);
      } else if (playing) camera.run(shuttle.value.rate * (correction.kind === 'rate' ? correction.factor : 1));
    }
  }

  let lastBeat = performance.now();
  function beat(): void {
    const now = performance.now();
    const passed = now - lastBeat;
    lastBeat = now;
    const { rate } = shuttle.value;
    const whole = span();
    if (rate > 0) {
      lock();
      if (looping.value && isWhole(whole) && main.nowMs() >= whole.outMs - frameMs.value / 2) seek(whole.inMs);
      else if (main.ended()) set(halt(shuttle.value));
    } else if (rate < 0 && !main.seeking.value) {
      const to = atMs.value + rate * Math.min(passed, 4 * BEAT_MS);
      const start = looping.value && isWhole(whole) ? whole.inMs : 0;
      if (to > start) seek(to);
      else if (looping.value && isWhole(whole)) seek(whole.outMs - frameMs.value);
      else {
        seek(0);
        set(halt(shuttle.value));
      }
    } else if (followers.value.length > 0 && !main.seeking.value) lock();
  }
  const timer = setInterval(beat, BEAT_MS);
  onBeforeUnmount(() => {
    clearInterval(timer);
    for (const camera of [main, ...followers.value.map((follower) => follower.camera)]) camera.leave();
  });

  // Standing still, the frames around are asked for at once, so that the first step does not wait for them.
  watch([atMs, main.phase], () => {
    if (main.phase.value === 'ready' && shuttle.value.rate === 0) void main.knowFrames(atMs.value);
  });

  /** Cameras beside the first one, by their tracks; those that stay keep playing. */
  function setFollowers(tracks: readonly Track[]): void {
    const kept = new Map(followers.value.map((follower) => [follower.track.key, follower]));
    const next = tracks.map((track): Follower => {
      const known = kept.get(track.key);
      kept.delete(track.key);
      if (known) {
        known.track = track;
        return known;
      }
      return { track, camera: createCamera(), hole: ref(false), driftMs: ref(0) };
    });
    for (const { camera } of kept.values()) camera.leave();
    followers.value = next;
    for (const follower of next) follow(follower, atMs.value);
  }

  /** How far another recording's places are from the axis: `place = axis + shift`; null while a time is not known. */
  function shiftOf(other: RecordingRow): number | null {
    const piece = recording.value && pieceOf(other, recording.value);
    return piece ? -piece.fromMs : null;
  }

  return {
    main,
    followers,
    setFollowers,
    shuttle,
    looping,
    atMs,
    wall,
    lengthMs,
    frameMs,
    frameNumber,
    recording,
    seek,
    showFrame,
    showFirst,
    step,
    shiftOf,
    toggle: () => set(toggle(shuttle.value)),
    halt: () => set(halt(shuttle.value)),
    forward: () => set(forward(shuttle.value)),
    back: () => set(back(shuttle.value)),
    choose: (speed: number) => set(choose(shuttle.value, speed)),
    nudgeSpeed: (by: 1 | -1) => set(nudgeSpeed(shuttle.value, by)),
  };
}
export type Transport = ReturnType<typeof useTransport>;
