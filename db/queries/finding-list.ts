import { findingCategories, severities } from '../../domain/checklist/kinds.js';
import type { ParsedInput } from '../../domain/contract/commands/index.js';
import { series, typedNumber } from '../../domain/numbers.js';
import { findingStates } from '../../domain/visit-record.js';
import type { Reader } from '../database.js';
import { findRefs } from '../search.js';
import { findingScopeSql, type FindingViewer } from './finding-scope.js';
import { anyOf, listSql, type ListCondition, type ListSql } from './list-sql.js';

type Listing = ParsedInput<'findings.list'>;
type Filter = NonNullable<Listing['filter']>;

/** Place of a word in its own list: severities from light to grave, states in the order of a finding's life. */
const placeOf = (column: string, words: readonly string[]): string =>
  `CASE ${column} ${words.map((word, index) => `WHEN '${word}' THEN ${index}`).join(' ')} END`;

/** Sort keys, in the covering index `finding_list` but for the number: findings are numbered within their record. */
const sortSql: Record<NonNullable<Listing['sort']>['by'], string> = {
  day: 'f.day',
  no: `coalesce((SELECT nv.year * 10000000 + nv.number FROM visit nv WHERE nv.id = f.visit_id), 0)`,
  severity: placeOf('f.severity', severities),
  category: placeOf('f.category', findingCategories),
  state: placeOf('f.state', findingStates),
  unit: `(SELECT coalesce(fu.short_name, fu.name) FROM unit fu WHERE fu.id = f.unit_id)`,
  updatedAt: 'f.updated_at',
};

const filterSql = {
  state: 'f.state = :state',
  severity: 'f.severity = :severity',
  category: 'f.category = :category',
  hallId: 'f.hall_id IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)',
  windowId: 'f.window_id = :windowId',
  unitId: 'f.unit_id = :unitId',
  visitId: 'f.visit_id = :visitId',
  fromDay: 'f.day >= :fromDay',
  toDay: 'f.day <= :toDay',
} as const satisfies Partial<Record<keyof Filter, string>>;

const wordsOf = ({ text = '' }: Listing): string => text.trim();

/** Findings whose words hold what was typed, for `findingListSql`: looked for once, not in each of its statements. */
export function findingsWithWords(reader: Reader, listing: Listing): Promise<number[]> {
  const { fromDay, toDay } = listing.filter ?? {};
  return findRefs(reader, { text: wordsOf(listing), kinds: ['finding'], fromDay, toDay });
}

/** Rows whose number begins with what was typed, or whose words hold it. */
function textCondition(text: string, found: readonly number[]): ListCondition {
  const number = typedNumber(text);
  const parts: ListCondition[] = [];
  if (found.length > 0)
    parts.push({ sql: 'f.id IN (SELECT value FROM json_each(:found))', params: { found: JSON.stringify(found) } });
  if (number && number.year !== null) {
    const begin = `${series.visit}〔${number.year}〕${number.start}`;
    // A range, so that the unique index of the number is used.
    parts.push({
      sql: 'f.id IN (SELECT fn.id FROM finding fn WHERE fn.no >= :begin AND fn.no < :beyond)',
      params: { begin, beyond: `${begin}\uffff` },
    });
  }
  return anyOf(parts);
}

/**
 * The statements of a list of findings; apart from the service so that their plans can be tested.
 * @param found of a list narrowed by words what `findingsWithWords` answers
 */
export function findingListSql(listing: Listing, viewer: FindingViewer, found: readonly number[] = []): ListSql {
  const { filter = {}, sort = { by: 'day' as const, direction: 'desc' as const } } = listing;
  const text = wordsOf(listing);
  const plain = (Object.keys(filterSql) as (keyof typeof filterSql)[]).flatMap((name) => {
    const value = filter[name];
    return value === undefined ? [] : [{ sql: filterSql[name], params: { [name]: value } }];
  });
  return listSql({
    table: 'finding f',
    id: 'f.id',
    day: 'f.day',
    key: sortSql[sort.by],
    direction: sort.direction,
    ordered: false,
    where: [
      findingScopeSql(viewer),
      ...plain,
      ...(filter.correctedOnSpot === undefined
        ? []
        : [{ sql: 'f.corrected_on_spot = :corrected', params: { corrected: filter.correctedOnSpot ? 1 : 0 } }]),
      ...(text === '' ? [] : [textCondition(text, found)]),
    ],
  });
}
