import type { CommandOutput } from '../../domain/contract/commands/index.js';
import { hallEntities, type HallEntity } from '../../domain/hall/entities.js';
import { hallGaps, type HallGap } from '../../domain/hall/gaps.js';
import type { HallScope } from '../../domain/hall/scope.js';
import type { Reader } from '../database.js';
import { gapSql } from './hall-gaps.js';
import { hallModels } from './hall-model.js';
import { hallRows } from './hall-read.js';
import { visibleSql } from './hall-scope.js';
import { countsByHall, noCounts } from './hall-tree.js';

type Overview = CommandOutput<'home.overview'>;

/** Newest changes shown. */
const RECENT = 12;
/** Log rows looked at for them: many may belong to things the caller does not see. */
const LOOKED_AT = 400;
/** How far back they are looked for; one import may be 50,000 rows. */
const LOOKED_BACK = 60_000;
const MINUTE_MS = 60_000;

/** Numbers of each main hall with its branches, within the scope. */
export async function hallNumbers(reader: Reader, scope: HallScope): Promise<Overview['halls']> {
  const visible = visibleSql('hall', scope);
  const halls = await reader.json<[id: number, name: string, parent: number | null]>(
    `SELECT json_group_array(json_array(r.id, r.name, r.parent_id)) FROM hall r
      WHERE r.state = 'active' AND (${visible.sql}) ORDER BY r.id`,
    visible.params,
  );
  const counts = await countsByHall(reader, scope);
  const details = await numbersOf(reader, scope);
  const main = halls.filter(([, , parent]) => parent === null);
  return main.map(([id, name]) => {
    const family = halls.filter(([hall, , parent]) => hall === id || parent === id).map(([hall]) => hall);
    const sum = (entity: HallEntity): number =>
      family.reduce((total, hall) => total + (counts.get(hall) ?? noCounts())[entity], 0);
    const add = (of: Map<number, number>): number => family.reduce((total, hall) => total + (of.get(hall) ?? 0), 0);
    const days = family.flatMap((hall) => details.keepDays.get(hall) ?? []);
    const items = sum('service_item');
    const approvals = add(details.approvals);
    return {
      id,
      name,
      branches: family.length - 1,
      zones: sum('zone'),
      units: sum('unit'),
      windows: sum('window'),
      staff: sum('staff'),
      partyMembers: add(details.partyMembers),
      items,
      approvals,
      publicServices: items - approvals,
      cameras: sum('camera'),
      shortestKeepDays: days.length === 0 ? null : Math.min(...days),
    };
  });
}

async function numbersOf(reader: Reader, scope: HallScope) {
  const byHall = async (entity: HallEntity, value: string, condition: string): Promise<Map<number, number>> => {
    const visible = visibleSql(entity, scope);
    const rows = await reader.json<[number, number]>(
      `SELECT json_group_array(json_array(hall, n)) FROM (SELECT r.hall_id AS hall, ${value} AS n
        FROM ${hallModels[entity].table} r WHERE r.state = 'active' AND ${condition} AND (${visible.sql}) GROUP BY 1)`,
      visible.params,
    );
    return new Map(rows);
  };
  return {
    partyMembers: await byHall('staff', 'count(*)', 'r.party_member = 1'),
    approvals: await byHall('service_item', 'count(*)', `r.category = 'approval'`),
    keepDays: await byHall('recorder', 'min(r.keep_days)', '1'),
  };
}

/** How many rows each gap has; exactly those that `hall.list` with that gap shows. */
export async function gapCounts(reader: Reader): Promise<{ kind: HallGap; entity: HallEntity; count: number }[]> {
  const found: { kind: HallGap; entity: HallEntity; count: number }[] = [];
  for (const kind of hallGaps) {
    const { entity, sql } = gapSql[kind];
    const count = await reader.value<number>(
      `SELECT count(*) FROM ${hallModels[entity].table} r WHERE r.state = 'active' AND ${sql}`,
    );
    found.push({ kind, entity, count: count ?? 0 });
  }
  return found;
}

/** Active people who have never been here. */
export async function neverSignedIn(reader: Reader): Promise<number> {
  const count = await reader.value<number>(
    `SELECT count(*) FROM person WHERE state = 'active' AND last_sign_in_at IS NULL`,
  );
  return count ?? 0;
}

type LogCells = [at: number, who: string, action: string, object: HallEntity, ref: number];

/** The newest changes of rows in scope, each row once. */
export async function recentChanges(reader: Reader, scope: HallScope): Promise<Overview['recent']> {
  const seen = hallEntities.filter((entity) => visibleSql(entity, scope).sql !== '0');
  const log = await reader.json<LogCells>(
    `SELECT json_group_array(json_array(at, actor_name, action, object, ref)) FROM
      (SELECT * FROM audit WHERE seq > (SELECT max(seq) FROM audit) - ${LOOKED_BACK} AND action <> 'hall.importApply'
        AND ref IS NOT NULL AND object IN (SELECT value FROM json_each(:seen)) ORDER BY seq DESC LIMIT ${LOOKED_AT})`,
    { seen: JSON.stringify(seen) },
  );
  const newest = new Map<string, LogCells>();
  for (const entry of log) {
    const key = `${entry[3]} ${entry[4]}`;
    if (!newest.has(key)) newest.set(key, entry);
  }
  const labels = new Map<string, string>();
  for (const entity of new Set([...newest.values()].map(([, , , object]) => object))) {
    const ids = [...newest.values()].filter(([, , , object]) => object === entity).map(([, , , , ref]) => ref);
    for (const row of await hallRows(reader, entity, ids, scope)) labels.set(`${entity} ${row.id}`, row.label);
  }
  const shown = [...newest].filter(([key]) => labels.has(key)).slice(0, RECENT);
  const single = shown.map(([key, [at, who, action, object, ref]]) => ({
    at,
    who: scope.all ? who : '',
    action,
    object: object as string,
    label: labels.get(key) ?? '',
    route: `/hall/${object}/${ref}`,
  }));
  return [...single, ...(await recentImports(reader, scope, seen))].sort((a, b) => b.at - a.at).slice(0, RECENT);
}

/** An import is one change, however many rows it brought; without a name of its own. */
async function recentImports(
  reader: Reader,
  scope: HallScope,
  seen: readonly HallEntity[],
): Promise<Overview['recent']> {
  // What came in for other units is not a unit contact's to know.
  if (!scope.all) return [];
  const found = await reader.all<{ at: number; who: string; object: string }>(
    `SELECT max(at) AS at, actor_name AS who, object FROM audit
      WHERE seq > (SELECT max(seq) FROM audit) - ${LOOKED_BACK} AND action = 'hall.importApply'
        AND object IN (SELECT value FROM json_each(:seen))
      GROUP BY CAST(at / ${MINUTE_MS} AS INTEGER), actor_id, object ORDER BY max(seq) DESC LIMIT ${RECENT}`,
    { seen: JSON.stringify(seen) },
  );
  return found.map(({ at, who, object }) => ({
    at,
    who,
    action: 'hall.importApply',
    object,
    label: '',
    route: `/hall/${object}`,
  }));
}
