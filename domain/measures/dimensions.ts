import { z } from 'zod';
import { findingCategories, severities } from '../checklist/kinds.js';
import { id } from '../fields.js';
import { visitModeNames } from '../visit.js';
import { measures, type Measure, type MeasureName, type MeasurePart } from './catalogue.js';

/** What a measure is broken down by, and narrowed to. Weekday 0 is Monday; hour is that of Shanghai; minute that of a wait. */
export const dimensions = [
  'month',
  'day',
  'hall',
  'unit',
  'window',
  'mode',
  'severity',
  'category',
  'weekday',
  'hour',
  'minute',
] as const;
export type Dimension = (typeof dimensions)[number];

/** How a finding came to be known: the mode of its visit, a lead of a supervisor, or the comment of a leader. */
export const foundModes = [...visitModeNames, 'lead', 'comment'] as const;

/** Halls, units and windows are those of the day, as they stand on the row; a hall stands for its branches too. */
export const measureFilter = z.strictObject({
  hallId: id.optional(),
  unitId: id.optional(),
  windowId: id.optional(),
  mode: z.enum(foundModes).optional(),
  severity: z.enum(severities).optional(),
  category: z.enum(findingCategories).optional(),
  weekday: z.int().min(0).max(6).optional(),
  hour: z.int().min(0).max(23).optional(),
  minute: z.int().min(0).optional(),
});
export type MeasureFilter = z.infer<typeof measureFilter>;

/** The dimension each filter narrows. */
export const filterDimension: Readonly<Record<keyof MeasureFilter, Dimension>> = {
  hallId: 'hall',
  unitId: 'unit',
  windowId: 'window',
  mode: 'mode',
  severity: 'severity',
  category: 'category',
  weekday: 'weekday',
  hour: 'hour',
  minute: 'minute',
};

const place = ['month', 'hall', 'unit'] as const;
const seen = [...place, 'window', 'mode', 'weekday', 'hour'] as const;
const matter = [...place, 'window', 'mode', 'severity', 'category'] as const;
const level = [...place, 'severity'] as const;

/** Which dimensions a part has; by any other there is nothing to say. */
export const partDimensions: Readonly<Record<MeasurePart, readonly Dimension[]>> = {
  visits: [...place, 'mode', 'weekday', 'hour'],
  windowVisits: seen,
  scoreSum: seen,
  scored: seen,
  findings: [...seen, 'severity', 'category'],
  waits: [...seen, 'day', 'minute'],
  longWaits: [...seen, 'day', 'minute'],
  issued: matter,
  issuedVerified: matter,
  issuedClosed: matter,
  dueOriginal: matter,
  metOriginal: matter,
  dueExtended: matter,
  metExtended: matter,
  closed: matter,
  recurred: matter,
  closedAlone: matter,
  open: level,
  overdue: level,
  leads: [...place, 'window'],
  leadsAccepted: [...place, 'window'],
  leadsAnswered: [...place, 'window'],
};

/** Of these dimensions those a part has: a rate is over the denominator that belongs to it. */
export const knownTo = (part: MeasurePart, asked: readonly Dimension[]): Dimension[] =>
  asked.filter((dimension) => partDimensions[part].includes(dimension));

/** A filter without what a part does not know. */
export function narrowedTo(part: MeasurePart, filter: MeasureFilter): MeasureFilter {
  const names = Object.keys(filter) as (keyof MeasureFilter)[];
  const kept = names.filter((name) => partDimensions[part].includes(filterDimension[name]));
  return Object.fromEntries(kept.map((name) => [name, filter[name]]));
}

/** Numerator and, of a rate, denominator. */
export function partsOf(name: MeasureName): { numerator: MeasurePart; denominator: MeasurePart | null } {
  const { numerator, denominator }: Measure = measures[name];
  return { numerator, denominator };
}
