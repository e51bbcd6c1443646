// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { beforeAll, describe, expect, it } from 'vitest';
import TextField from '../../renderer/shared/form/TextField.vue';
import { overLimit } from '../../renderer/shared/form/over-limit';
import { setLocale } from '../../renderer/shared/i18n';

beforeAll(() => setLocale('zh-CN'));

describe('a text longer than its field takes', () => {
  it.each([0, 3])('stays whole in the field, which says by how much (rows %i)', async (rows) => {
    const field = mount(TextField, {
      props: { modelValue: '', label: '说明', rows, maxlength: '10', error: '别的错' },
      attachTo: document.body,
    });
    const control = field.find<HTMLInputElement | HTMLTextAreaElement>('.control');
    expect(control.element.hasAttribute('maxlength')).toBe(false);
    await control.setValue('长'.repeat(12));
    expect(field.emitted('update:modelValue')).toEqual([['长'.repeat(12)]]);
    await field.setProps({ modelValue: '长'.repeat(12) });
    expect(control.element.value).toBe('长'.repeat(12));
    expect(control.attributes('aria-invalid')).toBe('true');
    expect(field.get('[role=alert]').text()).toBe('最多 10 个字，现有 12 个；删去 2 个后才会保存。');
    await field.setProps({ modelValue: '长'.repeat(10) });
    expect(field.get('[role=alert]').text()).toBe('别的错');
    field.unmount();
  });

  it('is counted as the contract counts', () => {
    expect(overLimit('𠮷', 2)).toBeNull();
    expect(overLimit('𠮷𠮷', 3)).not.toBeNull();
  });
});
