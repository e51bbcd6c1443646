// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../domain/rectification/settings.js';
import SettingsForm from '../../renderer/features/rectifications/components/settings/SettingsForm.vue';
import { setLocale } from '../../renderer/shared/i18n';
import { fakeBridge } from './support/fake-bridge.js';

beforeEach(() => {
  setActivePinia(createPinia());
  sessionStorage.clear();
  return setLocale('zh-CN');
});

afterEach(() => vi.unstubAllGlobals());

describe('the settings of rectification', () => {
  const open = () =>
    mount(SettingsForm, { attachTo: document.body, props: { stored: { settings: defaultSettings, revision: 3 } } });
  const field = (index: number) => document.querySelectorAll<HTMLInputElement>('input[type=text]')[index]!;
  async function type(index: number, text: string): Promise<void> {
    field(index).value = text;
    field(index).dispatchEvent(new Event('input'));
    await flushPromises();
  }
  async function save(): Promise<void> {
    document.querySelector('form')?.requestSubmit();
    await flushPromises();
  }

  it('show a number as it would look, refuse two alike, and send what was set', async () => {
    const fake = fakeBridge({ 'rectifications.setSettings': ({ settings }) => ({ settings, revision: 4 }) });
    vi.stubGlobal('mingcha', fake.bridge);
    const layers = document.body.appendChild(document.createElement('div'));
    layers.id = 'layers';
    const dialog = open();
    await flushPromises();
    await type(0, 'ZG-{year}-{n}');
    expect(document.body.textContent).toContain(`例：ZG-${new Date().getFullYear()}-12`);
    await type(1, 'ZG-{year}-{n}');
    await save();
    expect(document.body.textContent).toContain('与上面的编号会重复');
    expect(fake.calls).toHaveLength(0);
    await type(1, 'TZ-{year}-{n}');
    await save();
    expect(fake.calls.map(({ input }) => input)).toEqual([
      {
        revision: 3,
        settings: { ...defaultSettings, numberPattern: 'ZG-{year}-{n}', noticePattern: 'TZ-{year}-{n}' },
      },
    ]);
    expect(dialog.emitted('close')).toHaveLength(1);
    dialog.unmount();
    layers.remove();
  });
});
