import { normalise, termsOf } from './grams.js';

/** A piece of the shown text with the found words marked. */
export interface Snippet {
  text: string;
  /** Start and end of each mark in `text`, UTF-16 units, in order, not overlapping. */
  marks: [start: number, end: number][];
  /** Whether text was cut off before or after. */
  cutBefore: boolean;
  cutAfter: boolean;
}

/** Code points shown before the first mark, and after the last one that still fits. */
const AROUND = 20;
const LONGEST = 80;

// Characters that NFKC may join with the one before: marks, half-width voicing, and runs of Hangul parts.
const UNIT = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+|[\s\S][\p{M}\uff9e\uff9f]*/gu;

/** The normalised text, and for each of its UTF-16 units the piece of the source it came from. */
function mapped(text: string): { norm: string; starts: number[]; ends: number[] } {
  let norm = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of text.matchAll(UNIT)) {
    const piece = normalise(match[0]);
    starts.push(...Array<number>(piece.length).fill(match.index));
    ends.push(...Array<number>(piece.length).fill(match.index + match[0].length));
    norm += piece;
  }
  return { norm, starts, ends };
}

function marksOf(text: string, terms: readonly string[]): [number, number][] {
  const { norm, starts, ends } = mapped(text);
  const found: [number, number][] = [];
  for (const term of terms) {
    for (let at = norm.indexOf(term); at >= 0; at = norm.indexOf(term, at + 1)) {
      found.push([starts[at] ?? 0, ends[at + term.length - 1] ?? text.length]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const marks: [number, number][] = [];
  for (const [start, end] of found) {
    const last = marks.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else marks.push([start, end]);
  }
  return marks;
}

/** Moves `steps` code points from `at`, within the text. */
function move(text: string, at: number, steps: number): number {
  const back = steps < 0;
  let place = at;
  for (let left = Math.abs(steps); left > 0 && (back ? place > 0 : place < text.length); left -= 1) {
    const unit = text.charCodeAt(back ? place - 1 : place);
    const isPair = back ? unit >= 0xdc00 && unit <= 0xdfff && place > 1 : unit >= 0xd800 && unit <= 0xdbff;
    place += (back ? -1 : 1) * (isPair ? 2 : 1);
  }
  return Math.min(Math.max(place, 0), text.length);
}

/**
 * Cuts the piece around the first hit and marks every word of the query in it.
 * @param text the text as shown, not normalised
 * @param query what the person typed; without a hit the beginning of the text comes back unmarked
 */
export function snippet(text: string, query: string): Snippet {
  const all = marksOf(text, termsOf(query));
  const first = all[0];
  const start = first === undefined ? 0 : move(text, first[0], -AROUND);
  const least = first === undefined ? 0 : move(text, first[1], AROUND);
  const end = Math.max(least, move(text, start, LONGEST));
  const marks = all
    .filter(([from]) => from < end)
    .map(([from, to]): [number, number] => [from - start, Math.min(to, end) - start]);
  return { text: text.slice(start, end), marks, cutBefore: start > 0, cutAfter: end < text.length };
}
