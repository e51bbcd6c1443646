// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import LateControl from '../../renderer/shared/form/LateControl.vue';
import { setLocale } from '../../renderer/shared/i18n';

beforeEach(() => {
  setActivePinia(createPinia());
  return setLocale('zh-CN');
});

describe('a control that has still to be loaded', () => {
  it('keeps its place in the order of Tab, hands the focus on, and stands at once the next time', async () => {
    const attrs = { id: 'kind', value: 'a', options: [{ value: 'a', label: '甲' }], label: '类型' };
    const open = () => mount(LateControl, { attachTo: document.body, props: { kind: 'pick' }, attrs });
    const first = open();
    const box = first.find<HTMLElement>('[tabindex="0"]');
    expect(box.exists()).toBe(true);
    box.element.focus();
    expect(document.activeElement).toBe(box.element);
    await vi.waitFor(() => expect(first.find('input').exists()).toBe(true), { timeout: 60_000 });
    await flushPromises();
    expect(document.activeElement).toBe(first.find('input').element);

    const second = open();
    await flushPromises();
    expect(second.find('input').exists()).toBe(true);
    expect(document.activeElement).toBe(first.find('input').element);
    first.unmount();
    second.unmount();
  }, 90_000);
});
