import type { HallFilter } from '../../domain/contract/commands/hall.js';
import type { HallEntity } from '../../domain/hall/entities.js';
import { AppError } from '../../domain/errors.js';
import { hiddenFields, type HallScope } from '../../domain/hall/scope.js';
import { fieldSpec } from '../../domain/hall/values.js';
import type { Reader } from '../database.js';
import { normalise, termsOf } from '../search/grams.js';
import { briefSql, columnOf, hallModels, hallOf, labelSql, TEXT_KINDS } from './hall-model.js';
import { gapSql } from './hall-gaps.js';
import { visibleSql, type Condition } from './hall-scope.js';

export interface HallListing {
  entity: HallEntity;
  text?: string | undefined;
  filter?: HallFilter | undefined;
  sort?: { by: string; direction: 'asc' | 'desc' } | undefined;
}

type Place = Exclude<keyof HallFilter, 'state' | 'gap' | 'hallId'>;

const exists = (table: string, condition: string): string => `EXISTS(SELECT 1 FROM ${table} x WHERE ${condition})`;
const active = `AND x.state = 'active'`;

/** What "of this zone, unit, window, recorder" means for each entity; where nothing stands it means nothing. */
const placeSql: Record<Place, Partial<Record<HallEntity, string>>> = {
  zoneId: {
    zone: 'r.id = :zoneId',
    unit: exists('"window"', `x.unit_id = r.id AND x.zone_id = :zoneId ${active}`),
    window: 'r.zone_id = :zoneId',
    post: exists('"window"', 'x.id = r.window_id AND x.zone_id = :zoneId'),
    staff: exists('post p JOIN "window"', 'p.id = r.post_id AND x.id = p.window_id AND x.zone_id = :zoneId'),
    service_item: exists(
      'service_item_window j JOIN "window"',
      'j.service_item_id = r.id AND x.id = j.window_id AND x.zone_id = :zoneId',
    ),
    target: 'r.zone_id = :zoneId',
    recorder: exists('camera', `x.recorder_id = r.id AND x.zone_id = :zoneId ${active}`),
    camera: 'r.zone_id = :zoneId',
  },
  unitId: {
    zone: exists('"window"', `x.zone_id = r.id AND x.unit_id = :unitId ${active}`),
    unit: 'r.id = :unitId',
    window: 'r.unit_id = :unitId',
    post: exists('"window"', 'x.id = r.window_id AND x.unit_id = :unitId'),
    staff: 'r.unit_id = :unitId',
    service_item: 'r.unit_id = :unitId',
    camera: exists(
      'camera_window j JOIN "window"',
      'j.camera_id = r.id AND x.id = j.window_id AND x.unit_id = :unitId',
    ),
    contact: 'r.unit_id = :unitId',
  },
  windowId: {
    window: 'r.id = :windowId',
    post: 'r.window_id = :windowId',
    staff: exists('post', 'x.id = r.post_id AND x.window_id = :windowId'),
    service_item: exists('service_item_window', 'x.service_item_id = r.id AND x.window_id = :windowId'),
    camera: exists('camera_window', 'x.camera_id = r.id AND x.window_id = :windowId'),
  },
  recorderId: { recorder: 'r.id = :recorderId', camera: 'r.recorder_id = :recorderId' },
};

const stateSql = {
  active: `r.state = 'active'`,
  // Out of use, for whichever reason.
  retired: `r.state <> 'active'`,
  all: '1',
} as const;

const refused = (path: string): AppError =>
  new AppError('validation.input', { command: 'hall.list' }, { fields: [{ path, rule: 'notApplicable' }] });

/** Conditions of the filter. @throws AppError `validation.input` for one that means nothing for this entity */
function filterSql(entity: HallEntity, filter: HallFilter): Condition[] {
  const made: Condition[] = [{ sql: stateSql[filter.state ?? 'active'], params: {} }];
  if (filter.hallId !== undefined) {
    made.push({
      sql: `${hallOf(entity, 'r')} IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)`,
      params: { hallId: filter.hallId },
    });
  }
  for (const name of Object.keys(placeSql) as Place[]) {
    const value = filter[name];
    if (value === undefined) continue;
    const sql = placeSql[name][entity];
    if (sql === undefined) throw refused(`filter.${name}`);
    made.push({ sql, params: { [name]: value } });
  }
  if (filter.gap !== undefined) {
    const gap = gapSql[filter.gap];
    if (gap.entity !== entity) throw refused('filter.gap');
    made.push({ sql: gap.sql, params: {} });
  }
  return made;
}

/**
 * SQL of what words are looked for in: the label, the text fields, the names of references; fields out of scope are
 * not searched.
 */
function hayOf(entity: HallEntity, hidden: readonly string[]): string {
  const cells = hallModels[entity].columns
    .filter(({ spec }) => !hidden.includes(spec.name))
    .flatMap(({ spec, column }) => {
      if (TEXT_KINDS.includes(spec.kind)) return [`coalesce(r.${column}, '')`];
      if (!spec.to) return [];
      return [
        `coalesce((SELECT ${briefSql(spec.to, 't')} || ' ' || t.name FROM "${spec.to}" t WHERE t.id = r.${column}), '')`,
      ];
    });
  return [`coalesce(${labelSql(entity, 'r')}, '')`, ...cells].join(` || ' ' || `);
}

/** SQL of what a column sorts by. @throws AppError `validation.input` for a column the entity has not */
function sortSql(entity: HallEntity, by: string, hidden: readonly string[]): string {
  if (by === 'label') return labelSql(entity, 'r');
  if (by === 'updatedAt') return 'r.updated_at';
  if (by === 'hallLabel') return `(SELECT ${briefSql('hall', 'h')} FROM hall h WHERE h.id = ${hallOf(entity, 'r')})`;
  const spec = fieldSpec(entity, by);
  if (!spec || hidden.includes(by)) throw refused('sort.by');
  if (spec.kind === 'references') {
    const join = hallModels[entity].joins.find((one) => one.spec.name === by);
    return `(SELECT count(*) FROM ${join?.table ?? ''} j WHERE j.${join?.own ?? ''} = r.id)`;
  }
  const column = `r.${columnOf(entity, by)}`;
  if (!spec.to) return column;
  return `(SELECT ${briefSql(spec.to, 't')} FROM "${spec.to}" t WHERE t.id = ${column})`;
}

/** The words of a search, as `normalise` has them: every one must be found. */
const wordsOf = ({ text }: HallListing): string[] => termsOf(text ?? '');

type ListCells = [id: number, sort: string | number | null, label: string, hay?: string];

/** Chinese by pinyin, numbers inside words by their value: A2 before A10. */
const collator = new Intl.Collator('zh', { numeric: true });

/** Places of the different values in their order. Comparing words is dear; most columns have far fewer than rows. */
function ranksOf(values: readonly (string | number)[]): Map<string | number, number> {
  const compare = (a: string | number, b: string | number): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return new Map([...new Set(values)].sort(compare).map((value, index) => [value, index]));
}

/**
 * Ids in the asked order; equal ones by label, empty ones last either way. The order is made here and not in SQL,
 * which knows neither pinyin nor natural numbers: at the 10,000 rows a hall can have it takes some 60 ms.
 */
function ordered(rows: readonly ListCells[], direction: 'asc' | 'desc'): number[] {
  const ranks = ranksOf(rows.flatMap(([, value]) => (value === null ? [] : [value])));
  const ties = ranks.size === rows.length ? null : ranksOf(rows.map(([, , label]) => label));
  const sign = direction === 'asc' ? 1 : -1;
  const keys = rows.map(([id, value, label]) => ({
    id,
    rank: value === null ? Infinity : sign * (ranks.get(value) ?? 0),
    tie: ties?.get(label) ?? 0,
  }));
  return keys.sort((a, b) => (a.rank === b.rank ? a.tie - b.tie || a.id - b.id : a.rank - b.rank)).map(({ id }) => id);
}

/** The statement of a list; apart from `hallIds` so that its plan can be tested. */
export function hallListSql(listing: HallListing, scope: HallScope): Condition {
  const { entity } = listing;
  const hidden = hiddenFields(scope, entity);
  const conditions = [visibleSql(entity, scope), ...filterSql(entity, listing.filter ?? {})];
  const hay = wordsOf(listing).length === 0 ? [] : [hayOf(entity, hidden)];
  const sort = sortSql(entity, listing.sort?.by ?? 'label', hidden);
  return {
    sql: `SELECT json_group_array(json_array(${['r.id', sort, labelSql(entity, 'r'), ...hay].join(', ')})) FROM ${hallModels[entity].table} r
      WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}`,
    params: Object.assign({}, ...conditions.map(({ params }) => params)) as Condition['params'],
  };
}

/** Ids of the rows that match, in the asked order, within the scope. */
export async function hallIds(reader: Reader, listing: HallListing, scope: HallScope): Promise<number[]> {
  const { sql, params } = hallListSql(listing, scope);
  const rows = await reader.json<ListCells>(sql, params);
  const words = wordsOf(listing);
  // Found here and not in SQL, which knows no width and no case but of ASCII.
  const holds = (hay: string): boolean => words.every((word) => hay.includes(word));
  return ordered(
    words.length === 0 ? rows : rows.filter(([, , , hay = '']) => holds(normalise(hay))),
    listing.sort?.direction ?? 'asc',
  );
}
