import type { Dimension, MeasureFilter } from '../../domain/measures/dimensions.js';
import type { MeasurePart } from '../../domain/measures/catalogue.js';
import { notRedStates } from '../../domain/rectification/light.js';
import { dayOfSql, hourSql, monthSql, noneOf, oneOf, startOfSql, weekdaySql } from './sql.js';

/**
 * What is counted, once: each fact says of which rows, on which day, by which dimensions and with which amounts. Summary
 * tables, their triggers, the recount, the days at the edges of a period and the rows behind a number are all made of it.
 */

/** Parts that are summed over days; those of the end of a period follow from what began and ended until then. */
export type FlowPart =
  Exclude<MeasurePart, 'open' | 'overdue'> | 'reopened' | 'transferred' | 'overdueBegan' | 'overdueEnded';

type Mode = NonNullable<MeasureFilter['mode']>;
/** SQL over a row: `r` in a statement, NEW or OLD in a trigger. */
type Of = (row: string) => string;

export interface Fact {
  name: string;
  /** Its rows; a trigger stands on it. */
  table: string;
  /** Rows beside each of them, under an alias the expressions name. */
  beside?: { table: string; alias: string; on: Of };
  counted: Of;
  day: Of;
  /** Rows of the days from :`from` to :`to`, where an index wants other words than `day`. */
  between?: (row: string, from: string, to: string) => string;
  /** Halls, units and windows as they stand on the row: empty where there is none. */
  dimensions: Partial<Record<Exclude<Dimension, 'month' | 'day'>, Of>>;
  /**
   * What narrows it to :mode, where an index wants other words than the dimension: of a few days the rows are looked at, of
   * more the visits of the mode.
   */
  ofMode?: (row: string, mode: Mode, days: 'few' | 'many') => string;
  amounts: Partial<Record<FlowPart, Of>>;
  /** Columns a change of which can change any of this; a row of a fact without them is only added. */
  columns?: readonly string[];
  /** A row is added before it counts: only what becomes of it is looked at. */
  beginsUncounted?: true;
  /** What of a row is compared when one of them changed; the summary moves only with it. */
  watched?: readonly Of[];
  /** What is opened behind the number. */
  entity: 'visit' | 'finding' | 'rectification' | 'lead';
  id: Of;
  /** What must hold beside for a unit to be told. */
  forUnit?: Of;
}

const one: Of = () => '1';
const flag = (sql: string): string => `coalesce(${sql}, 0)`;
const column =
  (name: string): Of =>
  (r) =>
    `${r}.${name}`;
const instants = (name: string) => (r: string, from: string, to: string) =>
  `${r}.${name} >= ${startOfSql(from)} AND ${r}.${name} < ${startOfSql(`(${to} + 1)`)}`;

const place = { hall: column('hall_id'), unit: column('unit_id'), window: column('window_id') };

const hasVisits = (mode: Mode): boolean => mode !== 'lead' && mode !== 'comment';
/** A mode has visits, and each of them few rows. */
const visitsOfMode = (r: string, days: 'few' | 'many'): string =>
  `${days === 'few' ? '+' : ''}${r}.visit_id IN (SELECT n.id FROM visit n WHERE n.mode = :mode)`;

const finding: Fact = {
  name: 'finding',
  table: 'finding',
  counted: (r) => `${r}.state = 'confirmed'`,
  day: column('day'),
  dimensions: {
    ...place,
    mode: (r) => `CASE WHEN ${r}.visit_id IS NOT NULL THEN (SELECT v.mode FROM visit v WHERE v.id = ${r}.visit_id)
      WHEN ${r}.lead_id IS NOT NULL THEN 'lead' ELSE 'comment' END`,
    severity: column('severity'),
    category: column('category'),
    weekday: (r) => weekdaySql(`${r}.day`),
    hour: (r) => hourSql(`${r}.at`),
  },
  ofMode: (r, mode, days) =>
    hasVisits(mode) ? visitsOfMode(r, days) : `${r}.visit_id IS NULL AND (${r}.lead_id IS NOT NULL) = (:mode = 'lead')`,
  amounts: { findings: one },
  columns: ['state', 'severity', 'category', 'day', 'at', 'hall_id', 'unit_id', 'window_id', 'visit_id'],
  watched: [
    (r) => `CASE WHEN ${r}.state = 'confirmed' THEN ${r}.severity END`,
    ...['category', 'day', 'at', 'hall_id', 'unit_id', 'window_id', 'visit_id'].map(column),
  ],
  entity: 'finding',
  id: column('id'),
  // Until its visit is confirmed a decision can still fall.
  forUnit: (r) => `(${r}.visit_id IS NULL OR (SELECT v.state FROM visit v WHERE v.id = ${r}.visit_id) = 'confirmed')`,
};

/** The target as the last submission froze it, minutes. */
const target: Of = (r) => `(SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = ${r}.id ORDER BY s.number DESC LIMIT 1)`;
const isLong = (waited: string, r: string): string =>
  `CASE WHEN ${waited} IS NULL THEN 0 ELSE ${flag(`${waited} > 10 * ${target(r)}`)} END`;
/** Nothing of a confirmed visit changes any more: its confirmation is all there is to count. */
const confirmed = {
  table: 'visit',
  counted: (r: string) => `${r}.state = 'confirmed'`,
  day: column('day'),
  columns: ['state'],
  watched: [(r: string) => `${r}.state = 'confirmed'`],
  entity: 'visit',
  id: column('id'),
} as const;
const when: Fact['dimensions'] = {
  mode: column('mode'),
  weekday: (r) => weekdaySql(`${r}.day`),
  hour: (r) => hourSql(`${r}.started_at`),
};
const whole: Of = (r) => `NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = ${r}.id)`;

/** A visit; of one without windows also its score and its wait, so that the whole is the sum of its units. */
const visit: Fact = {
  ...confirmed,
  name: 'visit',
  dimensions: {
    ...place,
    ...when,
    minute: (r) => `coalesce(${r}.waiting_tenths / 10, -1)`,
  },
  amounts: {
    visits: one,
    scoreSum: (r) => `CASE WHEN ${whole(r)} THEN coalesce(${r}.score, 0) ELSE 0 END`,
    scored: (r) => `(${r}.score IS NOT NULL AND ${whole(r)})`,
    waits: (r) => `(${r}.waiting_tenths IS NOT NULL AND ${whole(r)})`,
    longWaits: (r) => `CASE WHEN ${whole(r)} THEN ${isLong(`${r}.waiting_tenths`, r)} ELSE 0 END`,
  },
};
const visitWindow: Fact = {
  ...confirmed,
  name: 'visit_window',
  beside: { table: 'visit_window', alias: 'w', on: (r) => `w.visit_id = ${r}.id` },
  dimensions: {
    hall: column('hall_id'),
    unit: () => 'w.unit_id',
    window: () => 'w.window_id',
    ...when,
    minute: () => `coalesce(w.waiting_tenths / 10, -1)`,
  },
  amounts: {
    windowVisits: one,
    scoreSum: () => `coalesce(w.score, 0)`,
    scored: () => `(w.score IS NOT NULL)`,
    waits: () => `(w.waiting_tenths IS NOT NULL)`,
    longWaits: (r) => isLong('w.waiting_tenths', r),
  },
};

/** How the problem of a matter came to be known; empty of one the office made itself. */
const modeOf = (m: string): string =>
  `coalesce((SELECT v.mode FROM visit v WHERE v.id = ${m}.visit_id), CASE ${m}.origin WHEN 'finding' THEN
    (SELECT iif(f.lead_id IS NULL, 'comment', 'lead') FROM finding f WHERE f.id = ${m}.finding_id) ELSE '' END)`;
/**
 * The unit a matter was with before it went over to another, whenever that was, or after what `since` says of the step `t`; where
 * it never did, the one it is with.
 */
export const unitBefore = (m: string, since = '1'): string =>
  `coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = ${m}.id
    AND t.action = 'transfer' AND ${since} ORDER BY t.id LIMIT 1), ${m}.unit_id)`;
const ofMatter = (m: Of, unit: Of): Fact['dimensions'] => ({
  hall: (r) => `${m(r)}.hall_id`,
  unit,
  window: (r) => `${m(r)}.window_id`,
  mode: (r) => modeOf(m(r)),
  severity: (r) => `${m(r)}.severity`,
  category: (r) => `${m(r)}.category`,
});
const matter = {
  table: 'rectification',
  ofMode: (r: string, mode: Mode, days: 'few' | 'many') =>
    hasVisits(mode) ? visitsOfMode(r, days) : `${modeOf(r)} = :mode`,
  entity: 'rectification',
  id: column('id'),
} as const;
const itself: Of = (r) => r;
/** Frozen once it is issued, but for a unit that was merged; a repair may touch them all the same. */
const frozen = ['hall_id', 'unit_id', 'severity'] as const;

/** Counted for the unit it was issued to. */
const issued: Fact = {
  ...matter,
  name: 'issued',
  dimensions: ofMatter(itself, (r) => unitBefore(r)),
  counted: (r) => `${r}.state <> 'draft'`,
  day: (r) => dayOfSql(`${r}.issued_at`),
  between: instants('issued_at'),
  amounts: {
    issued: one,
    issuedVerified: (r) => `(${r}.verification_result IS 'done')`,
    issuedClosed: (r) => `(${r}.state = 'closed')`,
  },
  columns: ['state', 'issued_at', 'verification_result', ...frozen],
  watched: [
    (r) => `${r}.state <> 'draft'`,
    (r) => `${r}.verification_result IS 'done'`,
    (r) => `${r}.state = 'closed'`,
    ...['issued_at', ...frozen].map(column),
  ],
};

/** States in which a submission stands; one that was returned counts as none. */
export const standsHandedIn: Of = (r) => oneOf(`${r}.state`, ['submitted', 'verifying', 'closed']);
const handedIn: Of = (r) => `${standsHandedIn(r)} AND ${r}.submitted_at`;
const metExtended: Of = (r) => flag(`(${handedIn(r)} < ${r}.due_at)`);
/** Where nothing moved it, the original due date is over at the very instant the present one is. */
const metOriginal: Of = (r) => `CASE WHEN ${r}.due_on = ${r}.original_due_on THEN ${metExtended(r)}
  ELSE ${flag(`(${handedIn(r)} < ${startOfSql(`(${r}.original_due_on + 1)`)})`)} END`;
/** Of a matter that was revoked nothing was due. */
const isDue = (day: string): Of => {
  return (r) => `${r}.state <> 'draft' AND ${r}.${day} IS NOT NULL AND ${r}.closure IS NOT 'revoked'`;
};
/** The unit it was with at the end of that day, or is with now. */
const unitOn =
  (day: string): Of =>
  (r) =>
    unitBefore(r, `t.day > ${r}.${day}`);
const due = (name: string, day: string, amounts: Fact['amounts'], met: Of): Fact => ({
  ...matter,
  name,
  dimensions: ofMatter(itself, unitOn(day)),
  counted: isDue(day),
  day: column(day),
  amounts,
  columns: ['state', 'original_due_on', 'due_on', 'due_at', 'submitted_at', 'closure', ...frozen],
  watched: [
    (r) => `CASE WHEN ${isDue(day)(r)} THEN ${monthSql(`${r}.${day}`)} END`,
    met,
    unitOn(day),
    ...frozen.map(column),
  ],
});
export const dueExtended = due('due_extended', 'due_on', { dueExtended: one, metExtended }, metExtended);
const dueOriginal: Fact = {
  ...due('due_original', 'original_due_on', { dueOriginal: one, metOriginal }, metOriginal),
  // Few are due on another day than they first were: those have an index of their own.
  between: (r, from, to) => `((${r}.due_on BETWEEN ${from} AND ${to} AND ${r}.original_due_on = ${r}.due_on)
    OR (${r}.original_due_on BETWEEN ${from} AND ${to} AND ${r}.original_due_on IS NOT ${r}.due_on))`,
};

/** What ends a matter, and what takes that back. */
export const struckActions = ['close', 'uphold_appeal', 'reopen'];
/** Steps of a history, which only grows; place and severity are those of the matter, the unit is that of the step. */
const step = {
  table: 'rectification_event',
  beside: { table: 'rectification', alias: 'm', on: (r: string) => `m.id = ${r}.rectification_id` },
  ofMode: (_: string, mode: Mode, days: 'few' | 'many') =>
    hasVisits(mode) ? visitsOfMode('m', days) : `${modeOf('m')} = :mode`,
  dimensions: ofMatter(
    () => 'm',
    (r) => unitBefore('m', `t.id > ${r}.id`),
  ),
  entity: 'rectification',
  id: column('rectification_id'),
} as const;
/** In the words of their index. */
const struck: Of = (r) => oneOf(`${r}.action`, struckActions);
/** Somebody who acted on it before: saw or confirmed it, spoke for the unit, or verified it. */
const alone: Of = (r) => `(EXISTS(SELECT 1 FROM rectification_event p WHERE p.rectification_id = ${r}.rectification_id
    AND p.id < ${r}.id AND p.person_id = ${r}.person_id
    AND p.action IN ('acknowledge', 'report', 'submit', 'verify_done', 'verify_not_done'))
  OR EXISTS(SELECT 1 FROM finding f WHERE f.id = m.finding_id AND f.decided_by = ${r}.person_id)
  OR EXISTS(SELECT 1 FROM visit_inspector i WHERE i.visit_id = m.visit_id AND i.person_id = ${r}.person_id))`;
export const closed: Fact = {
  ...step,
  name: 'closed',
  counted: (r) => `${struck(r)} AND ${r}.action <> 'reopen'`,
  day: column('day'),
  amounts: { closed: one, closedAlone: alone },
};
export const reopened: Fact = {
  ...step,
  name: 'reopened',
  counted: (r) => `${struck(r)} AND ${r}.action = 'reopen'`,
  day: column('day'),
  amounts: { reopened: one },
};
/** A matter that came back, on the day it had been struck off. */
const recurred: Fact = {
  ...step,
  name: 'recurred',
  counted: (r) => `${struck(r)} AND ${r}.action = 'reopen'`,
  day: (r) => dayOfSql(`(${r}.detail->>'closedAt')`),
  amounts: { recurred: one },
};

/** A matter went over to another unit: one less here, one more there. */
const transferred = (name: string, unit: 'fromUnitId' | 'toUnitId', amount: string): Fact => ({
  ...step,
  name,
  dimensions: { ...step.dimensions, unit: (r) => `(${r}.detail->>'${unit}')` },
  counted: (r) => `${r}.action = 'transfer'`,
  day: column('day'),
  amounts: { transferred: () => amount },
});
const sentOver = transferred('sent_over', 'fromUnitId', '-1');
const cameOver = transferred('came_over', 'toUnitId', '1');

/** A span that lasts. */
export const STILL = 2_147_483_647;
/**
 * Open spans of more days, those that last among them, are looked for by their end; shorter ones by their beginning, which
 * then lies no further back. Either way few are looked at, whatever the day.
 */
export const LONG = 32;
const longSpan: Of = (r) => `${r}.state <> 'closed' AND ${r}.to_day - ${r}.from_day > ${LONG}`;
/** A span holds one stretch of being overdue at most: from its due date, or its beginning, to its end. */
const redFrom: Of = (r) => `max(${r}.from_day, ${dayOfSql(`${r}.due_at`)})`;
const isRed: Of = (r) => `${r}.due_at IS NOT NULL
  AND ${noneOf(`${r}.state`, notRedStates)} AND ${redFrom(r)} < ${r}.to_day`;
/** Spans that last are looked at as they stand, so that a new due date of many matters moves no summary. */
const wasRed: Of = (r) => `${r}.to_day < ${STILL} AND ${isRed(r)}`;
const span = {
  table: 'rectification_span',
  dimensions: {
    hall: column('hall_id'),
    unit: column('unit_id'),
    severity: column('severity'),
  },
  columns: ['from_day', 'to_day', 'state', 'due_at', 'suspended', 'hall_id', 'unit_id', 'severity'],
  // It begins as one that lasts.
  beginsUncounted: true,
  entity: 'rectification',
  id: column('rectification_id'),
} as const;
const stretch = (name: string, counted: Of, day: Of, amounts: Fact['amounts']): Fact => ({
  ...{ ...span, name, counted, day, amounts },
  watched: [
    (r) => `CASE WHEN ${counted(r)} THEN ${monthSql(day(r))} END`,
    ...['hall_id', 'unit_id', 'severity'].map(column),
  ],
});
const overdueBegan = stretch('overdue_began', wasRed, redFrom, { overdueBegan: one });
const overdueEnded = stretch('overdue_ended', wasRed, column('to_day'), { overdueEnded: one });
/** Matters that are overdue, or will be if nothing happens, by the day it begins: no summary holds them. */
export const overdueStill: Fact = {
  ...{ ...span, name: 'overdue_still', day: redFrom, amounts: { overdueBegan: one } },
  counted: (r) => `${longSpan(r)} AND ${r}.to_day = ${STILL} AND ${isRed(r)}`,
};

const lead: Fact = {
  name: 'lead',
  table: 'lead',
  counted: (r) => `${r}.state <> 'draft'`,
  day: (r) => dayOfSql(`${r}.submitted_at`),
  between: instants('submitted_at'),
  dimensions: place,
  amounts: {
    leads: one,
    leadsAccepted: (r) => `(${r}.state = 'accepted')`,
    // Whoever accepts a lead tells its supervisor so.
    leadsAnswered: (r) => oneOf(`${r}.state`, ['accepted', 'answered']),
  },
  columns: ['state', 'submitted_at', 'hall_id', 'unit_id', 'window_id'],
  watched: ['state', 'submitted_at', 'hall_id', 'unit_id', 'window_id'].map(column),
  entity: 'lead',
  id: column('id'),
};

export const facts: readonly Fact[] = [
  ...[finding, visit, visitWindow, issued, dueOriginal, dueExtended],
  ...[closed, reopened, recurred, sentOver, cameOver, overdueBegan, overdueEnded, lead],
];

/** A dimension as a key: 0 for no hall, unit or window. */
export function keySql({ dimensions, day }: Fact, dimension: Dimension, row: string): string {
  if (dimension === 'month') return monthSql(day(row));
  if (dimension === 'day') return day(row);
  const sql = dimensions[dimension]?.(row) ?? 'NULL';
  return dimension === 'hall' || dimension === 'unit' || dimension === 'window' ? `coalesce(${sql}, 0)` : sql;
}

/** Facts that add to a part. */
export const factsOf = (part: FlowPart): Fact[] => facts.filter(({ amounts }) => amounts[part] !== undefined);
