import { describe, expect, test } from 'vitest';
import { figureText, typedFaults, type Figure } from '../../domain/report/check.js';

/** 公开承诺 7000余项, 兑现 4842 项, “71%”: the rows give 69.2 %. */
const honoured: Figure[] = [
  { name: 'made', value: 7000 },
  { name: 'honoured', value: 4842 },
  { name: 'rate', numerator: 4842, denominator: 7000 },
];

describe('numbers somebody typed', () => {
  test('that no row stands behind are named at their place', () => {
    const text = '作出承诺 7000余项，兑现 4842 项，兑现率 71%。';
    const [fault, ...rest] = typedFaults(text, honoured, []);
    expect(rest).toEqual([]);
    expect(fault).toMatchObject({ typed: '71%', instead: ['69.2%'] });
    expect(text.slice(fault?.start, fault?.end)).toBe('71%');
  });

  test.each([
    ['69.2%', []],
    ['69.17%', []],
    ['69%', []],
    ['70%', ['70%']],
    ['６９．２％', []],
    ['4,842', []],
    ['4842.5', ['4842.5']],
    ['4843', ['4843']],
    ['4843, 4842', ['4843']],
    ['0 件', ['0']],
  ] as const)('%s', (text, faults) => {
    expect(typedFaults(text, honoured, []).map(({ typed }) => typed)).toEqual(faults);
  });

  test.each([
    ['占百分之七十一', ['百分之七十一']],
    ['占百分之六十九点二', []],
    ['占百分之69', []],
    ['占百分之71', ['百分之71']],
    ['兑现四千八百四十二件', []],
    ['兑现四千八百余件', ['四千八百']],
    ['兑现近七成', []],
    ['兑现率六成九', []],
    ['兑现率 6.9 成', []],
    ['兑现 8成', ['8成']],
    ['兑现不足两成', ['两成']],
    ['兑现率七成一', ['七成一']],
    ['做法一成不变，由三成员单位会办', []],
    ['作出承诺 0.7万项', []],
    ['作出承诺 0.70 万项', []],
    ['作出承诺 1.2万项', ['1.2万']],
    ['兑现 0.5万项', []],
    ['兑现 0.49万项', ['0.49万']],
    ['分十个方面，一次性告知，三个单位，十分重视', ['十']],
  ] as const)('in Chinese words are held against the rows too: %s', (text, faults) => {
    expect(typedFaults(text, honoured, []).map(({ typed }) => typed)).toEqual(faults);
  });

  test('of a month or of the name of a plan are no figures', () => {
    expect(typedFaults('2026年10月，兑现 4842 项。', honoured, ['2026年10月'])).toEqual([]);
    expect(typedFaults('2026年9月，兑现 4842 项。', honoured, ['2026年10月']).map(({ typed }) => typed)).toEqual([
      '2026',
      '9',
    ]);
  });

  test('of nothing to divide by hold for nothing', () => {
    const none: Figure[] = [{ name: 'rate', numerator: 0, denominator: 0 }];
    expect(none.map(figureText)).toEqual(['—']);
    expect(typedFaults('0%', none, [])).toMatchObject([{ typed: '0%', instead: ['—'] }]);
  });
});
