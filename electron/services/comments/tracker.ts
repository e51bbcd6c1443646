import type { Reader } from '../../../db/database.js';
import { contactPoints, writtenQuarters, type StoredPoint, type Written } from '../../../db/queries/comments.js';
import {
  firstQuarterOf,
  isOwed,
  quarterFault,
  quarterOf,
  quarterPeriod,
  quarterState,
  type QuarterState,
} from '../../../domain/comments/quarter.js';
import type { CommandOutput } from '../../../domain/contract/commands/index.js';
import type { TrackedPoint } from '../../../domain/comments/schema.js';
import type { Wall } from '../../../domain/measures/wall.js';
import { dayOf } from '../../../domain/time.js';

const keyOf = (pointId: number, quarter: number): string => `${pointId} ${quarter}`;

async function writtenOf(reader: Reader, first: number, last: number): Promise<Map<string, Written>> {
  const rows = await writtenQuarters(reader, first, last);
  return new Map(rows.map((row) => [keyOf(row.pointId, row.quarter), row]));
}

/** Null of what was not signed until then. */
const signedDay = (written: Written | undefined, until = Infinity): number | null =>
  written === undefined || written.signedAt === null || written.signedAt > until ? null : dayOf(written.signedAt);

export const shownPoint = ({ clientId: _, ...point }: StoredPoint) => point;

/** Every contact point of a year with the state of its quarters. */
export async function trackedPoints(
  reader: Reader,
  year: number,
  { personId, today }: { personId: number; today: number },
): Promise<TrackedPoint[]> {
  const quarters = [0, 1, 2, 3].map((at) => firstQuarterOf(year) + at);
  const [first = 0, last = 0] = [quarters[0], quarters[3]];
  const written = await writtenOf(reader, first, last);
  const points = await contactPoints(reader, {
    fromDay: quarterPeriod(first).fromDay,
    toDay: quarterPeriod(last).toDay,
  });
  return points.map((point) => ({
    ...shownPoint(point),
    quarters: quarters.map((quarter) => {
      const found = written.get(keyOf(point.id, quarter));
      const own = point.leaderId === personId;
      const begun = own && found?.begun === 1;
      return {
        quarter,
        state: quarterState(point, quarter, signedDay(found), today),
        signedAt: found?.signedAt ?? null,
        begun,
        mayWrite: own && (begun || (found === undefined && quarterFault(point, quarter, today) === null)),
      };
    }),
  }));
}

const urgent: readonly QuarterState[] = ['missed', 'due'];

/**
 * Own comments that waited to be written on a day, the oldest quarter first.
 * @param until what was signed later was not yet, UTC milliseconds; ever, where it is left out
 */
export async function waitingComments(
  reader: Reader,
  {
    personId,
    today,
    hallId,
    until = Infinity,
  }: { personId: number; today: number; hallId?: number | undefined; until?: number },
): Promise<CommandOutput<'comments.waiting'>> {
  const now = quarterOf(today);
  const written = await writtenOf(reader, now - 1, now);
  const points = await contactPoints(reader, { leaderId: personId, hallId });
  return [now - 1, now].flatMap((quarter) =>
    points.flatMap((point) => {
      const found = written.get(keyOf(point.id, quarter));
      const state = quarterState(point, quarter, signedDay(found, until), today);
      if (!urgent.includes(state)) return [];
      return [{ contactPointId: point.id, unitLabel: point.unitLabel, quarter, state, begun: found?.begun === 1 }];
    }),
  );
}

/**
 * Of the comments the quarter of a day owes, those that were not signed by its end; null where no contact point owed one.
 * @param end last instant of the day, or the present one
 */
export async function missingComments(
  reader: Reader,
  { day, end }: { day: number; end: number },
  hallId?: number,
): Promise<Wall['comments']> {
  const quarter = quarterOf(day);
  const { fromDay, toDay: lastDay } = quarterPeriod(quarter);
  const points = await contactPoints(reader, { fromDay, toDay: lastDay, hallId });
  const owed = points.filter((point) => isOwed(point, quarter));
  if (owed.length === 0) return null;
  const written = await writtenOf(reader, quarter, quarter);
  const missing = owed.flatMap((point) => {
    const { id: contactPointId, leaderName, unitLabel } = point;
    return signedDay(written.get(keyOf(contactPointId, quarter)), end) === null
      ? [{ contactPointId, leaderName, unitLabel, state: quarterState(point, quarter, null, day) }]
      : [];
  });
  return { missing, quarter, total: owed.length, lastDay };
}
