import type { Reader, Tx } from '../database.js';
import { indexDocs, type SearchDoc } from '../search.js';
import { briefSql, labelSql } from './hall-model.js';

type Cells = [ref: number, unitId: number | null, day: number, text: (string | null)[]];

const window = (id: string): string => `(SELECT ${labelSql('window', 'w')} FROM "window" w WHERE w.id = ${id})`;
const unit = (id: string): string =>
  `(SELECT ${briefSql('unit', 'u')} || ' ' || u.name FROM unit u WHERE u.id = ${id})`;

// Neither inspectors nor the cover story: nobody finds out by searching who visited.
const VISIT_SQL = `SELECT json_group_array(json_array(v.id, v.unit_id, v.day, json_array(v.no,
    (SELECT group_concat(${labelSql('window', 'w')}, ' ') FROM visit_window vw JOIN "window" w ON w.id = vw.window_id
      WHERE vw.visit_id = v.id),
    ${unit('v.unit_id')}, v.narrative, v.practices, v.measures, v.suggestions)))
  FROM visit v WHERE v.id IN (SELECT value FROM json_each(:ids))`;

const FINDING_SQL = `SELECT json_group_array(json_array(f.id, f.unit_id, f.day, json_array(f.no, f.title, f.basis_clause,
    ${window('f.window_id')}, ${unit('f.unit_id')}, f.description)))
  FROM finding f WHERE f.visit_id IN (SELECT value FROM json_each(:ids))`;

async function docsOf(reader: Reader, kind: 'visit' | 'finding', ids: readonly number[]): Promise<SearchDoc[]> {
  const cells = await reader.json<Cells>(kind === 'visit' ? VISIT_SQL : FINDING_SQL, { ids: JSON.stringify(ids) });
  return cells.map(([ref, unitId, day, text]) => {
    return { kind, ref, unitId, day, text: text.filter((part) => part !== null).join(' ') };
  });
}

/** Puts visits and their findings into the search index as they stand now; what is there already is replaced. */
export async function indexVisits(tx: Tx, ids: readonly number[]): Promise<void> {
  await indexDocs(tx, [...(await docsOf(tx, 'visit', ids)), ...(await docsOf(tx, 'finding', ids))]);
}

/** What was written in each visit, for the stretch a result list shows. */
export async function visitTexts(reader: Reader, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await reader.json<[number, string]>(
    `SELECT json_group_array(json_array(id, concat_ws(' · ', narrative, practices, measures, suggestions))) FROM visit
      WHERE id IN (SELECT value FROM json_each(:ids))`,
    { ids: JSON.stringify(ids) },
  );
  return new Map(rows);
}
