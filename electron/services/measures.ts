import type { Database, Reader } from '../../db/database.js';
import { closingsOf, type Closings } from '../../db/queries/measure-closing.js';
import { placeLabels } from '../../db/queries/measure-labels.js';
import { levelsAt, levelsByMonth } from '../../db/queries/measure-levels.js';
import { partCells, waitCells, type Asked, type Cell, type Key } from '../../db/queries/measure-parts.js';
import { differenceBetween, rowsOfPart, standingCells, type StandingCell } from '../../db/queries/measure-rows.js';
import type { FlowPart } from '../../db/measures/facts.js';
import { mondayOf, type WorkCalendar } from '../../domain/calendar/calendar.js';
import type { CommandOutput, ParsedInput } from '../../domain/contract/commands/index.js';
import { AppError } from '../../domain/errors.js';
import type { MeasurePart } from '../../domain/measures/catalogue.js';
import {
  filterDimension,
  knownTo,
  narrowedTo,
  partDimensions,
  partsOf,
  type Dimension,
  type MeasureFilter,
} from '../../domain/measures/dimensions.js';
import type { Period } from '../../domain/measures/period.js';
import { quantileOf } from '../../domain/measures/ratio.js';
import { lights, type Light } from '../../domain/rectification/kinds.js';
import type { RectificationState } from '../../domain/rectification/life.js';
import { lightOf } from '../../domain/rectification/light.js';
import { dayOf } from '../../domain/time.js';
import type { CallContext } from '../ipc/context.js';
import type { RuleBook } from './rectifications/rules.js';

type Input = Pick<ParsedInput<'measures.parts'>, 'period' | 'by' | 'filter'>;
type Standing = CommandOutput<'measures.asOf'>;

const overseers = ['office', 'reviewer', 'leader'] as const;
const isLevel = (part: MeasurePart): part is 'open' | 'overdue' => part === 'open' || part === 'overdue';

/** The measures of the catalogue, counted: for charts, wall, ranking and reports. */
export class MeasureService {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleBook,
  ) {}

  /** @throws AppError `validation.input` for a dimension the numerator does not have; `permission.scope` */
  series(
    { measure, ...input }: ParsedInput<'measures.series'>,
    context: CallContext,
  ): Promise<CommandOutput<'measures.series'>> {
    const { numerator, denominator } = partsOf(measure);
    const asked = this.#asked(input, [numerator], context);
    return this.#read(context, async (reader) => {
      if (denominator !== null && sameDimensions(denominator, asked)) {
        const cells = await counted(reader, [numerator, denominator], input.period, asked, context);
        const rows = cells.map(({ keys, values: [above = 0, below = 0] }) => ({
          keys,
          numerator: above,
          denominator: below,
        }));
        return { rows, labels: await labelsOf(reader, asked.by, cells) };
      }
      const above = await counted(reader, [numerator], input.period, asked, context);
      const below = await this.#denominators(reader, denominator, input.period, asked, context);
      const rows = above.map(({ keys, values: [value = 0] }) => ({ keys, numerator: value, denominator: below(keys) }));
      return { rows, labels: await labelsOf(reader, asked.by, above) };
    });
  }

  /** @throws AppError as `series`, for any of the parts */
  parts(
    { parts, ...input }: ParsedInput<'measures.parts'>,
    context: CallContext,
  ): Promise<CommandOutput<'measures.parts'>> {
    const asked = this.#asked(input, parts, context);
    return this.#read(context, async (reader) => {
      const rows = await counted(reader, parts, input.period, asked, context);
      return { rows, labels: await labelsOf(reader, asked.by, rows) };
    });
  }

  /** @throws AppError as `series` */
  closing(input: ParsedInput<'measures.closing'>, context: CallContext): Promise<CommandOutput<'measures.closing'>> {
    const asked = this.#asked(input, ['closed'], context);
    return this.#read(context, async (reader) => {
      const { calendar } = await this.rules.of(reader);
      const cells = timesOf(await closingsOf(reader, input.period, asked), calendar).sort(byKeys);
      const rows = cells.map(({ keys, values }) => ({
        ...{ keys, count: values.length },
        ...{ median: quantileOf(values, 0.5) ?? 0, ninetieth: quantileOf(values, 0.9) ?? 0 },
      }));
      return { rows, labels: await labelsOf(reader, asked.by, cells) };
    });
  }

  /** @throws AppError as `series` */
  async waits(
    { period, filter }: ParsedInput<'measures.waits'>,
    context: CallContext,
  ): Promise<CommandOutput<'measures.waits'>> {
    const asked = this.#asked({ filter, by: ['day', 'minute'] }, ['waits'], context);
    return { cells: await this.#read(context, (reader) => waitCells(reader, period, asked.filter)) };
  }

  /** @throws AppError as `series`; `permission.scope` where a unit would learn of visits */
  rows(
    { part, ...input }: ParsedInput<'measures.rows'>,
    context: CallContext,
  ): Promise<CommandOutput<'measures.rows'>> {
    const asked = this.#asked({ ...input, by: [] }, [part], context);
    const at = { today: dayOf(context.now), now: context.now };
    return this.#read(context, async (reader) => {
      const [total] = await counted(reader, [part], input.period, asked, context);
      const found = await rowsOfPart(reader, part, input.period, asked, at);
      if (asked.forUnit && found.entity !== 'finding' && found.entity !== 'rectification')
        throw new AppError('permission.scope', { entity: found.entity });
      return { ...found, total: total?.values[0] ?? 0 };
    });
  }

  asOf({ day, filter }: ParsedInput<'measures.asOf'>, context: CallContext): Promise<Standing> {
    const at = Math.min(day ?? Infinity, dayOf(context.now));
    const asked = this.#asked({ filter, by: [] }, ['open'], context);
    const monday = mondayOf(at);
    return this.#read(context, async (reader) => {
      const cells = await standingCells(reader, at, monday, context.now, asked);
      const units = unitsOf(cells);
      const names = await placeLabels(reader, 'unit', [...units.keys()]);
      return {
        day: at,
        ...totalsOf(cells),
        units: [...units].map(([unitId, unit]) => ({
          unitId: unitId === 0 ? null : unitId,
          unitLabel: names[String(unitId)] ?? null,
          ...unit,
        })),
      };
    });
  }

  difference({ period, filter }: ParsedInput<'measures.difference'>, context: CallContext) {
    const asked = this.#asked({ filter, by: [] }, ['open'], context);
    return this.#read(context, (reader) =>
      differenceBetween(reader, [period.fromDay, period.toDay], context.now, asked),
    );
  }

  /** What is asked, within what the caller may know. A unit contact never learns how a visit was made. */
  #asked({ by, filter }: Pick<Input, 'by' | 'filter'>, parts: readonly MeasurePart[], context: CallContext): Asked {
    requireKnown({ by, filter }, parts, context);
    if (overseers.some((role) => context.roles.includes(role))) return { by, filter, forUnit: false };
    const { unitId } = context;
    const other = filter.unitId !== undefined && filter.unitId !== unitId;
    if (unitId === null || other || by.includes('mode') || filter.mode !== undefined)
      throw new AppError('permission.scope', { entity: 'unit' });
    return { by, filter: { ...filter, unitId }, forUnit: true };
  }

  /** Of each combination of keys, over what the denominator knows of them. */
  async #denominators(
    reader: Reader,
    part: MeasurePart | null,
    period: Period,
    asked: Asked,
    context: CallContext,
  ): Promise<(keys: readonly Key[]) => number> {
    if (part === null) return () => 1;
    const by = knownTo(part, asked.by);
    const known = { ...asked, by, filter: narrowedTo(part, asked.filter) };
    const cells = await counted(reader, [part], period, known, context);
    const values = new Map(cells.map(({ keys, values: [value = 0] }) => [keys.join(' '), value]));
    const places = by.map((name) => asked.by.indexOf(name));
    return (keys) => values.get(places.map((place) => keys[place]).join(' ')) ?? 0;
  }

  #read<T>(context: CallContext, work: (reader: Reader) => Promise<T>): Promise<T> {
    return this.database.read(context.command, work, { snapshot: true });
  }
}

/** @throws AppError `validation.input` naming the dimension or filter one of the parts does not have */
function requireKnown(
  { by, filter }: Pick<Input, 'by' | 'filter'>,
  parts: readonly MeasurePart[],
  { command }: CallContext,
) {
  const isKnown = (name: Dimension): boolean => parts.every((part) => partDimensions[part].includes(name));
  const names = Object.keys(filter) as (keyof MeasureFilter)[];
  const fields = [
    ...by.flatMap((name, at) => (isKnown(name) ? [] : [{ path: `by.${at}`, rule: 'notOfMeasure' }])),
    ...names.flatMap((name) =>
      filter[name] === undefined || isKnown(filterDimension[name])
        ? []
        : [{ path: `filter.${name}`, rule: 'notOfMeasure' }],
    ),
  ];
  if (fields.length > 0) throw new AppError('validation.input', { command }, { fields });
}

const sameDimensions = (part: MeasurePart, { by, filter }: Asked): boolean =>
  knownTo(part, by).length === by.length && Object.keys(narrowedTo(part, filter)).length === Object.keys(filter).length;

/** Sums over the period, and levels at its end or at those of its months; sorted by their keys. */
async function counted(
  reader: Reader,
  parts: readonly MeasurePart[],
  period: Period,
  asked: Asked,
  { now }: CallContext,
): Promise<Cell[]> {
  const flows = parts.filter((part): part is Exclude<MeasurePart, 'open' | 'overdue'> => !isLevel(part));
  const found = new Map<string, Cell>();
  const put = (cells: readonly Cell[], names: readonly FlowPart[] | readonly ('open' | 'overdue')[]): void => {
    for (const { keys, values } of cells) {
      const cell = found.get(keys.join(' ')) ?? { keys, values: parts.map(() => 0) };
      names.forEach((name, at) => {
        const place = (parts as readonly string[]).indexOf(name);
        if (place >= 0) cell.values[place] = values[at] ?? 0;
      });
      found.set(keys.join(' '), cell);
    }
  };
  if (flows.length > 0) put(await partCells(reader, flows, period, asked), flows);
  if (parts.some(isLevel)) put(await levels(reader, period, asked, now), ['open', 'overdue']);
  return [...found.values()].sort(byKeys);
}

function levels(reader: Reader, period: Period, asked: Asked, now: number): Promise<Cell[]> {
  const today = dayOf(now);
  if (asked.by.includes('month')) return levelsByMonth(reader, period, today, now, asked);
  return levelsAt(reader, Math.min(period.toDay, today), now, asked);
}

/** Working days each took, rising, by keys. */
function timesOf(closings: readonly Closings[], calendar: WorkCalendar): Cell[] {
  const { firstDay, lastDay } = calendar;
  const found = new Map<string, Cell>();
  for (const { keys, fromDay, toDay, count } of closings) {
    if (fromDay < firstDay || toDay > lastDay) continue;
    const cell = found.get(keys.join(' ')) ?? { keys, values: [] };
    const days = Math.max(0, calendar.workdaysBetween(fromDay, toDay));
    for (let nth = 0; nth < count; nth += 1) cell.values.push(days);
    found.set(keys.join(' '), cell);
  }
  return [...found.values()].map(({ keys, values }) => ({ keys, values: values.sort((a, b) => a - b) }));
}

function byKeys({ keys: a }: Cell, { keys: b }: Cell): number {
  const place = a.findIndex((key, at) => key !== b[at]);
  const [one, other] = [a[place] ?? 0, b[place] ?? 0];
  return place < 0 ? 0 : one < other ? -1 : 1;
}

const named = ['hall', 'unit', 'window'] as const;
async function labelsOf(reader: Reader, by: readonly Dimension[], cells: readonly Cell[]) {
  const labels: Partial<Record<(typeof named)[number], Record<string, string>>> = {};
  for (const entity of named) {
    const place = by.indexOf(entity);
    if (place < 0) continue;
    labels[entity] = await placeLabels(reader, entity, [...new Set(cells.map(({ keys }) => Number(keys[place])))]);
  }
  return labels;
}

/** The light of each group by the rule itself, asked once for what is over, near and neither. */
function totalsOf(
  cells: readonly StandingCell[],
): Pick<Standing, 'open' | 'overdue' | 'dueThisWeek' | 'lights' | 'states'> {
  const shining = Object.fromEntries(lights.map((light) => [light, 0])) as Record<Light, number>;
  const states: Standing['states'] = {};
  let [open, red, week] = [0, 0, 0];
  for (const [, word, held, count, over, near, due] of cells) {
    const state = word as RectificationState;
    const light = (many: number, dueAt: number | null, warnAt: number | null): void => {
      shining[lightOf({ state, dueAt, warnAt, suspended: held === 1 }, 0)] += many;
    };
    light(over, 0, 0);
    light(near, 1, 0);
    light(count - over - near, null, null);
    states[state] = (states[state] ?? 0) + count;
    open += count;
    red += over;
    week += due;
  }
  return { open, overdue: red, dueThisWeek: week, lights: shining, states };
}

type UnitStanding = Omit<Standing['units'][number], 'unitId' | 'unitLabel'>;
function unitsOf(cells: readonly StandingCell[]): Map<number, UnitStanding> {
  const units = new Map<number, UnitStanding>();
  for (const [unit, , , count, over, , due, oldest] of cells) {
    const one = units.get(unit ?? 0) ?? { open: 0, overdue: 0, dueThisWeek: 0, oldestDay: null };
    one.open += count;
    one.overdue += over;
    one.dueThisWeek += due;
    one.oldestDay = oldest === null ? one.oldestDay : Math.min(oldest, one.oldestDay ?? oldest);
    units.set(unit ?? 0, one);
  }
  const last = Number.MAX_SAFE_INTEGER;
  return new Map([...units].sort(([, a], [, b]) => (a.oldestDay ?? last) - (b.oldestDay ?? last) || b.open - a.open));
}
