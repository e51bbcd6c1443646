// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { nextTick } from 'vue';
import ImportRow from '../../renderer/features/hall/components/ImportRow.vue';
import type { CheckRow } from '../../renderer/features/hall/model/import';
import { i18n, setLocale } from '../../renderer/shared/i18n';

beforeAll(() => setLocale('zh-CN'));
beforeEach(() => {
  document.body.innerHTML = '<div id="layers"></div>';
});
const open: (() => void)[] = [];
afterEach(() => open.splice(0).forEach((leave) => leave()));

async function shown(row: CheckRow): Promise<Element> {
  const wrapper = mount(ImportRow, {
    props: { entity: 'staff', columns: ['badgeNo', 'name'], row },
    global: { plugins: [i18n] },
    attachTo: document.body,
  });
  open.push(() => wrapper.unmount());
  await nextTick();
  return document.querySelector('[role="dialog"]')!;
}

it('shows old and new of a row that changes', async () => {
  const dialog = await shown({
    id: 1,
    row: 5,
    status: 'changed',
    cells: ['001', ''],
    before: [null, '赵明'],
    faults: [],
  });
  expect(dialog.textContent).toContain('行号 5 · 改动');
  expect(dialog.querySelector('del')?.textContent).toBe('赵明');
  expect(dialog.querySelector('ins')?.textContent).toBe('（空）');
  expect(dialog.querySelector('[title]')?.getAttribute('title')).toBe('原为“赵明”，改为“（空）”');
  expect(dialog.querySelectorAll('del')).toHaveLength(1);
});

it('gives every reason of a refused row, also those of no cell', async () => {
  const faults: CheckRow['faults'] = [
    { field: '', rule: 'surplus', params: { value: '多' } },
    { field: 'unitId', rule: 'required', params: {} },
    { field: 'badgeNo', rule: 'powerOfTen', params: { value: '1.2E+03' } },
  ];
  const dialog = await shown({ id: 1, row: 6, status: 'bad', cells: ['1.2E+03', '甲'], before: null, faults });
  const reasons = [...dialog.querySelectorAll('li')].map(({ textContent }) => textContent?.trim());
  expect(reasons).toEqual(['这一行的内容比列名多，多出“多”；请检查是否错位。', '进驻单位 · 必填，没有写。']);
  expect(dialog.querySelector('mark')?.textContent).toContain('1.2E+03');
});
