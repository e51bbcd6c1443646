/**
 * How close two texts are in their wording: the share of common three-character runs, and the longest stretch that stands
 * in both. It tells what was copied, never why; whoever reads it decides.
 */

/** Shorter texts say the same by chance. Characters that count, see `wordingOf`. */
export const WORDING_MINIMUM = 20;
/** From this percentage on a pair is shown: of all runs of both, or of those of the shorter text. */
export const WORDING_PERCENT = 60;
/** A stretch of so many characters that stands in both is shown, however long the texts are. */
export const WORDING_STRETCH = 40;
/** So many characters of a text are looked at: as many as a narrative may have. */
const LONGEST = 20_000;
/** So many of all earlier texts together; the rest of them with their beginnings alone. Half a second at most. */
const BUDGET = 2_000_000;
const BEGINNING = 4000;
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

/** Three characters as one number, 16 bits each: of the rare ones beyond the basic plane, what they differ in. */
const runAt = (characters: readonly string[], at: number): number =>
  unitOf(characters[at]) * 2 ** 32 + unitOf(characters[at + 1]) * 2 ** 16 + unitOf(characters[at + 2]);
const unitOf = (character = ''): number => (character.codePointAt(0) ?? 0) % 2 ** 16;

/** Every run of three characters, each once; empty for a text too short to be compared. */
export function runsOf(text: string): ReadonlySet<number> {
  return runsIn(wordingOf(text).slice(0, LONGEST));
}

function runsIn(characters: readonly string[]): ReadonlySet<number> {
  const runs = new Set<number>();
  if (characters.length < WORDING_MINIMUM) return runs;
  for (let start = 0; start + RUN <= characters.length; start += 1) runs.add(runAt(characters, start));
  return runs;
}

/** How two texts meet. Percentages are whole, rounded down. */
export interface Closeness {
  /** Runs in both of all runs in either (Jaccard). */
  percent: number;
  /**
   * Runs in both of those of the shorter text: how much of it stands in the longer one. 0 for texts of like length, of
   * which `percent` says it.
   */
  share: number;
  /** Characters of the longest stretch in both; 0 where there is none of `WORDING_STRETCH`. */
  stretch: number;
}

/** A text and whatever says where it stands. */
export interface Worded {
  text: string;
}

export interface CloseWording<Own extends Worded, Earlier extends Worded> extends Closeness {
  own: Own;
  other: Earlier;
}

interface Prepared {
  characters: readonly string[];
  /** The same as one string with a mark between characters, to look stretches up in. */
  whole: string;
  size: number;
}

/** What one pass over an earlier text finds of one own text: distinct runs in common, and where they follow each other. */
interface Meeting {
  common: number;
  from: number;
  last: number;
  streaks: [from: number, to: number][];
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
  const found = own.map((text) => ({ text, ...prepared(text.text), close: [] as CloseWording<Own, Earlier>[] }));
  const index = indexed(found);
  let left = BUDGET;
  // One earlier text at a time, so that long ones are never held together.
  for (const other of earlier) {
    const characters = wordingOf(other.text).slice(0, left > 0 ? LONGEST : BEGINNING);
    left -= characters.length;
    if (characters.length < WORDING_MINIMUM) continue;
    const met = meetings(characters, index);
    const size = met.size > 0 ? runsIn(characters).size : 0;
    for (const [at, meeting] of met) {
      const mine = found[at];
      if (!mine) continue;
      const closeness = closenessOf(mine, { characters, size }, meeting);
      if (isClose(closeness)) mine.close.push({ own: mine.text, other, ...closeness });
    }
  }
  const weight = ({ percent, share }: Closeness): number => Math.max(percent, share);
  return found.flatMap(({ close }) =>
    close.sort((a, b) => weight(b) - weight(a) || b.percent - a.percent || b.stretch - a.stretch).slice(0, most),
  );
}

const isClose = ({ percent, share, stretch }: Closeness): boolean =>
  percent >= WORDING_PERCENT || share >= WORDING_PERCENT || stretch >= WORDING_STRETCH;

const MARK = '\u0000';
function prepared(text: string): Prepared {
  const characters = wordingOf(text).slice(0, LONGEST);
  return { characters, whole: characters.join(MARK), size: runsIn(characters).size };
}

/** Which own texts hold a run. */
function indexed(texts: readonly Prepared[]): Map<number, number[]> {
  const index = new Map<number, number[]>();
  texts.forEach(({ characters }, at) => {
    for (const run of runsIn(characters)) index.set(run, [...(index.get(run) ?? []), at]);
  });
  return index;
}

/** A stretch holds so many runs one after another. */
const STREAK = WORDING_STRETCH - RUN + 1;

function meetings(characters: readonly string[], index: ReadonlyMap<number, readonly number[]>): Map<number, Meeting> {
  const met = new Map<number, Meeting>();
  const counted = new Set<number>();
  const close = (meeting: Meeting): void => {
    if (meeting.last - meeting.from + 1 >= STREAK) meeting.streaks.push([meeting.from, meeting.last]);
  };
  for (let at = 0; at + RUN <= characters.length; at += 1) {
    const run = runAt(characters, at);
    const holders = index.get(run);
    if (!holders) continue;
    const fresh = !counted.has(run);
    counted.add(run);
    for (const holder of holders) {
      const meeting = met.get(holder) ?? { common: 0, from: at, last: at - 1, streaks: [] };
      met.set(holder, meeting);
      if (meeting.last !== at - 1) {
        close(meeting);
        meeting.from = at;
      }
      meeting.last = at;
      if (fresh) meeting.common += 1;
    }
  }
  for (const meeting of met.values()) close(meeting);
  return met;
}

function closenessOf(
  own: Prepared,
  other: Pick<Prepared, 'characters' | 'size'>,
  { common, streaks }: Meeting,
): Closeness {
  const [shorter, longer] = [Math.min(own.size, other.size), Math.max(own.size, other.size)];
  return {
    percent: Math.floor((100 * common) / (own.size + other.size - common)),
    share: 2 * longer < 3 * shorter ? 0 : Math.floor((100 * common) / shorter),
    stretch: Math.max(0, ...streaks.map(([from, to]) => stretchIn(own, other.characters.slice(from, to + RUN)))),
  };
}

/** Characters of the longest stretch of these that stands in the own text; 0 for less than `WORDING_STRETCH`. */
function stretchIn({ whole, characters }: Prepared, streak: readonly string[]): number {
  let longest = 0;
  for (let at = 0; at + Math.max(WORDING_STRETCH, longest + 1) <= streak.length; at += 1) {
    const found = whole.indexOf(streak.slice(at, at + Math.max(WORDING_STRETCH, longest + 1)).join(MARK));
    if (found < 0) continue;
    // Characters outside the basic plane are two units: the place among characters is counted by the marks before it.
    let there = whole.slice(0, found).split(MARK).length - 1;
    let length = 0;
    while (at + length < streak.length && streak[at + length] === characters[there]) {
      length += 1;
      there += 1;
    }
    longest = Math.max(longest, length);
  }
  return longest;
}
