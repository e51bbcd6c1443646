import type { Database, Reader } from '../../db/database.js';
import { placeLabels } from '../../db/queries/measure-labels.js';
import { endOf } from '../../db/queries/measure-levels.js';
import { partCells, type Asked } from '../../db/queries/measure-parts.js';
import {
  activeUnits,
  lookOf,
  matterLines,
  redStretches,
  standingRows,
  stepsSince,
  writeLook,
  type RedStretch,
  type StandingRow,
  type WallPlace,
  type WallStep,
} from '../../db/queries/wall.js';
import { duesLater, scoresLater, type Correction } from '../../db/queries/wall-then.js';
import { mondayOf, type WorkCalendar } from '../../domain/calendar/calendar.js';
import type { ParsedInput } from '../../domain/contract/commands/index.js';
import { firstDayOf, monthOf, periodAround } from '../../domain/measures/period.js';
import {
  lookedAt,
  newSince,
  WALL_DAYS,
  WALL_LINES,
  WALL_MONTHS,
  WAITING_LINES,
  type Wall,
  type WallMatter,
  type WallTask,
  type WallUnit,
} from '../../domain/measures/wall.js';
import { lights, type Light } from '../../domain/rectification/kinds.js';
import { lightOf, notRedStates, type LightFacts } from '../../domain/rectification/light.js';
import { dayOf } from '../../domain/time.js';
import type { CallContext } from '../ipc/context.js';
import { missingComments } from './comments/tracker.js';
import type { RuleBook } from './rectifications/rules.js';
import { waitingFor, type Moment } from './wall-waiting.js';

interface Deps {
  database: Database;
  rules: RuleBook;
}

/** An open matter with the light it had. */
interface Standing extends LightFacts {
  id: number;
  dueOn: number | null;
  unitId: number;
  light: Light;
}

/** The status wall (状态墙), now or at the end of a past day. */
export class WallService {
  constructor(private readonly deps: Deps) {}

  wall({ asOf, ...place }: ParsedInput<'measures.wall'>, context: CallContext): Promise<Wall> {
    const moment = momentOf(asOf, context);
    return this.deps.database.read(context.command, (reader) => this.#read(reader, moment, place, context), {
      snapshot: true,
    });
  }

  waiting({ asOf, ...place }: ParsedInput<'measures.waiting'>, context: CallContext): Promise<WallTask[]> {
    const moment = { ...momentOf(asOf, context), lines: WAITING_LINES };
    return this.deps.database.read(
      context.command,
      async (reader) => (await waitingFor(reader, context, place, moment)).first,
      { snapshot: true },
    );
  }

  /** Notes that somebody looks: what is new later is new since then. */
  looked({ command, actor, now }: CallContext): Promise<void> {
    return this.deps.database.write(
      command,
      async (tx) => {
        await writeLook(tx, actor.personId, lookedAt(await lookOf(tx, actor.personId), now));
      },
      { unaudited: true },
    );
  }

  async #read(reader: Reader, moment: Moment, place: WallPlace, context: CallContext): Promise<Wall> {
    const { day, live } = moment;
    const { calendar } = await this.deps.rules.of(reader);
    const matters = (await standingRows(reader, day, place)).map((row) => standingOf(row, moment));
    const red = matters.filter(({ light }) => light === 'red').sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
    const sinceLook = live ? await sinceLookOf(reader, { matters, red }, place, context) : null;
    const monday = mondayOf(day);
    const due = matters.filter(({ dueOn }) => dueOn !== null && dueOn >= monday && dueOn <= monday + 6);
    const dueToday = due.filter(({ dueOn }) => dueOn === day);
    // What is handed in or held does not turn red tonight.
    const turning = dueToday.filter(
      ({ light, state, suspended }) => light !== 'red' && !suspended && !notRedStates.includes(state),
    );
    const said = await linesOf(reader, [red.slice(0, WALL_LINES), turning.slice(0, WALL_LINES)], {
      calendar,
      day,
      isNew: new Set(sinceLook?.turnedRed),
    });
    const stretches = await redStretches(reader, day - WALL_DAYS + 1, day, place);
    return {
      day,
      live,
      open: matters.length,
      overdue: red.length,
      dueThisWeek: due.map(({ id }) => id),
      dueToday: dueToday.map(({ id }) => id),
      lights: lightsOf(matters),
      ...(await unitsOf(reader, matters, monday, place)),
      overdueFirst: said[0] ?? [],
      dueTodayFirst: said[1] ?? [],
      sinceLook,
      forMe: await waitingFor(reader, context, place, { ...moment, lines: WALL_LINES }),
      closedAlone: await closedAloneOf(reader, day, place),
      comments: await missingComments(reader, moment, place.hallId),
      ...(await monthlyOf(reader, moment, place)),
      daily: dailyOf(stretches, day, red.length),
    };
  }
}

function momentOf(asOf: number | null, { now }: CallContext): Moment {
  const today = dayOf(now);
  const day = Math.min(asOf ?? today, today);
  return { day, end: endOf(day, now), live: day === today };
}

/** Written out in full: spreading thousands of rows takes longer than reading them. */
function standingOf([id, state, held, dueAt, warnAt, dueOn, unitId]: StandingRow, { end }: Moment): Standing {
  const suspended = held === 1;
  const light = lightOf({ state, dueAt, warnAt, suspended }, end);
  return { id, state, suspended, dueAt, warnAt, dueOn, unitId: unitId ?? 0, light };
}

function lightsOf(matters: readonly Standing[]): Wall['lights'] {
  const shining = Object.fromEntries(lights.map((light) => [light, 0])) as Wall['lights'];
  for (const { light } of matters) shining[light] += 1;
  return shining;
}

async function unitsOf(
  reader: Reader,
  matters: readonly Standing[],
  monday: number,
  place: WallPlace,
): Promise<Pick<Wall, 'units' | 'unitsWithout'>> {
  const of = new Map<number, Standing[]>();
  for (const matter of matters) {
    const known = of.get(matter.unitId);
    if (known) known.push(matter);
    else of.set(matter.unitId, [matter]);
  }
  const names = await placeLabels(reader, 'unit', [...of.keys()]);
  const units = [...of].map(([unitId, own]): WallUnit => {
    const red = own.flatMap(({ light, dueOn }) => (light === 'red' && dueOn !== null ? [dueOn] : []));
    const shining = lightsOf(own);
    return {
      unitId: unitId === 0 ? null : unitId,
      unitLabel: names[String(unitId)] ?? null,
      open: own.length,
      overdue: shining.red,
      dueThisWeek: own.filter(({ dueOn }) => dueOn !== null && dueOn >= monday && dueOn <= monday + 6).length,
      oldestDay: red.length === 0 ? null : red.reduce((oldest, day) => Math.min(oldest, day)),
      lights: shining,
    };
  });
  const last = Number.MAX_SAFE_INTEGER;
  units.sort((a, b) => (a.oldestDay ?? last) - (b.oldestDay ?? last) || b.open - a.open);
  const atWork = await activeUnits(reader, place);
  return { units, unitsWithout: atWork.filter((id) => !of.has(id)).length };
}

/** @returns the lists in their order, each line as it stood that day */
async function linesOf(
  reader: Reader,
  lists: readonly (readonly Standing[])[],
  { calendar, day, isNew }: { calendar: WorkCalendar; day: number; isNew: ReadonlySet<number> },
): Promise<WallMatter[][]> {
  const said = new Map((await matterLines(reader, lists.flat())).map((line) => [line.id, line]));
  return lists.map((list) =>
    list.flatMap(({ id, state, light, dueOn }) => {
      const line = said.get(id);
      if (!line) return [];
      const workdaysOver = dueOn === null ? null : workdaysAfter(dueOn, day, calendar);
      return [{ ...line, state, light, dueDay: dueOn, workdaysOver, isNew: isNew.has(id) }];
    }),
  );
}

/** Working days from the due day to `day`; null in years the calendar does not know. */
function workdaysAfter(
  dueDay: number,
  day: number,
  { firstDay, lastDay, workdaysBetween }: WorkCalendar,
): number | null {
  const known = [dueDay, day].every((one) => one >= firstDay && one <= lastDay);
  return known ? Math.max(0, workdaysBetween(dueDay, day)) : null;
}

/** Whether a step can have made a matter red that was not. */
const reddens = (action: string, from: WallStep[2], to: WallStep[3]): boolean =>
  ['resume', 'recalculate'].includes(action) ||
  ((from === null || notRedStates.includes(from)) && !notRedStates.includes(to));
const closing = ['close', 'uphold_appeal'];
const returning = ['return', 'verify_not_done'];

async function sinceLookOf(
  reader: Reader,
  { matters, red }: { matters: readonly Standing[]; red: readonly Standing[] },
  place: WallPlace,
  { actor, now }: CallContext,
): Promise<Wall['sinceLook']> {
  const since = newSince(await lookOf(reader, actor.personId), now);
  if (since === null) return null;
  const steps = await stepsSince(reader, since, place);
  const idsOf = (actions: readonly string[]): number[] => [
    ...new Set(steps.flatMap(([id, action]) => (actions.includes(action) ? [id] : []))),
  ];
  const reddened = new Set(steps.flatMap(([id, action, from, to]) => (reddens(action, from, to) ? [id] : [])));
  const moved = steps.filter(([, action]) => ['issue', 'reopen', ...closing].includes(action));
  const grown = moved.reduce((sum, [, action]) => sum + (closing.includes(action) ? -1 : 1), 0);
  return {
    since,
    openThen: Math.max(0, matters.length - grown),
    turnedRed: red.flatMap(({ id, dueAt }) => ((dueAt ?? 0) > since || reddened.has(id) ? [id] : [])),
    issued: idsOf(['issue']),
    closed: idsOf(closing),
    returned: idsOf(returning),
    reopened: idsOf(['reopen']),
  };
}

const asked = ({ hallId }: WallPlace, by: Asked['by']): Asked => ({
  by,
  filter: hallId === undefined ? {} : { hallId },
  forUnit: false,
});

async function closedAloneOf(reader: Reader, day: number, place: WallPlace): Promise<Wall['closedAlone']> {
  const { fromDay } = periodAround('quarter', day);
  const period = { fromDay, toDay: day };
  const [cell] = await partCells(reader, ['closed', 'closedAlone'], period, asked(place, []));
  const [closed = 0, alone = 0] = cell?.values ?? [];
  return { ...period, closed, alone };
}

/** As known at the end of the day: of a past one, without what was confirmed, decided or handed in later. */
async function monthlyOf(
  reader: Reader,
  { day, end, live }: Moment,
  place: WallPlace,
): Promise<Pick<Wall, 'score' | 'onTime'>> {
  const period = { fromDay: firstDayOf(monthOf(day) - WALL_MONTHS), toDay: day };
  const parts = ['scoreSum', 'scored', 'metExtended', 'dueExtended'] as const;
  const cells = await partCells(reader, parts, period, asked(place, ['month']));
  const known = (above: number, below: number): Correction[] =>
    cells.map(({ keys, values }) => [Number(keys[0]), values[above] ?? 0, values[below] ?? 0]);
  const scores = live ? [] : await scoresLater(reader, period, place);
  const dues = live ? [] : await duesLater(reader, period, end, place);
  return { score: byMonth([...known(0, 1), ...scores]), onTime: byMonth([...known(2, 3), ...dues]) };
}

function byMonth(parts: readonly Correction[]): Wall['score'] {
  const months = new Map<number, Wall['score'][number]>();
  for (const [month, above, below] of parts) {
    const { numerator, denominator } = months.get(month) ?? { numerator: 0, denominator: 0 };
    months.set(month, { month, numerator: numerator + above, denominator: denominator + below });
  }
  return [...months.values()].filter(({ denominator }) => denominator > 0).sort((a, b) => a.month - b.month);
}

/** @param last of the day itself, which may not be over */
function dailyOf(stretches: readonly RedStretch[], day: number, last: number): Wall['daily'] {
  return Array.from({ length: WALL_DAYS }, (_, index) => {
    const one = day - WALL_DAYS + 1 + index;
    const red = stretches.reduce((sum, [from, until, count]) => (from <= one && one < until ? sum + count : sum), 0);
    return { day: one, overdue: one === day ? last : red };
  });
}
