// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { afterAll, beforeAll, expect, it } from 'vitest';
import TabBar from '../../renderer/shared/components/TabBar.vue';
import { listenForShortcuts } from '../../renderer/shared/commands/shortcuts';
import { setLocale } from '../../renderer/shared/i18n';

let deaf: () => void;
beforeAll(async () => {
  await setLocale('zh-CN');
  deaf = listenForShortcuts();
});
afterAll(() => deaf());

it('the parts of a page are turned by pointer, arrows and brackets, round and round', async () => {
  const tabs = ['a', 'b', 'c'].map((key) => ({ key, label: key.toUpperCase(), note: key === 'b' ? '3' : '' }));
  const bar = mount(TabBar, {
    props: {
      ...{ tabs, name: 'custody.parts' as const, panel: 'part', modelValue: 'a' },
      'onUpdate:modelValue': (modelValue: string) => bar.setProps({ modelValue }),
    },
    slots: { default: '<i>v2</i>' },
    attachTo: document.body,
  });
  const chosen = (): string => bar.get('[aria-selected="true"]').attributes('id') ?? '';
  const press = async (key: string): Promise<void> => {
    window.dispatchEvent(new KeyboardEvent('keydown', { key }));
    await bar.vm.$nextTick();
  };
  expect(bar.get('[role=tablist]').attributes('aria-label')).toBe('保管事项');
  expect(bar.findAll('[role=tab]').map((tab) => [tab.text(), tab.attributes('tabindex')])).toEqual([
    ['A', '0'],
    ['B3', '-1'],
    ['C', '-1'],
  ]);
  expect(bar.text()).toContain('v2');
  await bar.get('#part-b').trigger('click');
  expect(chosen()).toBe('part-b');
  await bar.get('#part-b').trigger('keydown', { key: 'ArrowRight' });
  expect(chosen()).toBe('part-c');
  await press(']');
  expect(chosen()).toBe('part-a');
  await press('[');
  expect(chosen()).toBe('part-c');
  bar.unmount();
  await press('[');
});
