import { expect, test } from 'vitest';
import { snippet } from '../../db/search.js';
import { normalise } from '../../db/search/grams.js';
import { randomFrom } from './support/store.js';

/** The snippet with its marks written as 【】. */
function shown(text: string, query: string): string {
  const { text: piece, marks, cutBefore, cutAfter } = snippet(text, query);
  const parts: string[] = [];
  let done = 0;
  for (const [start, end] of marks) {
    parts.push(piece.slice(done, start), `【${piece.slice(start, end)}】`);
    done = end;
  }
  return `${cutBefore ? '…' : ''}${parts.join('')}${piece.slice(done)}${cutAfter ? '…' : ''}`;
}

const long = '甲'.repeat(50);

test.each([
  ['不动产登记窗口', '登记', '不动产【登记】窗口'],
  ['登记不动产登记', '登记 产', '【登记】不动【产登记】'],
  ['Ｗｉｎｄｏｗ Ａ１２', 'a12', 'Ｗｉｎｄｏｗ 【Ａ１２】'],
  ['㈱登记ﬁle', 'file', '㈱登记【ﬁle】'],
  ['㈱登记', '株', '【㈱】登记'],
  ['ｶﾞス', 'ガ', '【ｶﾞ】ス'],
  ['e\u0301tude', 'étude', '【e\u0301tude】'],
  ['각\u1100\u1161\u11a8', '각', '【각\u1100\u1161\u11a8】'],
  ['𠮷野家㐂', '野家', '𠮷【野家】㐂'],
  ['aaaa', 'aa', '【aaaa】'],
  ['没有', '别的', '没有'],
  ['没有', '', '没有'],
  ['', '登记', ''],
  [`${long}登记${long}${long}`, '登记', `…${'甲'.repeat(20)}【登记】${'甲'.repeat(58)}…`],
  [`${'𠮷'.repeat(50)}登记`, '登记', `…${'𠮷'.repeat(20)}【登记】`],
  [`登记${long}${long}登记`, '登记', `【登记】${'甲'.repeat(78)}…`],
])('%s, looked for %s', (text, query, expected) => {
  expect(shown(text, query)).toBe(expected);
});

test('marks are in order, inside the text, apart, and hold what was looked for', () => {
  const random = randomFrom(3);
  const pieces = Array.from('登记窗口的ＡＢab12ﬁ㈱ｶﾞé𠮷㐂 。%');
  const text = (length: number): string =>
    Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)] ?? '').join('');
  for (let round = 0; round < 2000; round += 1) {
    const source = text(1 + Math.floor(random() * 120));
    const query = text(1 + Math.floor(random() * 3));
    const { text: piece, marks } = snippet(source, query);
    let end = -1;
    for (const [from, to] of marks) {
      expect(from).toBeGreaterThan(end);
      expect(to).toBeGreaterThan(from);
      expect(to).toBeLessThanOrEqual(piece.length);
      end = to;
    }
    const terms = normalise(query).split(/\s+/u).filter(Boolean);
    if (marks.length === 0)
      expect(
        terms.some((term) => normalise(source).includes(term)),
        `${source} ${query}`,
      ).toBe(false);
  }
});
