import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsOf, rankMonth, twiceAtTheBottom } from '../../../domain/ranking/rank.js';
import { rankingScheme, type RankingEntry, type RankingScheme } from '../../../domain/ranking/scheme.js';

const scheme = (more: Partial<RankingScheme> = {}): RankingScheme => ({
  title: '窗口单位月评比',
  fromDay: 20_454,
  components: [
    { kind: 'visit_score', title: '暗访得分', weight: 6000 },
    { kind: 'on_time_rate', title: '按期整改', weight: 4000 },
  ],
  tieBreakers: ['fewer_grave', 'fewer_overdue'],
  minimumSample: 3,
  note: null,
  ...more,
});
const entry = (unitId: number, scores: (number | null)[], more: Partial<RankingEntry> = {}): RankingEntry => ({
  ...{ unitId, sample: 10, scores, breakers: { grave: 0, overdue: 0, visitScore: scores[0] ?? null } },
  ...more,
});
const ranks = (given: RankingEntry[], more: Partial<RankingScheme> = {}): (number | null)[][] =>
  rankMonth(scheme(more), given).map(({ unitId, rank }) => [unitId, rank]);

describe('a scheme', () => {
  const faultOf = (more: Partial<RankingScheme>): unknown => rankingScheme.safeParse(scheme(more)).error?.issues;
  const visit = { kind: 'visit_score', title: '暗访得分' } as const;
  it('has weights that sum to 100 % exactly', () => {
    expect(rankingScheme.safeParse(scheme()).success).toBe(true);
    expect(faultOf({ components: [{ ...visit, weight: 9999 }] })).toMatchObject([
      { path: ['components'], message: 'weightSum', params: { sum: 99.99 } },
    ]);
  });
  it('measures nothing twice; manual items may be several', () => {
    expect(faultOf({ components: [5000, 5000].map((weight) => ({ ...visit, weight })) })).toMatchObject([
      { message: 'componentTwice' },
    ]);
    const manual = ['考勤', '加分项'].map((title) => ({ kind: 'manual' as const, title, weight: 5000 }));
    expect(faultOf({ components: manual })).toBeUndefined();
    expect(faultOf({ tieBreakers: ['fewer_grave', 'fewer_grave'] })).toMatchObject([{ message: 'tieBreakerTwice' }]);
  });
});

describe('a ranking', () => {
  it('weighs: 60 % of 90 and 40 % of 80 are 86', () => {
    const [first] = rankMonth(scheme(), [entry(1, [90, 80])]);
    expect(first).toMatchObject({ total: 86, rank: 1, tied: false });
  });
  it('gives equal totals one rank, and the next one counts them: 1-2-2-4', () => {
    const given = [entry(1, [80, 80]), entry(2, [90, 90]), entry(3, [80, 80]), entry(4, [70, 70])];
    expect(ranks(given)).toEqual([
      [2, 1],
      [1, 2],
      [3, 2],
      [4, 4],
    ]);
  });
  it('tells equal totals apart by its tie-breakers, in their order', () => {
    const given = [
      entry(1, [80, 80], { breakers: { grave: 1, overdue: 0, visitScore: 80 } }),
      entry(2, [80, 80], { breakers: { grave: 0, overdue: 2, visitScore: 80 } }),
      entry(3, [80, 80], { breakers: { grave: 0, overdue: 1, visitScore: 80 } }),
    ];
    expect(ranks(given)).toEqual([
      [3, 1],
      [2, 2],
      [1, 3],
    ]);
    expect(ranks(given, { tieBreakers: [] }).map(([, rank]) => rank)).toEqual([1, 1, 1]);
  });
  it('ranks nobody on too small a sample, or on nothing', () => {
    const given = [entry(1, [99, 99], { sample: 2 }), entry(2, [null, null]), entry(3, [50, 50])];
    expect(ranks(given)).toEqual([
      [3, 1],
      [1, null],
      [2, null],
    ]);
  });
  it('leaves out what had nothing to measure, and the rest keeps its proportions', () => {
    const [first] = rankMonth(scheme(), [entry(1, [90, null])]);
    expect(first).toMatchObject({ total: 90, weights: [6000, 0] });
  });
  it('is the same whatever order the units come in, and ranks never skip more than the ties', () => {
    const units = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 2 })), { maxLength: 30 });
    fc.assert(
      fc.property(units, fc.infiniteStream(fc.nat()), (cells, chance) => {
        const given = cells.map(([score, grave], index) =>
          entry(index + 1, [score * 20, score * 20], { breakers: { grave, overdue: 0, visitScore: null } }),
        );
        const other = given
          .map((one) => ({ one, key: chance.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const plain = new Map(rankMonth(scheme(), given).map(({ unitId, rank }) => [unitId, rank]));
        for (const { unitId, rank } of rankMonth(scheme(), other)) expect(rank).toBe(plain.get(unitId));
        for (const [index, { rank }] of rankMonth(scheme(), given).entries()) {
          const better = [...plain.values()].filter((of) => (of ?? 0) < (rank ?? 0)).length;
          expect([index, rank]).toEqual([index, better + 1]);
        }
      }),
    );
  });
});

describe('the ends of a ranking', () => {
  const month = (totals: number[]) =>
    rankMonth(
      scheme(),
      totals.map((total, index) => entry(index + 1, [total, total])),
    );
  const ids = (ranked: { unitId: number }[]): number[] => ranked.map(({ unitId }) => unitId);
  it('are the first and the last three, with all who share a place', () => {
    const { top, bottom } = endsOf(month([95, 94, 93, 93, 92, 90, 80, 80, 70]));
    expect(ids(top)).toEqual([1, 2, 3, 4]);
    expect(ids(bottom)).toEqual([7, 8, 9]);
  });
  it('never hold one unit twice', () => {
    const { top, bottom } = endsOf(month([95, 94, 93, 92]));
    expect([ids(top), ids(bottom)]).toEqual([[1, 2, 3], [4]]);
    expect(endsOf(month([])).bottom).toEqual([]);
  });
  it('name who was at the bottom twice running', () => {
    expect(twiceAtTheBottom([7, 8, 9], [9, 3, 7])).toEqual([9, 7]);
  });
});
