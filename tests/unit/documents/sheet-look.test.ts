import { describe, expect, it } from 'vitest';
import { linesOf, rowHeight, sheetsAcross } from '../../../electron/documents/sheet-look.js';

describe('lines of a text in a column', () => {
  it.each([
    ['', 10, 1],
    ['督整〔2026〕12号', 20, 1],
    // Nine Chinese letters of 2.2 digits in nine digits: four in a line.
    ['自助终端停用九天未', 10, 3],
    ['one two three', 8, 2],
    ['a\nb\nc', 20, 3],
    // A word longer than the column is broken by every program.
    ['x'.repeat(25), 11, 3],
    ['㐂𠮷㐂𠮷', 5, 4],
  ])('%j in %i digits', (text, width, lines) => {
    expect(linesOf(text, width)).toBe(lines);
  });

  it('never loses a line to a wider column', () => {
    const text = '办事指南仍写承诺 5 个工作日，系统内已压缩为 3 个工作日，内外不一致 (see the guide).\n第二段';
    const lines = Array.from({ length: 60 }, (_, at) => linesOf(text, at + 2));
    for (const [at, count] of lines.entries()) expect(count).toBeLessThanOrEqual(lines[at - 1] ?? count);
  });
});

describe('a row', () => {
  it('is as high as its longest text, has the lines asked for, and ends where programs do', () => {
    expect(rowHeight(['一', '一二三四五六七八'], [10, 10])).toBe(33);
    expect(rowHeight([new Date(0), null, 12], [10, 10, 10])).toBe(17.5);
    expect(rowHeight([], [], 2)).toBe(33);
    expect(rowHeight(['长'.repeat(5000)], [10])).toBe(409);
  });
});

describe('sheets side by side', () => {
  it('are one for a short ledger and more where letters would become too small', () => {
    expect(sheetsAcross([19, 46, 26])).toBe(1);
    expect(sheetsAcross(Array.from({ length: 39 }, () => 18))).toBe(3);
  });
});
