// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { MediaToolsState } from '../../domain/footage/custody.js';
import ProgramNotice from '../../renderer/features/footage/components/taking/ProgramNotice.vue';
import VideoProgram from '../../renderer/features/system/components/VideoProgram.vue';
import { setLocale } from '../../renderer/shared/i18n';
import { fakeBridge } from './support/fake-bridge.js';

beforeAll(() => setLocale('zh-CN'));
beforeEach(() => setActivePinia(createPinia()));

const none: MediaToolsState = {
  ...{ source: null, version: null, lacks: [], chosen: null },
  refused: [
    { source: 'shipped', why: 'noFfprobe' },
    { source: 'system', why: 'missing' },
  ],
};
async function shown(component: typeof ProgramNotice, state: MediaToolsState): Promise<string> {
  window.mingcha = fakeBridge({ 'media.tools': () => state }).bridge;
  const routes = [{ path: '/:all(.*)*', component: {} }];
  const router = createRouter({ history: createMemoryHistory(), routes });
  const wrapper = mount(component, { global: { plugins: [router] } });
  await flushPromises();
  return wrapper.text().replace(/\s+/g, ' ');
}

it.each([ProgramNotice, VideoProgram])('what is missing is said place by place', async (component) => {
  const text = await shown(component as typeof ProgramNotice, none);
  expect(text).toContain('没有找到可用的 ffmpeg');
  expect(text).toContain('随明察安装的 ffmpeg 缺少配套的 ffprobe：同一文件夹里没有，系统里也没有。');
  expect(text).toContain('系统的 ffmpeg 不存在。');
});

it('nothing is said where a program is in use', async () => {
  expect(await shown(ProgramNotice, { ...none, source: 'system', version: '6.1' })).toBe('');
});
