import { severities } from '../../domain/checklist/kinds.js';
import type { ParsedInput } from '../../domain/contract/commands/index.js';
import { typedNumber } from '../../domain/numbers.js';
import { waitingKinds, type WaitingKind } from '../../domain/rectification/kinds.js';
import { rectificationStates } from '../../domain/rectification/life.js';
import type { Reader } from '../database.js';
import { findRefs } from '../search.js';
import { anyOf, listSql, not, type ListCondition, type ListSql } from './list-sql.js';
import { waitingHere, waitsForMeSql } from './rectification-forme.js';
import { isLightSql, isWaitingSql, openMatters, openSql } from './rectification-light.js';
import { rectificationScopeSql, type RectificationViewer } from './rectification-scope.js';

type Listing = ParsedInput<'rectifications.list'>;
type Filter = NonNullable<Listing['filter']>;
type Order = NonNullable<Listing['sort']>['by'];

const placeOf = (column: string, words: readonly string[]): string =>
  `CASE ${column} ${words.map((word, index) => `WHEN '${word}' THEN ${index}`).join(' ')} END`;

/** Where a number stands among all, and a state in the life of a matter: each begins an index. */
export const placeInYear = 'm.year * 10000000 + m.number';
export const placeInLife = placeOf('m.state', rectificationStates);

/** Sort keys; each begins a covering index of its own, an expression with the very words of its index (`0050-rectification`). */
const sortSql: Record<Order, string> = {
  dueOn: 'm.due_on',
  no: placeInYear,
  foundOn: 'm.found_on',
  unit: 'm.unit_id',
  severity: placeOf('m.severity', severities),
  state: placeInLife,
  issuedAt: 'm.issued_at',
  updatedAt: 'm.updated_at',
};

const filterSql = {
  hallId: 'm.hall_id IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)',
  unitId: 'm.unit_id = :unitId',
  windowId: 'm.window_id = :windowId',
  roundId: 'm.round_id = :roundId',
  noticeId: 'm.notice_id = :noticeId',
  findingId: 'm.finding_id = :findingId',
  category: 'm.category = :category',
  severity: 'm.severity = :severity',
  deadlineType: 'm.deadline_type = :deadlineType',
  year: 'm.year = :year',
  dueFrom: 'm.due_on >= :dueFrom',
  dueTo: 'm.due_on <= :dueTo',
  foundFrom: 'm.found_on >= :foundFrom',
  foundTo: 'm.found_on <= :foundTo',
} as const satisfies Partial<Record<keyof Filter, string>>;

/** 反弹: the same fault was there before, or this one came back. What was revoked on appeal never was a fault. */
export const recurredSql = `((m.recurrence_of IS NOT NULL OR m.reopenings > 0) AND m.closure IS NOT 'revoked'
  AND (m.reopenings > 0 OR (SELECT e.closure FROM rectification e WHERE e.id = m.recurrence_of) IS NOT 'revoked'))`;
/** Matters by an index of those alone that may be such. */
const recurredMatters = 'rectification m INDEXED BY rectification_recurred';
/** The same of a row of a list: its few are looked for once, and none of them is any other. */
const isRecurredSql = `((m.recurrence_of IS NOT NULL OR m.reopenings > 0)
  AND +m.id IN (SELECT m.id FROM ${recurredMatters} WHERE ${recurredSql}))`;
/** As `openSql`, read off the index of the order: that of what is open does not hold all that rows are narrowed by. */
const isOpenSql = `+m.state <> 'draft' AND +m.state <> 'closed'`;

/** Filters that leave a few, which have an index of their own. */
const fewFilters = ['findingId', 'noticeId', 'windowId', 'roundId'] as const satisfies readonly (keyof Filter)[];
/** Matters `m` by the one index of all that holds what follows from the calendar. */
export const movingMatters = 'rectification m INDEXED BY rectification_list';
/** Filters by what follows from the calendar. */
const movedFilters = ['light', 'dueFrom', 'dueTo'] as const satisfies readonly (keyof Filter)[];

const flagSql = {
  provisional:
    '+m.id IN (SELECT p.id FROM rectification p INDEXED BY rectification_provisional WHERE p.provisional = 1)',
  extended: 'm.extensions > 0',
  recurred: isRecurredSql,
  escalated: 'm.escalation > 0',
} as const satisfies Partial<Record<keyof Filter, string>>;

function filterConditions(filter: Filter, viewer: RectificationViewer, now: number): ListCondition[] {
  const { states, open, light, waiting, forMe } = filter;
  const plain = (sql: string): ListCondition => ({ sql, params: {} });
  const flag = (wanted: boolean, condition: ListCondition): ListCondition => (wanted ? condition : not(condition));
  return [
    ...(Object.keys(filterSql) as (keyof typeof filterSql)[]).flatMap((name) => {
      const value = filter[name];
      return value === undefined ? [] : [{ sql: filterSql[name], params: { [name]: value } }];
    }),
    ...(Object.keys(flagSql) as (keyof typeof flagSql)[]).flatMap((name) => {
      const wanted = filter[name];
      return wanted === undefined ? [] : [flag(wanted, plain(flagSql[name]))];
    }),
    ...(states === undefined
      ? []
      : [plain(states.length === 0 ? '0' : `m.state IN (${states.map((state) => `'${state}'`).join(', ')})`)]),
    ...(open === undefined ? [] : [plain(open ? isOpenSql : `m.state = 'closed'`)]),
    ...(light === undefined
      ? []
      : [{ sql: isLightSql[light], params: isLightSql[light].includes(':now') ? { now } : {} }]),
    ...(waiting === undefined ? [] : [plain(isWaitingSql[waiting])]),
    ...(forMe === undefined ? [] : [flag(forMe, waitsForMeSql(viewer, now))]),
  ];
}

const wordsOf = ({ text = '' }: Pick<Listing, 'text'>): string => text.trim();

/** Matters whose words or number hold what was typed, for `rectificationListSql`: looked for once. */
export const rectificationsWithWords = (reader: Reader, listing: Pick<Listing, 'text'>): Promise<number[]> =>
  findRefs(reader, { text: wordsOf(listing), kinds: ['rectification'] });

/** Rows whose number begins with what was typed, or whose words hold it. */
function textCondition(text: string, found: readonly number[]): ListCondition {
  const number = typedNumber(text);
  const parts: ListCondition[] = [];
  if (found.length > 0)
    parts.push({ sql: 'm.id IN (SELECT value FROM json_each(:found))', params: { found: JSON.stringify(found) } });
  if (number) {
    const count = `CAST(m.number AS TEXT) GLOB :typed`;
    const ofYear = number.year === null ? count : `m.year = :typedYear AND ${count}`;
    const year = number.year === null ? {} : { typedYear: number.year };
    parts.push({ sql: ofYear, params: { typed: `${number.start}*`, ...year } });
  }
  return anyOf(parts);
}

/** What holds for the matters `m` of a narrowed ledger; parameters as `rectificationListSql`. */
export function rectificationConditions(
  listing: Pick<Listing, 'text' | 'filter'>,
  viewer: RectificationViewer,
  now: number,
  found: readonly number[] = [],
): ListCondition[] {
  const text = wordsOf(listing);
  return [
    rectificationScopeSql(viewer),
    ...filterConditions(listing.filter ?? {}, viewer, now),
    ...(text === '' ? [] : [textCondition(text, found)]),
  ];
}

/**
 * The statements of a list of rectifications; apart from the service so that their plans can be tested.
 * @param now UTC milliseconds
 * @param found of a list narrowed by words what `rectificationsWithWords` answers
 */
export function rectificationListSql(
  listing: Listing,
  viewer: RectificationViewer,
  now: number,
  found: readonly number[] = [],
): ListSql {
  const { sort = { by: 'dueOn' as const, direction: 'asc' as const } } = listing;
  const has = (name: keyof Filter): boolean => listing.filter?.[name] !== undefined;
  const isFew = fewFilters.some(has);
  const arms = isFew ? null : narrowArms(listing, viewer, now, found);
  if (arms !== null) return narrowSql(arms, sort);
  const moved = (sort.by === 'dueOn' || movedFilters.some(has)) && !isFew;
  const plain = listSql({
    table: moved ? movingMatters : 'rectification m',
    id: 'm.id',
    day: 'm.due_on',
    key: sortSql[sort.by],
    direction: sort.direction,
    ordered: !moved,
    where: rectificationConditions(listing, viewer, now, found),
  });
  if (sort.by !== 'unit' || moved) return plain;
  return { ...plain, ids: byUnitName(listing, viewer, now, found, sort.direction) };
}

/** A part of the ledger that a list reads, and what holds for its rows. */
interface Arm {
  table: string;
  where: ListCondition[];
}

const openKinds: readonly WaitingKind[] = waitingKinds.filter((kind) => kind !== 'nobody' && kind !== 'office');
/** Whether a filter lets only open matters through. */
const isOfOpen = ({ open, light, waiting, states }: Filter): boolean =>
  open === true ||
  (light !== undefined && light !== 'grey') ||
  (waiting !== undefined && openKinds.includes(waiting)) ||
  (states !== undefined && !states.includes('draft') && !states.includes('closed'));

/** Where a list looks that lets through what came back, what is open, or what waits for somebody; null for any other. */
function narrowArms(
  { filter = {}, ...listing }: Listing,
  viewer: RectificationViewer,
  now: number,
  found: readonly number[],
): Arm[] | null {
  const { forMe, ...others } = filter;
  const wait = forMe === true ? waitingHere(viewer, now) : null;
  const where = rectificationConditions({ ...listing, filter: wait === null ? filter : others }, viewer, now, found);
  // Of nothing no part is looked at: the store finds no way through an index of a part then.
  if (where.some(({ sql }) => sql === '0')) return null;
  const open = { sql: openSql, params: {} };
  if (wait !== null) {
    const arm = { table: openMatters, where: [open, wait.open, ...where] };
    return isOfOpen(others) ? [arm] : [arm, { table: 'rectification m NOT INDEXED', where: [wait.others, ...where] }];
  }
  if (filter.recurred === true)
    return [{ table: recurredMatters, where: [{ sql: recurredSql, params: {} }, ...where] }];
  return isOfOpen(filter) ? [{ table: openMatters, where: [open, ...where] }] : null;
}

/** Few enough to be sorted; by unit as `byUnitName`. */
function narrowSql(arms: readonly Arm[], { by, direction }: NonNullable<Listing['sort']>): ListSql {
  const named = by === 'unit';
  const key = named ? `(SELECT coalesce(u.short_name, u.name) FROM unit u WHERE u.id = m.unit_id)` : sortSql[by];
  const from = ({ table, where }: Arm): string =>
    `FROM ${table} WHERE ${where.map(({ sql }) => `(${sql})`).join(' AND ')}`;
  const rows = arms.map((arm) => `SELECT m.id AS id, ${key} AS key${named ? ', m.unit_id AS unit' : ''} ${from(arm)}`);
  const within = named ? 'unit, id' : `id ${direction}`;
  return {
    ids: `SELECT json_group_array(id) FROM (SELECT id FROM (${rows.join(' UNION ALL ')})
      ORDER BY key ${direction} NULLS LAST, ${within} LIMIT :limit)`,
    count: `SELECT ${arms.map((arm) => `(SELECT count(*) ${from(arm)})`).join(' + ')}`,
    params: Object.assign({}, ...arms.flatMap(({ where }) => where.map(({ params }) => params))) as ListSql['params'],
  };
}

/**
 * By the names of units, within one as they were made: the few units lead, each to its stretch of an index, in which its
 * matters stand in order.
 */
function byUnitName(
  listing: Listing,
  viewer: RectificationViewer,
  now: number,
  found: readonly number[],
  direction: 'asc' | 'desc',
): string {
  const where = rectificationConditions(listing, viewer, now, found).map(({ sql }) => `(${sql})`);
  const name = `coalesce(u.short_name, u.name)`;
  return `SELECT json_group_array(id) FROM (SELECT m.id AS id
    FROM (SELECT unit FROM (SELECT u.id AS unit, row_number() OVER (ORDER BY ${name} ${direction}, u.id) AS place FROM unit u
        UNION ALL SELECT NULL, 1 << 40) ORDER BY place LIMIT -1) n
      CROSS JOIN rectification m INDEXED BY rectification_by_unit ON m.unit_id IS n.unit
    WHERE ${where.join(' AND ')} LIMIT :limit)`;
}
