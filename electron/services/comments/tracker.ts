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

const signedDay = (written: Written | undefined): number | null =>
  written === undefined || written.signedAt === null ? null : dayOf(written.signedAt);

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

/** Own comments that wait to be written, the oldest quarter first. */
export async function waitingComments(
  reader: Reader,
  { personId, today }: { personId: number; today: number },
): Promise<CommandOutput<'comments.waiting'>> {
  const now = quarterOf(today);
  const written = await writtenOf(reader, now - 1, now);
  const points = await contactPoints(reader, { leaderId: personId });
  return [now - 1, now].flatMap((quarter) =>
    points.flatMap((point) => {
      const found = written.get(keyOf(point.id, quarter));
      const state = quarterState(point, quarter, signedDay(found), today);
      if (!urgent.includes(state)) return [];
      return [{ contactPointId: point.id, unitLabel: point.unitLabel, quarter, state, begun: found?.begun === 1 }];
    }),
  );
}

/** Of the comments the quarter of a day owes, how many are not signed; null where no contact point owes one. */
export async function missingComments(reader: Reader, today: number, hallId?: number): Promise<Wall['comments']> {
  const quarter = quarterOf(today);
  const { fromDay, toDay: lastDay } = quarterPeriod(quarter);
  const points = await contactPoints(reader, { fromDay, toDay: lastDay, hallId });
  const owed = points.filter((point) => isOwed(point, quarter));
  if (owed.length === 0) return null;
  const written = await writtenOf(reader, quarter, quarter);
  const missing = owed.filter(({ id }) => signedDay(written.get(keyOf(id, quarter))) === null).length;
  return { missing, total: owed.length, lastDay };
}
