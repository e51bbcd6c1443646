// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import type { RecordingRow } from '../../domain/footage/recording.js';
import { useTransport } from '../../renderer/features/footage/store/player-transport';
import { fakeBridge } from './support/fake-bridge';

const FRAMES = Array.from({ length: 100 }, (_, index) => index * 40);

beforeEach(() => setActivePinia(createPinia()));

/** The player of a recording of 4 s, on an element that paints nothing. */
function player() {
  window.mingcha = fakeBridge({ 'recordings.frames': () => FRAMES }).bridge;
  let transport: ReturnType<typeof useTransport> | undefined;
  const span = () => ({ inMs: null, outMs: null });
  const page = defineComponent(() => {
    transport = useTransport({ span, reason: () => '' });
    return () => h('i');
  });
  mount(page);
  if (!transport) throw new Error('no page');
  const silent = { requestVideoFrameCallback: () => 1, cancelVideoFrameCallback: () => undefined };
  transport.main.attach(Object.assign(new EventTarget(), silent) as unknown as HTMLVideoElement);
  transport.main.recording.value = { id: 1, kind: 'video', durationMs: 4000, fps: 25 } as unknown as RecordingRow;
  return transport;
}

it.each([
  [1000, 1000],
  [1010, 1040],
  [1039, 1040],
  [1040.4, 1040],
  [1041, 1080],
  [0, 0],
])('a clip from %d ms on begins with the frame at %d, whether the frames are known yet or not', async (inMs, frame) => {
  const transport = player();
  transport.showFirst(inMs);
  await flushPromises();
  expect(transport.main.frames.value.at(transport.atMs.value)).toBe(frame);
  transport.seek(3000);
  transport.showFirst(inMs);
  expect(transport.main.frames.value.at(transport.atMs.value)).toBe(frame);
});

it('does not lead away from where somebody went meanwhile', async () => {
  const transport = player();
  transport.showFirst(1010);
  transport.seek(2020);
  await flushPromises();
  expect(transport.atMs.value).toBe(2020);
});
