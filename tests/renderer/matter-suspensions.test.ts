// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { beforeAll, expect, it } from 'vitest';
import type { RectificationDetail } from '../../domain/rectification/schema.js';
import { dayOf } from '../../domain/time.js';
import MatterDecisions from '../../renderer/features/rectifications/components/matter/MatterDecisions.vue';
import { setLocale } from '../../renderer/shared/i18n';
import { isoDay } from '../../renderer/shared/i18n/format';
import { detail } from './support/matter-facts.js';

beforeAll(() => setLocale('zh-CN'));

const today = dayOf(Date.now());
const said = (from: number, to: number | null): string => {
  const suspensions: RectificationDetail['suspensions'] = [
    {
      ...{ id: 1, kind: 'suspension', reviewDay: null, reason: '搬迁', approver: '李主任' },
      ...{ fromDay: today + from, toDay: to === null ? null : today + to },
    },
  ];
  return mount(MatterDecisions, { props: { matter: detail({ suspensions }) } })
    .text()
    .replace(/\s+/g, ' ');
};
const dated = (offset: number): string => isoDay(today + offset);

it('a suspension says whether it has begun, and none of them that it ended before it began', () => {
  expect(said(3, 9)).toMatch(new RegExp(`未开始 · ${dated(3)}.*至 ${dated(9)}`));
  expect(said(3, null)).toContain('未开始');
  for (const begun of [said(0, 9), said(-9, -2), said(-9, null)]) expect(begun).not.toContain('未开始');
  expect(said(-9, -2)).toContain(`至 ${dated(-2)}`);
  const takenBack = said(3, 2);
  expect(takenBack).toContain('已收回，没有占用日子');
  expect(takenBack).not.toContain(dated(2));
  expect(takenBack).not.toContain('未开始');
});
