import type { Reader } from '../../db/database.js';
import { exceptionsAsked } from '../../db/queries/custody-release.js';
import { waitingTasks, type WaitingTasks } from '../../db/queries/wall-tasks.js';
import type { WallPlace } from '../../db/queries/wall.js';
import { dueFrom, quarterPeriod } from '../../domain/comments/quarter.js';
import { releaseDeciders } from '../../domain/footage/custody.js';
import type { WallTask } from '../../domain/measures/wall.js';
import { startOfDay } from '../../domain/time.js';
import type { CallContext } from '../ipc/context.js';
import { waitingComments } from './comments/tracker.js';

/** The day that is looked at, and its last instant: the present one while it lasts. */
export interface Moment {
  day: number;
  end: number;
  live: boolean;
}

const plain = { no: null, unitLabel: null, byDay: null, nth: null, method: null, quarter: null } as const;

/**
 * Everything that waits for the person who looks, or waited at the end of a past day, the oldest first: matters and what is none.
 * @param lines how many are told of
 */
export async function waitingFor(
  reader: Reader,
  context: CallContext,
  place: WallPlace,
  { lines, day, end, live }: Moment & { lines: number },
): Promise<WaitingTasks> {
  const matters = await waitingTasks(reader, context, place, { now: end, past: live ? null : { day }, lines });
  const until = live ? Number.MAX_SAFE_INTEGER : end;
  const others = [
    ...(await comments(reader, context, place, { day, until })),
    ...(await requests(reader, context, until)),
  ];
  const first = [...matters.first, ...others].sort((a, b) => a.since - b.since).slice(0, lines);
  return {
    total: matters.total + others.length,
    oldestAt: others.reduce<number | null>((oldest, { since }) => Math.min(oldest ?? since, since), matters.oldestAt),
    first,
  };
}

/** A comment waits from the first day of the last month of its quarter. */
async function comments(
  reader: Reader,
  { actor, roles }: CallContext,
  { hallId }: WallPlace,
  { day, until }: { day: number; until: number },
): Promise<WallTask[]> {
  if (!roles.includes('leader')) return [];
  const due = await waitingComments(reader, { personId: actor.personId, today: day, hallId, until });
  return due.map(({ contactPointId, unitLabel, quarter, state }) => ({
    ...plain,
    kind: 'comment' as const,
    id: contactPointId,
    title: unitLabel,
    since: startOfDay(dueFrom(quarter)),
    byDay: state === 'missed' ? null : quarterPeriod(quarter).toDay,
    quarter,
  }));
}

/** Requests of others to let evidence leave as it is; they belong to no hall. */
async function requests(reader: Reader, { actor, roles }: CallContext, until: number): Promise<WallTask[]> {
  if (!releaseDeciders.some((role) => roles.includes(role))) return [];
  const asked = await exceptionsAsked(reader, actor.personId, until);
  return asked.map(({ id, name, askedAt }) => ({
    ...plain,
    kind: 'exception' as const,
    id,
    title: name,
    since: askedAt,
  }));
}
