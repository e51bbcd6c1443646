import { quarterParts } from '../../../../domain/comments/quarter.js';
import { measures, type MeasureName } from '../../../../domain/measures/catalogue.js';
import { figureOf, type Figure } from '../../../../domain/measures/ratio.js';
import { firstDayOf, isPartial, monthOf, monthPeriod } from '../../../../domain/measures/period.js';
import type { Wall, WallMatter, WallTask } from '../../../../domain/measures/wall.js';
import type { Behind, Words } from '../../trends/model/chart';
import type { RowLine } from '../../trends/model/row-lines';
import { changeSaid, LEAST_SAMPLE, monthLong, said } from '../../trends/model/figures';

/** The words and places of the status wall: pure, out of what `measures.wall` answers. */
export type WallWords = Words & { day(day: number): string; instant(at: number): string; short(at: number): string };

export const MONTHS = 13;

/** The rows behind a number of the wall: by what it counts, or the very ones. */
export const standing = (part: 'open' | 'overdue', wall: Wall, hallId: number | undefined, label: string): Behind => ({
  part,
  period: { fromDay: wall.day, toDay: wall.day },
  filter: hallId === undefined ? {} : { hallId },
  label,
});
export const named = (ids: readonly number[], wall: Wall, label: string): Behind => ({
  ...standing('open', wall, undefined, label),
  ids,
});

export interface WallFigure {
  key: string;
  label: string;
  value: string;
  unit: string;
  note: string;
  tone: 'plain' | 'red' | 'blue';
  behind: Behind | null;
  /** Whose rows are other things than matters: what waits for somebody, the comments that are missing. */
  opens?: 'forMe' | 'comments';
}

/** The seven figures, in their order; one that is not known of a past day is a dash. */
export function wallFigures(wall: Wall, hallId: number | undefined, words: WallWords): WallFigure[] {
  const { t, number } = words;
  const figure = (key: string, value: number | null, more: Partial<WallFigure>): WallFigure => ({
    ...{ key, label: t(`wall.figure.${key}` as 'wall.figure.open'), note: '', tone: 'plain' as const, behind: null },
    value: value === null ? t('trends.dash') : number(value),
    unit: value === null ? '' : t('wall.matters', { n: value }),
    ...more,
  });
  const { sinceLook, forMe, closedAlone, comments } = wall;
  const changed = sinceLook === null ? null : wall.open - sinceLook.openThen;
  const alone = closedAlone.alone > 0;
  return [
    figure('open', wall.open, {
      note: [
        ...(changed === null
          ? []
          : [t('wall.note.change', { by: changed > 0 ? `+${changed}` : changed === 0 ? '±0' : `−${-changed}` })]),
        t('wall.note.units', { n: wall.units.length }),
      ].join(' · '),
      behind: standing('open', wall, hallId, t('wall.figure.open')),
    }),
    figure('dueThisWeek', wall.dueThisWeek.length, {
      note: t('wall.note.today', { n: wall.dueToday.length }),
      behind: named(wall.dueThisWeek, wall, t('wall.figure.dueThisWeek')),
    }),
    figure('overdue', wall.overdue, {
      note: t('wall.note.rate', { over: `${wall.overdue}/${wall.open}`, rate: rateOf(wall.overdue, wall.open, words) }),
      tone: wall.overdue > 0 ? 'red' : 'plain',
      behind: standing('overdue', wall, hallId, t('wall.figure.overdue')),
    }),
    figure('turnedRed', sinceLook?.turnedRed.length ?? null, {
      note: t(sinceLook === null ? (wall.live ? 'wall.note.firstLook' : 'wall.note.past') : 'wall.note.since'),
      tone: (sinceLook?.turnedRed.length ?? 0) > 0 ? 'red' : 'plain',
      behind: sinceLook === null ? null : named(sinceLook.turnedRed, wall, t('wall.figure.turnedRed')),
    }),
    figure('forMe', forMe.total, {
      unit: t('wall.items', { n: forMe.total }),
      note:
        forMe.oldestAt === null ? t('wall.note.nothing') : t('wall.note.oldest', { at: words.short(forMe.oldestAt) }),
      tone: forMe.total > 0 ? 'blue' : 'plain',
      ...(forMe.total > 0 && { opens: 'forMe' as const }),
    }),
    figure('closedAlone', closedAlone.alone, {
      note: t('wall.note.alone', { over: `${closedAlone.alone}/${closedAlone.closed}` }),
      tone: alone ? 'red' : 'plain',
      behind: {
        ...standing('open', wall, hallId, t(alone ? 'wall.figure.closedAlone' : 'wall.closedTogether')),
        part: alone ? 'closedAlone' : 'closed',
        period: { fromDay: closedAlone.fromDay, toDay: closedAlone.toDay },
      },
    }),
    figure('comments', comments?.missing.length ?? null, {
      unit: comments === null ? '' : t('wall.ofUnits', { n: comments.total }),
      note: comments === null ? t('wall.note.noPairs') : t('wall.note.lastDay', { day: words.day(comments.lastDay) }),
      ...(comments !== null && { opens: 'comments' as const }),
    }),
  ];
}

const rateOf = (above: number, below: number, words: Words): string =>
  below === 0 ? words.t('trends.dash') : `${((100 * above) / below).toFixed(1)}%`;

/** What is new since the last look, as one sentence. */
export function sinceSentence(wall: Wall, words: WallWords): string {
  const { t } = words;
  const { sinceLook } = wall;
  if (!wall.live) return t('wall.asOfSentence', { day: words.day(wall.day) });
  if (sinceLook === null) return t('wall.firstSentence');
  const parts = (['turnedRed', 'closed', 'returned', 'reopened', 'issued'] as const)
    .filter((key) => sinceLook[key].length > 0)
    .map((key) => t(`wall.since.${key}`, { n: sinceLook[key].length }));
  const since = words.instant(sinceLook.since);
  return parts.length === 0 ? t('wall.sinceNone', { since }) : t('wall.sinceSome', { since, what: words.join(parts) });
}

export function overdueWords(matter: WallMatter, words: WallWords): string {
  const { workdaysOver } = matter;
  if (workdaysOver === null) return words.t('wall.overdue');
  return workdaysOver === 0 ? words.t('wall.overdueToday') : words.t('wall.overdueBy', { n: workdaysOver });
}

/** Number, unit and days of a matter in small print. */
export function matterNote(matter: WallMatter, words: WallWords): string {
  const { no, unitLabel, originalDueDay, dueDay, extensions, proofs } = matter;
  const days =
    dueDay === null
      ? []
      : extensions > 0 && originalDueDay !== null
        ? [words.t('wall.extended', { first: words.day(originalDueDay), n: extensions, last: words.day(dueDay) })]
        : [words.t('wall.dueOn', { day: words.day(dueDay) })];
  return [
    no,
    unitLabel ?? words.t('trends.none.unit'),
    ...days,
    ...(proofs > 0 ? [words.t('wall.proofs', { n: proofs })] : []),
  ].join('  ');
}

/** What is asked of the person, beside what it is about. */
export const taskTitle = (task: WallTask, words: WallWords): string =>
  words.t('wall.taskTitle', { kind: words.t(`wall.task.${task.kind}`), title: task.title });
export function taskPlace({ kind, id, quarter }: WallTask): string {
  if (kind === 'circular') return '/escalation?part=circulars';
  if (kind === 'exception') return '/custody?part=exceptions';
  if (kind !== 'comment' || quarter === null) return `/rectifications/${id}`;
  return `${commentsPlace(id, quarter)}&write=${quarter}`;
}
const commentsPlace = (pointId: number, quarter: number): string =>
  `/comments?year=${quarterParts(quarter).year}&point=${pointId}`;
export function taskNote(task: WallTask, words: WallWords): string {
  return [
    task.no,
    task.unitLabel,
    task.nth === null ? null : words.t('wall.nth', { n: task.nth }),
    task.quarter === null ? null : quarterWord(task.quarter, words),
    task.method === null ? null : words.word(`verificationMethod.${task.method}`, task.method),
  ]
    .filter((part) => part !== null && part !== '')
    .join('  ');
}

const quarterWord = (quarter: number, words: Words): string => words.t('comment.quarter', quarterParts(quarter));

/** What waits for somebody as rows: a number that is pressed opens the very things it counts. */
export const taskLines = (tasks: readonly WallTask[], words: WallWords): RowLine[] =>
  tasks.map((task, at) => ({
    id: at,
    to: taskPlace(task),
    no: task.no ?? words.t('trends.dash'),
    day: words.instant(task.since),
    place: task.unitLabel ?? (task.kind === 'comment' ? task.title : words.t('trends.dash')),
    what: taskTitle(task, words),
    extra: task.byDay === null ? '' : words.day(task.byDay),
    light: null,
    grave: false,
  }));

/** Comments of the quarter that nobody signed yet. */
export const commentLines = (
  { missing, quarter, lastDay }: NonNullable<Wall['comments']>,
  words: WallWords,
): RowLine[] =>
  missing.map(({ contactPointId, leaderName, unitLabel, state }, at) => ({
    id: at,
    to: commentsPlace(contactPointId, quarter),
    no: quarterWord(quarter, words),
    day: words.day(lastDay),
    place: unitLabel,
    what: leaderName,
    extra: words.word(`comment.state.${state}`, state),
    light: null,
    grave: false,
  }));

/** What the columns of such rows are called. */
export const taskColumns = (words: WallWords): NonNullable<Behind['columns']> => ({
  ...{ day: words.t('wall.column.since'), place: words.t('wall.column.unit'), extra: words.t('wall.column.by') },
});
export const commentColumns = (words: WallWords): NonNullable<Behind['columns']> => ({
  ...{ no: words.t('wall.column.quarter'), day: words.t('wall.column.lastDay'), place: words.t('wall.column.unit') },
  ...{ what: words.t('wall.column.leader'), extra: words.t('wall.column.state') },
});

/** A measure of the wall: thirteen months with those of the year before, and the last whole one against its bases. */
export interface WallMeasure {
  name: MeasureName;
  months: readonly number[];
  now: readonly (number | null)[];
  before: readonly (number | null)[];
  /** Place of the month that is not over, -1 where all are. */
  open: number;
  month: string;
  value: string;
  /** Whether the value is a number, not a word why there is none. */
  known: boolean;
  over: string;
  monthChange: string;
  yearChange: string;
  behind: Behind;
}
export function wallMeasure(
  name: 'visit_score' | 'on_time_rate',
  wall: Wall,
  hallId: number | undefined,
  words: WallWords,
): WallMeasure {
  const rows = name === 'visit_score' ? wall.score : wall.onTime;
  const { times, unit } = measures[name];
  const scale = times * (unit === 'share' ? 100 : 1);
  const at = new Map(rows.map(({ month, ...ratio }) => [month, ratio]));
  const last = monthOf(wall.day);
  const months = Array.from({ length: MONTHS }, (_, place) => last - MONTHS + 1 + place);
  const figure = (month: number): Figure => {
    const found = figureOf(at.get(month) ?? { numerator: 0, denominator: 0 }, LEAST_SAMPLE);
    return 'value' in found ? { value: found.value * scale } : found;
  };
  const valueOf = (month: number): number | null => {
    const found = figure(month);
    return 'value' in found ? found.value : null;
  };
  const isOpen = isPartial(monthPeriod(last), wall.day) && firstDayOf(last + 1) - 1 !== wall.day;
  const whole = isOpen ? last - 1 : last;
  const ratio = at.get(whole) ?? { numerator: 0, denominator: 0 };
  return {
    ...{ name, months, open: isOpen ? MONTHS - 1 : -1 },
    now: months.map(valueOf),
    before: months.map((month) => valueOf(month - 12)),
    month: monthLong(whole, words),
    value: said(name, figure(whole), words),
    known: 'value' in figure(whole),
    over:
      name === 'visit_score'
        ? words.t('wall.scored', { n: ratio.denominator })
        : `${ratio.numerator}/${ratio.denominator}`,
    monthChange: changeSaid(name, figure(whole), figure(whole - 1), words),
    yearChange: changeSaid(name, figure(whole), figure(whole - 12), words),
    behind: {
      part: name === 'visit_score' ? 'scored' : 'dueExtended',
      period: monthPeriod(whole),
      filter: hallId === undefined ? {} : { hallId },
      label: `${words.t(`trends.measure.${name}`)} · ${monthLong(whole, words)}`,
    },
  };
}

/** Points of a line in a box, broken where a month has no figure. */
export function linePath(
  values: readonly (number | null)[],
  box: { width: number; height: number; low: number; high: number },
): string {
  const { width, height, low, high } = box;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let pen = 'M';
  return values
    .map((value, at) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const y = high > low ? height - ((value - low) / (high - low)) * height : height / 2;
      const point = `${pen}${(at * step).toFixed(1)} ${y.toFixed(1)}`;
      pen = 'L';
      return point;
    })
    .join('');
}
