import { describe, expect, it } from 'vitest';
import { key, line, optionalLine, optionalText, reckonedDay } from '../../domain/fields.js';

const rules = (result: { error?: { issues: { message: string; code: string }[] } | undefined }): string[] =>
  result.error?.issues.map(({ code, message }) => (code === 'custom' ? message : code)) ?? [];

describe('text', () => {
  it('loses what has no width and its blanks, and keeps the joiner of emoji', () => {
    expect(line(10).parse('\ufeff 赵\u200b明\u2060 ')).toBe('赵明');
    expect(optionalLine(10).parse('\u200b')).toBeNull();
    expect(rules(line(10).safeParse('\u200b\u2060'))).toEqual(['required']);
    expect(optionalText(20).parse('👩\u200d💻\n乙')).toBe('👩\u200d💻\n乙');
    expect(line(10).parse('（一）Ａ')).toBe('（一）Ａ');
  });

  it.each(['\u202e', '\u202a', '\u2066', '\u2069', '\u0007', '\u2028', '\ud800'])('refuses %j', (character) => {
    expect(rules(line(10).safeParse(`a${character}b`))).toEqual(['control']);
    expect(rules(optionalText(10).safeParse(`a${character}b`))).toEqual(['control']);
  });
});

describe('a key', () => {
  it('is kept in one width', () => {
    expect(key(20).parse('０００１')).toBe('0001');
    expect(key(20).parse('　Ａ０１－ｂ ')).toBe('A01-b');
    expect(rules(key(20).safeParse('　'))).toEqual(['required']);
  });

  it('holds its length after some characters became several', () => {
    expect(rules(key(3).safeParse('㎏㎏'))).toEqual(['too_big']);
  });
});

describe('a day that is reckoned with', () => {
  it('is one a calendar knows', () => {
    expect([-25_508, 0, 47_540].map((one) => reckonedDay.parse(one))).toEqual([-25_508, 0, 47_540]);
    for (const one of [-25_509, 47_541, -1e9, 1e9])
      expect(rules(reckonedDay.safeParse(one)), String(one)).toEqual(['noSuchDay']);
  });
});
