import type { CommandOutput } from '../../../../domain/contract/commands/index.js';

/** Pages of the wall display, in the order in which they turn. */
export type DisplayPage = 'status' | 'units' | 'ranking';
export const displayPages = (ranked: boolean): DisplayPage[] => [
  'status',
  'units',
  ...(ranked ? (['ranking'] as const) : []),
];

type Line = CommandOutput<'ranking.list'>[number];
/** Places that fit on a page of two columns. */
const PLACES = 20;

/** The latest frozen month that stands, its units by rank; null while there is none. */
export function standingRanking(lines: readonly Line[]): Pick<Line, 'month' | 'ranks'> | null {
  const [latest] = lines
    .filter(({ state, superseded }) => state === 'frozen' && !superseded)
    .sort((a, b) => b.month - a.month);
  if (!latest) return null;
  const ranks = latest.ranks.filter(({ rank }) => rank !== null).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  return ranks.length === 0 ? null : { month: latest.month, ranks: ranks.slice(0, PLACES) };
}

/** `92.3%`; a dash where there is nothing to divide by. */
export const shareWord = (share: { numerator: number; denominator: number } | undefined): string =>
  share === undefined || share.denominator === 0 ? '—' : `${((100 * share.numerator) / share.denominator).toFixed(1)}%`;
