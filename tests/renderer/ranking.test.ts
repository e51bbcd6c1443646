// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { monthOf } from '../../domain/measures/period.js';
import { CIRCULAR_LANGUAGE } from '../../domain/ranking/kinds.js';
import { parseIsoDay } from '../../domain/time.js';
import type { RankingMonth } from '../../domain/ranking/month.js';
import UncountedNotice from '../../renderer/features/ranking/components/UncountedNotice.vue';
import { bumpModel } from '../../renderer/features/ranking/model/bump.js';
import { gained, runsUpTo, standingLines, type Line } from '../../renderer/features/ranking/model/months.js';
import { componentsOf, entriesOf, sumOf, weightOf } from '../../renderer/features/ranking/model/scheme-form.js';
import { useText, wordsIn } from '../../renderer/shared/composables/use-text.js';
import { setLocale } from '../../renderer/shared/i18n/index.js';

const words = useText();
beforeAll(() => setLocale('zh-CN'));
const july = monthOf(parseIsoDay('2026-07-01') ?? 0);
let id = 0;
const line = (month: number, ranks: Record<string, number | null>, more: Partial<Line> = {}): Line => ({
  ...{ id: (id += 1), month, state: 'frozen', correctsId: null, superseded: false, top: [] },
  bottom: Object.entries(ranks).flatMap(([unit, rank]) => (rank !== null && rank >= 3 ? [unit.charCodeAt(0)] : [])),
  ranks: Object.entries(ranks).map(([unit, rank]) => ({
    ...{ unitId: unit.charCodeAt(0), unitLabel: unit, rank, total: rank === null ? null : 100 - rank },
  })),
  ...more,
});
const first = line(july, { A: 1, B: 2, C: 3, D: 4 });
const wrong = line(july + 1, { A: 4, B: 3, C: 2, D: 1 }, { superseded: true });
const right = line(july + 1, { A: 2, B: 1, C: 3, D: null }, { correctsId: wrong.id });
const draft = line(july + 2, { A: 1, B: 3, C: 4, D: 2 }, { state: 'draft' });
const lines = [draft, right, wrong, first];

describe('months of the ranking', () => {
  it('stand as the last version that is frozen says, and a draft only where there is nothing else', () => {
    expect(standingLines(lines)).toEqual([first, right, draft]);
    const begun = line(july, { A: 9 }, { state: 'draft', correctsId: first.id });
    expect(standingLines([...lines, begun])[0]).toBe(first);
  });

  it('tell places gained, and months in a row at the bottom of frozen ones alone', () => {
    expect(gained(lines, july + 1, 65, 2)).toBe(-1);
    expect(gained(lines, july + 1, 66, 1)).toBe(1);
    expect(gained(lines, july + 2, 68, 2)).toBeNull();
    expect([...runsUpTo(lines, july + 1)]).toEqual([[67, 2]]);
    expect([...runsUpTo(lines, july + 2)]).toEqual([[67, 2]]);
  });

  it('are drawn as places over months, the first on top, with the same numbers in the table', () => {
    const model = bumpModel(lines, july + 2, 1, words);
    expect(model.table.columns.map(({ title }) => title).slice(1)).toEqual(['2026-07', '2026-08', '2026-09']);
    expect(model.table.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['A', '1', '2', '1'],
      ['D', '4', '—', '2'],
      ['B', '2', '1', '3'],
      ['C', '3', '3', '4'],
    ]);
    expect(model.summary).toContain('A');
    expect(model.summary).toContain('B后退 2 位');
    expect(bumpModel(lines, july + 1, 1, words).table.columns).toHaveLength(3);
    expect(bumpModel([], july, 1, words).empty).toBe(true);
  });

  it('are drawn in the language of the circular, whatever the screen shows', async () => {
    const chinese = bumpModel(lines, july + 2, 1, words);
    await setLocale('en');
    const paper = await wordsIn(CIRCULAR_LANGUAGE);
    const onPaper = bumpModel(lines, july + 2, 1, paper);
    const onScreen = bumpModel(lines, july + 2, 1, words);
    const count = [words, paper].map(({ t }) => t('ranking.leftHide', { n: 2 }));
    await setLocale('zh-CN');
    expect(onScreen.title).toBe('Places over months');
    const said = ({ title, summary, notes }: typeof chinese) => ({ title, summary, notes });
    expect(said(onPaper)).toEqual(said(chinese));
    expect(onPaper.table).toEqual(chinese.table);
    expect(count).toEqual(['Hide the 2 not ranked', '收起未排名的 2 家']);
    expect(paper.word('ranking.circular.format', '')).toBe('格式');
  });
});

describe('weights as they are typed', () => {
  it('are hundredths of a percent, and only parts with a weight are sent', () => {
    expect(['50', '33.33', '', '100'].map(weightOf)).toEqual([5000, 3333, 0, 10_000]);
    expect(['-1', '1.234', 'x', '100.01', '1e1'].map(weightOf)).toEqual([null, null, null, null, null]);
    const entries = entriesOf(null, (kind) => kind).map((entry, at) => (at < 2 ? { ...entry, weight: '50' } : entry));
    expect(sumOf(entries)).toBe(10_000);
    expect(componentsOf(entries)).toEqual([
      { kind: 'visit_score', title: 'visit_score', weight: 5000 },
      { kind: 'on_time_rate', title: 'on_time_rate', weight: 5000 },
    ]);
  });
});

it('lists evidence of an item the scheme no longer has under the name of that item, and says that it does not count', () => {
  const piece = (id: number, item: string): RankingMonth['uncountedEvidence'][number] => ({
    ...{ id, unitId: 1, unitLabel: '税务局', item, why: 'scheme', kind: 'paper', name: `${item}${id}.pdf` },
    ...{ sha256: 'ab'.repeat(32), bytes: 100, known: false, addedBy: '何文', addedAt: 0 },
  });
  const uncountedEvidence = [piece(1, '日常考勤'), piece(2, '表扬加分'), piece(3, '日常考勤')];
  const wrapper = mount(UncountedNotice, { props: { month: { uncounted: [], uncountedEvidence } } });
  expect(wrapper.get('summary').text()).toBe('3 份佐证所属的评分项不在现行方案中，不计入');
  expect(wrapper.findAll('dt').map((one) => one.text())).toEqual(['税务局 · 日常考勤', '税务局 · 表扬加分']);
  expect(wrapper.findAll('dd').map((one) => one.findAll('.name').map((name) => name.text()))).toEqual([
    ['日常考勤1.pdf', '日常考勤3.pdf'],
    ['表扬加分2.pdf'],
  ]);
  wrapper.unmount();
});
