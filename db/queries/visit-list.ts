import { severities } from '../../domain/checklist/kinds.js';
import type { ParsedInput } from '../../domain/contract/commands/index.js';
import { typedNumber } from '../../domain/numbers.js';
import type { VisitViewer } from '../../domain/visit-access.js';
import { visitStates } from '../../domain/visit-record.js';
import { findRefs } from '../search.js';
import type { Reader } from '../database.js';
import { anyOf, listSql, not, type ListSql, type ListCondition } from './list-sql.js';
import { ownVisitSql, visibleVisitSql } from './visit-scope.js';

type Listing = ParsedInput<'visits.list'>;
type Filter = NonNullable<Listing['filter']>;
type Order = NonNullable<Listing['sort']>['by'];

/** Sort keys; each begins a covering index of its own, an expression with the very words of its index (`0030-visits`). */
const sortSql: Record<Order, string> = {
  day: 'v.day',
  no: 'v.year * 10000000 + v.number',
  score: 'v.score',
  findings: 'v.findings',
  waitingMinutes: 'v.waiting_tenths',
  handlingMinutes: 'v.handling_tenths',
  state: `CASE v.state ${visitStates.map((state, index) => `WHEN '${state}' THEN ${index}`).join(' ')} END`,
  updatedAt: 'v.updated_at',
};

/** Filters with a plain value. A visit belongs to all of its windows and their units; a hall has its branches. */
const filterSql = {
  state: 'v.state = :state',
  // Read off the index of the order: that of a mode holds none of what rows are narrowed by.
  mode: '+v.mode = :mode',
  hallId: 'v.hall_id IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)',
  zoneId: 'v.zone_id = :zoneId',
  windowId: 'v.id IN (SELECT vw.visit_id FROM visit_window vw WHERE vw.window_id = :windowId)',
  unitId: `v.id IN (SELECT vw.visit_id FROM visit_window vw WHERE vw.unit_id = :unitId
    UNION SELECT vu.id FROM visit vu WHERE vu.unit_id = :unitId)`,
  planId: 'v.plan_id = :planId',
  roundId: 'v.round_id = :roundId',
  fromDay: 'v.day >= :fromDay',
  toDay: 'v.day <= :toDay',
} as const satisfies Partial<Record<keyof Filter, string>>;

/** Points as people write them -> hundredths, as stored. */
const stored = (points: number): number => Math.round(points * 100);

function filterConditions(filter: Filter, order: Order, viewer: VisitViewer): ListCondition[] {
  const { severity, withFindings, scoreFrom, scoreTo, mine, forMe } = filter;
  // The sign keeps the planner from the index of another order, which does not hold the key of this one.
  const plain = (column: 'score' | 'findings'): string => (order === column ? `v.${column}` : `+v.${column}`);
  const flag = (wanted: boolean, condition: ListCondition): ListCondition => (wanted ? condition : not(condition));
  return [
    ...(Object.keys(filterSql) as (keyof typeof filterSql)[]).flatMap((name) => {
      const value = filter[name];
      return value === undefined ? [] : [{ sql: filterSql[name], params: { [name]: value } }];
    }),
    ...(severity === undefined
      ? []
      : [{ sql: 'v.severity = :severity', params: { severity: severities.indexOf(severity) + 1 } }]),
    ...(withFindings === undefined ? [] : [flag(withFindings, { sql: `${plain('findings')} > 0`, params: {} })]),
    ...(scoreFrom === undefined
      ? []
      : [{ sql: `${plain('score')} >= :scoreFrom`, params: { scoreFrom: stored(scoreFrom) } }]),
    ...(scoreTo === undefined ? [] : [{ sql: `${plain('score')} <= :scoreTo`, params: { scoreTo: stored(scoreTo) } }]),
    ...(mine === undefined ? [] : [flag(mine, ownVisitSql(viewer, 'v'))]),
    ...(forMe === undefined ? [] : [flag(forMe, waitsFor(viewer))]),
  ];
}

/** Submitted, and the viewer may review it: somebody else's. */
function waitsFor(viewer: VisitViewer): ListCondition {
  if (!viewer.roles.includes('reviewer')) return { sql: '0', params: {} };
  const own = ownVisitSql(viewer, 'v');
  return { sql: `v.state = 'submitted' AND NOT ${own.sql}`, params: own.params };
}

const wordsOf = ({ text = '' }: Listing): string => text.trim();

/** Visits whose words hold what was typed, for `visitListSql`: looked for once, not in each of its statements. */
export function visitsWithWords(reader: Reader, listing: Listing): Promise<number[]> {
  const { fromDay, toDay } = listing.filter ?? {};
  return findRefs(reader, { text: wordsOf(listing), kinds: ['visit'], fromDay, toDay });
}

/** Rows whose number begins with what was typed, or whose words hold it. */
function textCondition(text: string, found: readonly number[]): ListCondition {
  const number = typedNumber(text);
  const parts: ListCondition[] = [];
  if (found.length > 0)
    parts.push({ sql: 'v.id IN (SELECT value FROM json_each(:found))', params: { found: JSON.stringify(found) } });
  if (number && number.year === null)
    parts.push({ sql: 'CAST(v.number AS TEXT) GLOB :number', params: { number: `${number.start}*` } });
  if (number && number.year !== null) {
    const params = { year: number.year, number: `${number.start}*` };
    parts.push({ sql: 'v.year = :year AND CAST(v.number AS TEXT) GLOB :number', params });
  }
  return anyOf(parts);
}

/**
 * The statements of a list of visits; apart from the service so that their plans can be tested.
 * @param found of a list narrowed by words what `visitsWithWords` answers
 */
export function visitListSql(listing: Listing, viewer: VisitViewer, found: readonly number[] = []): ListSql {
  const { filter = {}, sort = { by: 'day' as const, direction: 'desc' as const } } = listing;
  const text = wordsOf(listing);
  return listSql({
    table: 'visit v',
    id: 'v.id',
    day: 'v.day',
    key: sortSql[sort.by],
    direction: sort.direction,
    ordered: true,
    where: [
      visibleVisitSql(viewer, 'v'),
      ...filterConditions(filter, sort.by, viewer),
      ...(text === '' ? [] : [textCondition(text, found)]),
    ],
  });
}
