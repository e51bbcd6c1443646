// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import DeedDialog from '../../renderer/features/rectifications/components/deed/DeedDialog.vue';
import { setLocale } from '../../renderer/shared/i18n';
import { fakeBridge } from './support/fake-bridge.js';
import { at, day, detail, mayOf, row } from './support/matter-facts.js';

beforeAll(() => setLocale('zh-CN'));
beforeEach(() => setActivePinia(createPinia()));
afterEach(() => vi.unstubAllGlobals());

describe('a deed on a matter that is done with', () => {
  it('is not sent where it was done elsewhere meanwhile: the dialog says by whom, also before anything is sent', async () => {
    const event = {
      id: 9,
      at: at('2026-10-13'),
      action: 'close' as const,
      who: '何知远',
      whoUnit: null,
      note: null,
      fromState: 'verifying' as const,
      toState: 'closed' as const,
      detail: {},
    };
    const closed = detail({
      row: row({ revision: 5, state: 'closed' }),
      events: [event],
      may: mayOf({ close: 'state' }),
    });
    const fake = fakeBridge({});
    vi.stubGlobal('mingcha', fake.bridge);
    const layers = document.body.appendChild(document.createElement('div'));
    layers.id = 'layers';
    const measures = [
      { id: 1, text: '排班到人', doneDay: null, note: null },
      { id: 2, text: '设AB岗', doneDay: day('2026-10-12'), note: null },
    ];
    const dialog = mount(DeedDialog, {
      props: { name: 'close', matter: detail({ measures, may: mayOf({ close: null }) }) },
      attachTo: document.body,
    });
    await flushPromises();
    expect(document.body.textContent).toContain('措施 2 条中 1 条未完成：排班到人');
    await dialog.setProps({ matter: closed });
    expect(document.body.textContent).toContain('已由 何知远');
    expect(document.querySelector('.conflict')).toBeNull();
    expect(document.querySelector<HTMLButtonElement>('button[type=submit]')?.disabled).toBe(true);
    document.querySelector('form')?.requestSubmit();
    await flushPromises();
    expect(fake.calls).toEqual([]);
    dialog.unmount();
    layers.remove();
  });
});
