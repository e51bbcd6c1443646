// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from 'vitest';
import { draw, drawRules, type DrawInput } from '../../domain/draw.js';
import { IN_ROUND, planRules } from '../../domain/plan.js';
import { faultWords } from '../../renderer/features/plans/model/draw-words';
import { firstFaults, poolFigures, poolLines } from '../../renderer/features/plans/model/pool';
import { flatten, setLocale } from '../../renderer/shared/i18n';
import { messages as en } from '../../renderer/shared/i18n/en';
import { messages as zh } from '../../renderer/shared/i18n/zh-CN';

const TODAY = 20_740;
const input = (rest: Partial<DrawInput> = {}): DrawInput => ({
  objectKind: 'window',
  objects: [
    { id: 1, excluded: null, lastVisitedDay: TODAY - 20 },
    { id: 2, excluded: null, lastVisitedDay: TODAY - 400 },
    { id: 3, excluded: IN_ROUND, lastVisitedDay: null },
    { id: 4, excluded: null, lastVisitedDay: null },
    { id: 5, excluded: '装修', lastVisitedDay: TODAY - 900 },
    { id: 6, excluded: null, lastVisitedDay: TODAY - 200 },
  ],
  inspectors: [7, 8, 9].map((id) => ({ id, excluded: id === 9 ? '休假' : null })),
  recusals: [],
  size: { kind: 'rate', permille: 500, minimum: 2 },
  team: { of: 'object', inspectors: 2 },
  repeatMonths: 3,
  day: TODAY,
  seed: 'x',
  ...rest,
});

describe('the pool before the draw', () => {
  it('has the longest unvisited on top, and who is left out with the reason below', () => {
    expect(poolLines(input()).map(({ id, leftOut }) => [id, leftOut?.why ?? null])).toEqual([
      [4, null],
      [2, null],
      [6, null],
      [3, 'inRound'],
      [5, 'excluded'],
      [1, 'recent'],
    ]);
  });

  it('counts what the draw itself counts', () => {
    const outcome = draw(input(), 0);
    if (!outcome.ok) throw new Error('refused');
    const { population, eligible, result } = outcome.record;
    expect(poolFigures(input())).toEqual({ population, eligible, wanted: result.length, inspectors: 2 });
  });
});

describe('why it cannot be drawn', () => {
  beforeAll(() => setLocale('zh-CN'));
  const words = (rest: Partial<DrawInput>): string[] =>
    firstFaults(input(rest)).map((fault) =>
      faultWords(
        fault,
        (id) => `窗口${id}`,
        (id) => `A${id}`,
      ),
    );

  it('is said with labels and codes, each kind once', () => {
    expect(words({ size: { kind: 'count', count: 9 } })[0]).toContain('要抽 9 个，可抽的只有 3 个');
    const recusals = [2, 4, 6].map((objectId) => ({ inspectorId: 7, objectId, reason: '回避' }));
    expect(words({ recusals })).toEqual(['窗口2：须 2 人，回避之后只剩 1 人。']);
    expect(words({ recusals: [{ inspectorId: 99, objectId: 2, reason: '回避' }] })[0]).toContain('A99 或 窗口2');
  });

  it.each([
    ['zh-CN', flatten(zh)],
    ['en', flatten(en)],
  ] as const)('has a sentence for every rule, with no value it is not given (%s)', (_, table) => {
    for (const [rule, params] of Object.entries({ ...planRules, ...drawRules })) {
      const text = table[`rule.${rule}`];
      expect(text, rule).toBeTruthy();
      for (const [, name] of text!.matchAll(/\{(\w+)\}/g)) expect(params, rule).toContain(name);
    }
  });
});
