import { describe, expect, it } from 'vitest';
import { closeness, closeWording, runsOf, WORDING_MINIMUM, wordingOf } from '../../../domain/wording.js';

const seen = '取号后等候十八分钟，三号窗口工作人员未主动招呼，问及所需材料时答复“不清楚”，让去别的窗口。';
const percent = (one: string, other: string): number => closeness(runsOf(one), runsOf(other));

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

describe('closeness', () => {
  it('is worked out by hand: 4 of 6 runs in common', () => {
    expect(closeness(new Set(['a', 'b', 'c', 'd', 'e']), new Set(['b', 'c', 'd', 'e', 'f']))).toBe(66);
  });

  it.each([
    ['the same text', seen, seen, 100],
    ['other punctuation and width', seen, seen.replaceAll('，', ' , ').replaceAll('“', '"'), 100],
    ['nothing in common', seen, '电话拨通后响铃四十秒无人接听再次拨打提示占线随后改为现场咨询', 0],
    ['a text too short', seen, '未主动招呼', 0],
    ['an empty text', seen, '', 0],
  ])('%s', (_, one, other, expected) => {
    expect(percent(one, other)).toBe(expected);
    expect(percent(other, one)).toBe(expected);
  });

  it('falls with each word that is another', () => {
    const oneWord = percent(seen, seen.replace('三号', '七号'));
    const twoWords = percent(seen, seen.replace('三号', '七号').replace('十八分钟', '五分钟'));
    expect(oneWord).toBeGreaterThan(80);
    expect(twoWords).toBeLessThan(oneWord);
    expect(twoWords).toBeGreaterThan(60);
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
    expect(found.map(({ other }) => other.no)).toEqual(['3', '4', '2']);
    expect(found.map(({ percent: share }) => share)).toEqual([100, 100, expect.any(Number)]);
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
