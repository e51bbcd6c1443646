import type { ParsedInput } from '../../domain/contract/commands/index.js';
import { SHANGHAI_OFFSET_MS, DAY_MS } from '../../domain/time.js';
import type { Reader } from '../database.js';
import { normalise, termsOf } from '../search/grams.js';
import { lockedSql, trueStartSql } from './footage-recordings.js';
import { labelSql } from './hall-model.js';
import { listSql, type ListCondition } from './list-sql.js';

type Listing = ParsedInput<'recordings.list'>;
type Filter = NonNullable<Listing['filter']>;
type Order = NonNullable<Listing['sort']>['by'];

/** Numbers are put in order by SQL, words here: it knows neither pinyin nor natural numbers. */
const sortSql: Record<Order, string> = {
  capturedAt: 'r.captured_at',
  importedAt: 'r.imported_at',
  durationMs: 'r.duration_ms',
  bytes: '(SELECT e.bytes FROM evidence e WHERE e.id = r.evidence_id)',
  name: 'r.name',
  camera: `(SELECT ${labelSql('camera', 'k')} FROM camera k WHERE k.id = r.camera_id)`,
};
const wordOrders: readonly Order[] = ['name', 'camera'];

const stateSql = {
  // What cannot be read has no first frame, and what was disposed of none any more.
  untimed: `r.captured_at IS NULL AND r.kind <> 'unparsed'
    AND NOT EXISTS(SELECT 1 FROM disposal d WHERE d.evidence_id = r.evidence_id)`,
  fault: lockedSql('r.evidence_id'),
  disposed: 'EXISTS(SELECT 1 FROM disposal d WHERE d.evidence_id = r.evidence_id)',
} as const satisfies Record<NonNullable<Filter['state']>, string>;

/** First instant of a day in Shanghai. */
const startOf = (day: number): number => day * DAY_MS - SHANGHAI_OFFSET_MS;

function conditions(filter: Filter): ListCondition[] {
  const { hallId, cameraId, windowId, fromDay, toDay, playWay, state } = filter;
  const made: (ListCondition | null)[] = [
    hallId === undefined
      ? null
      : {
          sql: 'r.hall_id IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)',
          params: { hallId },
        },
    cameraId === undefined ? null : { sql: 'r.camera_id = :cameraId', params: { cameraId } },
    windowId === undefined
      ? null
      : {
          sql: 'r.camera_id IN (SELECT cw.camera_id FROM camera_window cw WHERE cw.window_id = :windowId)',
          params: { windowId },
        },
    fromDay === undefined ? null : { sql: `${trueStartSql('r')} >= :from`, params: { from: startOf(fromDay) } },
    toDay === undefined ? null : { sql: `${trueStartSql('r')} < :to`, params: { to: startOf(toDay + 1) } },
    playWay === undefined ? null : { sql: 'r.play_way = :playWay', params: { playWay } },
    state === undefined ? null : { sql: stateSql[state], params: {} },
  ];
  return made.filter((condition) => condition !== null);
}

/** The statement of a list in an order of numbers; apart so that its plan can be tested. */
export function recordingListSql({ filter = {}, sort }: Pick<Listing, 'filter' | 'sort'>): {
  sql: string;
  params: ListCondition['params'];
} {
  const { by, direction } = sort ?? { by: 'capturedAt', direction: 'desc' };
  const { ids, params } = listSql({
    table: 'recording r',
    id: 'r.id',
    day: 'r.captured_at',
    key: sortSql[by],
    direction,
    ordered: true,
    where: [{ sql: '1', params: {} }, ...conditions(filter)],
  });
  return { sql: ids, params: { ...params, limit: -1 } };
}

/** Chinese by pinyin, numbers inside words by their value: CH2 before CH10. */
const collator = new Intl.Collator('zh', { numeric: true });

async function byWords(reader: Reader, by: Order, direction: 'asc' | 'desc', filter: Filter): Promise<number[]> {
  const where = conditions(filter);
  const rows = await reader.json<[id: number, word: string | null]>(
    `SELECT json_group_array(json_array(r.id, ${sortSql[by]})) FROM recording r
      WHERE ${['1', ...where.map(({ sql }) => `(${sql})`)].join(' AND ')}`,
    Object.assign({}, ...where.map(({ params }) => params)) as ListCondition['params'],
  );
  const sign = direction === 'asc' ? 1 : -1;
  // Empty ones last either way; equal ones by number.
  const compare = ([a, x]: (typeof rows)[number], [b, y]: (typeof rows)[number]): number =>
    x === y ? sign * (a - b) : x === null ? 1 : y === null ? -1 : sign * collator.compare(x, y) || a - b;
  return rows.sort(compare).map(([id]) => id);
}

/** Ids whose names hold every word, among these. Asked here and not in SQL, which knows no width and no case but of ASCII. */
async function withWords(reader: Reader, ids: readonly number[], words: readonly string[]): Promise<number[]> {
  const names = new Map(
    await reader.json<[id: number, name: string]>(
      `SELECT json_group_array(json_array(r.id, r.name || ' ' || coalesce(${sortSql.camera}, ''))) FROM recording r`,
    ),
  );
  return ids.filter((id) => {
    const hay = normalise(names.get(id) ?? '');
    return words.every((word) => hay.includes(word));
  });
}

/** Ids of the recordings that match, in the asked order. */
export async function recordingIds(reader: Reader, listing: Listing): Promise<number[]> {
  const { text = '', filter = {}, sort = { by: 'capturedAt', direction: 'desc' } } = listing;
  const words = termsOf(text);
  const { sql, params } = recordingListSql({ filter, sort });
  const ids = wordOrders.includes(sort.by)
    ? await byWords(reader, sort.by, sort.direction, filter)
    : await reader.json<number>(sql, params);
  return words.length === 0 ? ids : withWords(reader, ids, words);
}
