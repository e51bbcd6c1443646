// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { h, type FunctionalComponent } from 'vue';
import LateControl from '../../renderer/shared/form/LateControl.vue';

// The library itself takes seconds to be read here, and what is tried is the moment before it is there.
vi.mock('../../renderer/shared/form/PickBox.vue', () => {
  const PickBox: FunctionalComponent<{ id: string; autofocus: boolean }> = ({ id, autofocus }) =>
    h('input', { id, onVnodeMounted: ({ el }) => autofocus && (el as HTMLElement).focus() });
  PickBox.props = ['id', 'autofocus'];
  return { default: PickBox };
});

describe('a control that has still to be loaded', () => {
  it('keeps its place in the order of Tab, hands the focus on, and stands at once the next time', async () => {
    const open = (id: string) =>
      mount(LateControl, { attachTo: document.body, props: { kind: 'pick' }, attrs: { id } });
    const first = open('first');
    const waiting = open('waiting');
    const box = first.find<HTMLElement>('[tabindex="0"]').element;
    box.focus();
    expect(document.activeElement).toBe(box);
    await vi.waitFor(() => expect(first.find('input').exists()).toBe(true));
    await flushPromises();
    expect(document.activeElement?.id).toBe('first');
    expect(waiting.find('input').exists()).toBe(true);

    const second = open('second');
    expect(second.find('input').exists()).toBe(true);
    expect(document.activeElement?.id).toBe('first');
    for (const one of [first, waiting, second]) one.unmount();
  });
});
