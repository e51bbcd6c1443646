/**
 * How close two texts are in their wording: the share of common three-character runs. It tells what was copied, never
 * why; whoever reads it decides.
 */

/** Shorter texts say the same by chance. Characters that count, see `wordingOf`. */
export const WORDING_MINIMUM = 20;
/** From this percentage on a pair is shown. */
export const WORDING_PERCENT = 60;
/** So many characters of a text are looked at: 500 long ones are still compared in half a second. */
const LONGEST = 4000;
const RUN = 3;

/** The letters and digits of a text in one width and case: what is left when it is typed again with other punctuation. */
export function wordingOf(text: string): string[] {
  return Array.from(
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  );
}

/** Every run of three characters, each once; empty for a text too short to be compared. */
export function runsOf(text: string): ReadonlySet<string> {
  const characters = wordingOf(text).slice(0, LONGEST);
  const runs = new Set<string>();
  if (characters.length < WORDING_MINIMUM) return runs;
  for (let start = 0; start + RUN <= characters.length; start += 1)
    runs.add(characters.slice(start, start + RUN).join(''));
  return runs;
}

/** Runs in both of all runs in either (Jaccard), in whole percent rounded down; 0 where one has none. */
export function closeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [few, many] = one.size <= other.size ? [one, other] : [other, one];
  if (few.size === 0) return 0;
  let common = 0;
  for (const run of few) if (many.has(run)) common += 1;
  return Math.floor((100 * common) / (one.size + other.size - common));
}

/** A text and whatever says where it stands. */
export interface Worded {
  text: string;
}

export interface CloseWording<Own extends Worded, Earlier extends Worded> {
  own: Own;
  other: Earlier;
  percent: number;
}

/**
 * Of each own text the earlier texts that are close to it, the closest first and among equals the first given.
 * @param most pairs kept for one own text: a phrase everybody uses shall not fill the page
 */
export function closeWording<Own extends Worded, Earlier extends Worded>(
  own: readonly Own[],
  earlier: readonly Earlier[],
  most: number,
): CloseWording<Own, Earlier>[] {
  const found = own.map((text) => ({ text, runs: runsOf(text.text), close: [] as CloseWording<Own, Earlier>[] }));
  // One earlier text at a time, so that 500 long ones are never held together.
  for (const other of earlier) {
    const runs = runsOf(other.text);
    for (const { text, runs: ownRuns, close } of found) {
      if (!mayBeClose(ownRuns.size, runs.size)) continue;
      const percent = closeness(ownRuns, runs);
      if (percent >= WORDING_PERCENT) close.push({ own: text, other, percent });
    }
  }
  return found.flatMap(({ close }) => close.sort((a, b) => b.percent - a.percent).slice(0, most));
}

/** Two sets can share at most the smaller one, of at least the larger one. */
const mayBeClose = (one: number, other: number): boolean =>
  Math.min(one, other) > 0 && 100 * Math.min(one, other) >= WORDING_PERCENT * Math.max(one, other);
