import { computed, inject, onBeforeUnmount, ref, shallowRef, type InjectionKey } from 'vue';
import type { Clip } from '../../../../domain/footage/clip.js';
import type { MaskRegion, RedactionTrack } from '../../../../domain/footage/redaction.js';
import { asClientError, call, type ClientError } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { reportError } from '../../../shared/frame/report';
import { boxAt, emptyTrack, newRegion, withKey, withoutKey, withRegion, withSpan, type Box } from '../model/mask-keys';
import type { Player } from './player';
import { useHistory } from './player-history';

/** What was drawn is kept this long after the last change, ms. */
const SAVE_MS = 700;
/** One press of an arrow, in shares of the picture. */
const NUDGE = 0.01;
/** Masking begins at the in-point where less than this is left to mask. */
const LEAST_LEFT_MS = 500;

/** Masks of one clip: drawn on the picture, kept apart from it, burned into a copy on demand. Times are the clip's own. */
export function useRedaction(player: Player) {
  const { transport, clips, mode } = player;
  const clip = shallowRef<Clip | null>(null);
  const history = useHistory<RedactionTrack>(emptyTrack);
  const track = history.value;
  const revision = ref(0);
  const chosenId = ref<string | null>(null);
  /** What a drag on the free picture draws. */
  const shape = ref<MaskRegion['shape']>('box');
  const saving = ref<'saved' | 'waiting' | 'saving' | 'failed'>('saved');
  const failure = shallowRef<ClientError | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> = Promise.resolve();

  const lengthMs = computed(() => (clip.value ? clip.value.outMs - clip.value.inMs : 0));
  /** Instant of the clip on the screen. */
  const nowMs = computed(() => Math.round(transport.atMs.value - (clip.value?.inMs ?? 0)));
  const inside = computed(() => nowMs.value >= 0 && nowMs.value < lengthMs.value);
  const chosen = computed(() => track.value.regions.find(({ id }) => id === chosenId.value) ?? null);

  async function enter(next: Clip): Promise<void> {
    try {
      const stored = await call('redactions.get', { clipId: next.id });
      clip.value = next;
      revision.value = stored.revision;
      history.reset(stored.track);
      chosenId.value = stored.track.regions[0]?.id ?? null;
      saving.value = 'saved';
      failure.value = null;
      clips.choose(next);
      mode.value = 'redact';
      transport.halt();
      if (transport.atMs.value < next.inMs || transport.atMs.value > next.outMs - LEAST_LEFT_MS)
        transport.showFirst(next.inMs);
    } catch (error) {
      reportError(error);
    }
  }
  function leave(): void {
    void flush();
    mode.value = 'watch';
  }

  async function send(): Promise<void> {
    const its = clip.value;
    if (!its || saving.value !== 'waiting') return;
    const sent = track.value;
    saving.value = 'saving';
    try {
      const stored = await call('redactions.save', { clipId: its.id, revision: revision.value, track: sent });
      revision.value = stored.revision;
      failure.value = null;
      saving.value = track.value === sent ? 'saved' : 'waiting';
    } catch (error) {
      failure.value = asClientError(error);
      saving.value = 'failed';
    }
  }
  /** Sends what waits. @returns whether everything is kept */
  async function flush(): Promise<boolean> {
    clearTimeout(timer);
    sending = sending.then(send);
    await sending;
    if (saving.value === 'waiting') await send();
    return saving.value === 'saved';
  }
  function change(next: RedactionTrack, key?: string): void {
    history.change(next, key);
    later();
  }
  function later(): void {
    saving.value = 'waiting';
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), SAVE_MS);
  }
  function undo(): void {
    if (history.undo()) later();
  }
  /** Takes what is stored now, and gives up what could not be saved over it. */
  async function reload(): Promise<void> {
    if (clip.value) await enter(clip.value);
  }

  function add(box: Box, its: MaskRegion['shape'] = shape.value): string | null {
    if (!inside.value) return null;
    const id = newClientId();
    change(withRegion(track.value, id, newRegion(id, its, nowMs.value, lengthMs.value, box)));
    chosenId.value = id;
    return id;
  }
  /** Puts a region somewhere else from now on: a key at the present instant. */
  function place(id: string, box: Box, key: string): void {
    const region = track.value.regions.find((each) => each.id === id);
    if (region && inside.value) change(withRegion(track.value, id, withKey(region, nowMs.value, box)), key);
  }
  function remove(id: string): void {
    change(withRegion(track.value, id, null));
    if (chosenId.value === id) chosenId.value = track.value.regions.at(-1)?.id ?? null;
  }
  function span(id: string, fromMs: number, untilMs: number, key?: string): void {
    const region = track.value.regions.find((each) => each.id === id);
    if (region) change(withRegion(track.value, id, withSpan(region, fromMs, untilMs, lengthMs.value)), key);
  }
  function dropKey(id: string, atMs: number): void {
    const region = track.value.regions.find((each) => each.id === id);
    if (region) change(withRegion(track.value, id, withoutKey(region, atMs)));
  }
  function nudge(x: number, y: number, size: boolean): void {
    const box = chosen.value && boxAt(chosen.value, nowMs.value);
    if (!box || !chosen.value) return;
    const next = size
      ? { ...box, width: box.width + x * NUDGE, height: box.height + y * NUDGE }
      : { ...box, x: box.x + x * NUDGE, y: box.y + y * NUDGE };
    place(chosen.value.id, next, `nudge ${chosen.value.id} ${nowMs.value}`);
  }
  async function make(): Promise<void> {
    if (clip.value && (await flush())) await clips.redact(clip.value.id);
  }
  onBeforeUnmount(() => void flush());

  return {
    clip,
    track,
    chosenId,
    chosen,
    shape,
    saving,
    failure,
    lengthMs,
    nowMs,
    inside,
    canUndo: history.canUndo,
    enter,
    leave,
    reload,
    flush,
    undo,
    change,
    add,
    addInMiddle: (its: MaskRegion['shape']) => void add({ x: 0.4, y: 0.35, width: 0.2, height: 0.3 }, its),
    place,
    remove,
    dropChosen: () => void (chosenId.value !== null && remove(chosenId.value)),
    span,
    dropKey,
    nudge,
    make,
  };
}
export type Redaction = ReturnType<typeof useRedaction>;
export const redactionKey: InjectionKey<Redaction> = Symbol('redaction');

/** The masks of the page a part stands in. */
export function useTheRedaction(): Redaction {
  const redaction = inject(redactionKey);
  if (!redaction) throw new Error('a part of the player outside of its page');
  return redaction;
}
