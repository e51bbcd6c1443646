import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import { bottomRuns } from '../../../../domain/ranking/reckoning.js';

export type Line = CommandOutput<'ranking.list'>[number];

/** Versions of one month, the first judged first. */
export const versionsOf = (lines: readonly Line[], month: number): Line[] =>
  lines.filter((line) => line.month === month).sort((a, b) => a.id - b.id);

/** What a month stands as: the last version that is frozen, else the only one there is. */
export function standingLine(lines: readonly Line[], month: number): Line | null {
  const versions = versionsOf(lines, month);
  return versions.findLast(({ state }) => state === 'frozen') ?? versions.at(-1) ?? null;
}

/** Months as they stand, rising. */
export const standingLines = (lines: readonly Line[]): Line[] =>
  [...new Set(lines.map(({ month }) => month))]
    .sort((a, b) => a - b)
    .flatMap((month) => standingLine(lines, month) ?? []);

/** How many frozen months in a row, up to this one, each unit stood at the bottom. */
export const runsUpTo = (lines: readonly Line[], month: number): Map<number, number> =>
  bottomRuns(
    standingLines(lines)
      .filter((line) => line.month <= month && line.state === 'frozen')
      .sort((a, b) => b.month - a.month),
  );

/** Places gained since the month before, negative where lost; null where one of both is none. */
export function gained(lines: readonly Line[], month: number, unitId: number, rank: number | null): number | null {
  const before = standingLine(lines, month - 1)?.ranks.find((one) => one.unitId === unitId)?.rank ?? null;
  return before === null || rank === null ? null : before - rank;
}
