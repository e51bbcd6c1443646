import type { CommandOutput } from '../../domain/contract/commands/index.js';
import type { HallEntity } from '../../domain/hall/entities.js';
import { LIST_MARK } from '../../domain/hall/labels.js';
import { hallSchema } from '../../domain/hall/schema.js';
import { fieldSpec, type FieldValue, type FieldValues } from '../../domain/hall/values.js';
import type { Reader } from '../database.js';
import { labelsAt } from './hall-read.js';

type Entry = CommandOutput<'hall.history'>[number];
type LogCells = [
  at: number,
  who: string,
  action: string,
  reason: string | null,
  before: FieldValues | null,
  after: FieldValues | null,
];

/** The newest entries of a row's history that are shown. */
const MOST = 500;

/** What an action of the log means for the row, where it does not depend on the fields. */
const changes: Record<string, Entry['change']> = {
  'hall.create': 'created',
  'session.setUp': 'created',
  'hall.move': 'moved',
  'hall.retire': 'retired',
  'hall.restore': 'restored',
  'hall.importApply': 'imported',
};

function changeOf(entity: HallEntity, action: string, names: readonly string[]): Entry['change'] {
  const { parents, named } = hallSchema[entity];
  if (action === 'hall.merge')
    return names.includes('mergedIntoId') || names.includes('mergedFrom') ? 'merged' : 'moved';
  const known = changes[action];
  if (known) return known;
  if (names.some((name) => parents.includes(name))) return 'moved';
  return names.some((name) => named.includes(name)) ? 'renamed' : 'edited';
}

/** Which entity a value of the log refers to; null where it is a plain value. */
function referenceOf(entity: HallEntity, name: string): HallEntity | null {
  if (name === 'mergedIntoId' || name === 'mergedFrom') return entity;
  return fieldSpec(entity, name)?.to ?? null;
}

const idsOf = (value: FieldValue | undefined): number[] =>
  typeof value === 'number' ? [value] : Array.isArray(value) ? (value as number[]) : [];

/**
 * What became of a row, newest first, from the log. References are the names they had at that time; choices are
 * their identifiers, yes and no are `true` and `false`: the screen has the words.
 */
export async function historyOf(reader: Reader, entity: HallEntity, id: number): Promise<Entry[]> {
  const log = await reader.json<LogCells>(
    `SELECT json_group_array(json_array(at, actor_name, action, reason, json(before_json), json(after_json))) FROM
      (SELECT * FROM audit WHERE object = :entity AND ref = :id ORDER BY seq DESC LIMIT ${MOST})`,
    { entity, id },
  );
  const entries: Entry[] = [];
  for (const [at, who, action, reason, before, after] of log) {
    const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
    const words = await wordsAt(reader, entity, names, [before, after], at);
    const fields = names
      .map((field) => ({ field, before: words(field, before?.[field]), after: words(field, after?.[field]) }))
      .filter((field) => field.before !== null || field.after !== null);
    entries.push({ at, who, change: changeOf(entity, action, names), fields, reason });
  }
  return entries;
}

type Words = (field: string, value: FieldValue | undefined) => string | null;

async function wordsAt(
  reader: Reader,
  entity: HallEntity,
  names: readonly string[],
  sides: readonly (FieldValues | null)[],
  at: number,
): Promise<Words> {
  const labels = new Map<HallEntity, Map<number, string>>();
  for (const name of names) {
    const to = referenceOf(entity, name);
    if (to === null) continue;
    const ids = sides.flatMap((side) => idsOf(side?.[name]));
    const known = labels.get(to) ?? new Map<number, string>();
    const missing = ids.filter((ref) => !known.has(ref));
    if (missing.length > 0) for (const [ref, label] of await labelsAt(reader, to, missing, at)) known.set(ref, label);
    labels.set(to, known);
  }
  return (field, value) => {
    if (value === null || value === undefined) return null;
    const to = referenceOf(entity, field);
    if (to === null) return String(value);
    const found = idsOf(value).map((ref) => labels.get(to)?.get(ref) ?? String(ref));
    return found.length === 0 ? null : found.join(LIST_MARK);
  };
}
