import { describe, expect, it } from 'vitest';
import { closeWording, runsOf, WORDING_MINIMUM, wordingOf } from '../../../domain/wording.js';

const seen = '取号后等候十八分钟，三号窗口工作人员未主动招呼，问及所需材料时答复“不清楚”，让去别的窗口。';

describe('what counts of a text', () => {
  it('is its letters and digits, in one width and case', () => {
    expect(wordingOf('Ａ岗，b 岗： 3 号（“不清楚”）！').join('')).toBe('a岗b岗3号不清楚');
  });

  it('keeps characters outside the basic plane whole', () => {
    expect(wordingOf('㐂𠮷👍🏽')).toEqual(['㐂', '𠮷']);
  });

  it('is nothing when the text is short', () => {
    const long = '一二三四五六七八九十甲乙丙丁戊己庚辛壬癸';
    expect(Array.from(long)).toHaveLength(WORDING_MINIMUM);
    expect(runsOf(long).size).toBe(WORDING_MINIMUM - 2);
    expect(runsOf(long.slice(1)).size).toBe(0);
    // Punctuation does not make it longer.
    expect(runsOf(`${long.slice(1)}。。。。`).size).toBe(0);
  });
});

const met = (one: string, other: string) => closeWording([{ text: one }], [{ text: other }], 1)[0];

describe('closeness', () => {
  it('is worked out by hand: 17 of 19 runs in common, all but one of each', () => {
    const [one, other] = ['一二三四五六七八九十甲乙丙丁戊己庚辛壬癸', '二三四五六七八九十甲乙丙丁戊己庚辛壬癸子'];
    expect(met(one, other)).toMatchObject({ percent: 89, share: 0, stretch: 0 });
  });

  it.each([
    ['the same text', seen, seen, 100],
    ['other punctuation and width', seen, seen.replaceAll('，', ' , ').replaceAll('“', '"'), 100],
    ['nothing in common', seen, '电话拨通后响铃四十秒无人接听再次拨打提示占线随后改为现场咨询', undefined],
    ['a text too short', seen, '未主动招呼', undefined],
    ['an empty text', seen, '', undefined],
  ])('%s', (_, one, other, expected) => {
    expect(met(one, other)?.percent).toBe(expected);
    expect(met(other, one)?.percent).toBe(expected);
  });

  it('falls with each word that is another', () => {
    const oneWord = met(seen, seen.replace('三号', '七号'))?.percent ?? 0;
    const twoWords = met(seen, seen.replace('三号', '七号').replace('十八分钟', '五分钟'))?.percent ?? 0;
    expect(oneWord).toBeGreaterThan(80);
    expect(twoWords).toBeLessThan(oneWord);
    expect(twoWords).toBeGreaterThan(60);
  });
});

describe('what stands within another text', () => {
  /** Text of nobody: characters that follow each other nowhere else. */
  const other = (length: number, seed: number): string =>
    String.fromCodePoint(...Array.from({ length }, (_, at) => 0x5000 + ((at * at * 7 + at * seed) % 9000)));

  it('is found where one sentence was copied into a new text', () => {
    const found = met(`${other(300, 11)}。${seen}${other(300, 13)}`, `${other(200, 17)}，${seen}`);
    expect(found?.percent).toBeLessThan(60);
    expect(found?.stretch).toBe(wordingOf(seen).length);
  });

  it('is found in a text of 15,000 characters, wherever it stands', () => {
    const found = met(seen, `${other(14_000, 19)}${seen}${other(900, 23)}`);
    expect(found).toMatchObject({ share: 100, stretch: wordingOf(seen).length });
    expect(found?.percent).toBeLessThan(5);
  });

  it('is not looked for in texts of like length: half the words alike are no copy', () => {
    const [mine, theirs] = [other(60, 37), other(60, 41)];
    expect(met(`${seen}${mine}`, `${theirs}${seen.slice(0, 30)}`)).toBeUndefined();
  });

  it('counts characters outside the basic plane as one, and nothing below forty in a row', () => {
    const rare = '𠮷㐂'.repeat(2) + seen.slice(0, 38).replace(/[^\p{L}\p{N}]/gu, '');
    const copied = Array.from(rare).slice(0, 39).join('');
    expect(met(`${other(400, 29)}${copied}`, `${copied}${other(400, 31)}`)).toBeUndefined();
    const longer = `${copied}甲乙丙丁戊己庚`;
    expect(met(`${other(400, 29)}${longer}`, `${longer}${other(400, 31)}`)?.stretch).toBe(Array.from(longer).length);
  });
});

describe('texts close to earlier ones', () => {
  const earlier = [
    { no: '1', text: '电话拨通后响铃四十秒无人接听，再次拨打提示占线，随后改为现场咨询。' },
    { no: '2', text: seen.replace('三号', '七号') },
    { no: '3', text: seen },
    { no: '4', text: seen },
    { no: '5', text: `${seen}${String.fromCharCode(...Array.from({ length: 60 }, (_, index) => 0x4e00 + index))}` },
  ];

  it('come closest first, and no more than asked for', () => {
    const found = closeWording([{ path: 'narrative', text: seen }], earlier, 5);
    expect(found.map(({ other }) => other.no)).toEqual(['3', '4', '5', '2']);
    expect(found.map(({ percent }) => percent).slice(0, 2)).toEqual([100, 100]);
    expect(closeWording([{ text: seen }], earlier, 2)).toHaveLength(2);
  });

  it('are looked for one own text at a time; short ones have none', () => {
    const found = closeWording([{ text: '不清楚' }, { text: seen }, { text: earlier[0]?.text ?? '' }], earlier, 1);
    expect(found.map(({ other }) => other.no)).toEqual(['3', '1']);
  });

  it('cost little beside 500 long texts', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({
      text: `${index}${String.fromCharCode(...Array.from({ length: 4000 }, (_, at) => 0x4e00 + ((at * (index + 7)) % 5000)))}`,
    }));
    const own = Array.from({ length: 30 }, () => ({ text: seen.repeat(10) }));
    const start = performance.now();
    closeWording(own, many, 3);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
