// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SystemStatus } from '../../domain/contract/commands/system.js';
import type { Role } from '../../domain/people.js';
import { DAY_MS } from '../../domain/time.js';
import { dialogRequests } from '../../renderer/shared/dialogs/dialogs';
import ConsoleBanners from '../../renderer/shared/frame/ConsoleBanners.vue';
import { setLocale } from '../../renderer/shared/i18n';
import { useSession } from '../../renderer/shared/stores/session';
import { fakeBridge } from './support/fake-bridge.js';
import { seated } from './support/session.js';

beforeAll(() => setLocale('zh-CN'));
beforeEach(() => setActivePinia(createPinia()));

const NOW = Date.UTC(2026, 10, 20, 1);
const LATEST = NOW + 5 * DAY_MS;

describe('the banner of a clock set back', () => {
  async function banner(roles: Role[]) {
    let behind = true;
    const fake = fakeBridge({
      'custody.faults': () => [],
      'system.status': () =>
        ({
          demo: true,
          clock: { now: NOW, lastRecordedAt: LATEST, behind },
          preferences: { language: 'zh-CN', theme: 'light', textSize: 'normal', railFolded: false },
          systemLanguage: 'zh-CN',
        }) as SystemStatus,
      'system.confirmClock': () => {
        behind = false;
        return {};
      },
    });
    window.mingcha = fake.bridge;
    useSession().take(seated(roles));
    const wrapper = mount(ConsoleBanners, { global: { stubs: { RouterLink: true } } });
    await flushPromises();
    return { wrapper, calls: fake.calls };
  }

  it('names both times to everybody, and offers a way out to the office and the auditor alone', async () => {
    for (const [role, offered] of [
      ['unit_contact', false],
      ['leader', false],
      ['auditor', true],
    ] as const) {
      const { wrapper } = await banner([role]);
      expect(wrapper.text()).toMatch(/2026.*11.*20.*09:00.*2026.*11.*25.*09:00/);
      expect(wrapper.find('button').exists()).toBe(offered);
      wrapper.unmount();
    }
  });

  it('goes once somebody gave the reason', async () => {
    const { wrapper, calls } = await banner(['office']);
    await wrapper.find('button').trigger('click');
    const [request] = dialogRequests;
    if (request?.kind !== 'reason') throw new Error('no reason was asked for');
    expect(request.text).toContain('11');
    request.resolve('时钟曾经走快');
    await flushPromises();
    expect(calls).toContainEqual({
      name: 'system.confirmClock',
      input: { latestAt: LATEST, reason: '时钟曾经走快' },
    });
    expect(wrapper.text()).toBe('');
  });
});
