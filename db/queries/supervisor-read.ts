import {
  TERM_WARNING_DAYS,
  termState,
  type Constituency,
  type SupervisorFields,
  type SupervisorRow,
  type TermState,
} from '../../domain/lead.js';
import { codeOf } from '../../domain/people.js';
import type { Reader } from '../database.js';
import { normalise, termsOf } from '../search/grams.js';
import { briefSql, labelSql } from './hall-model.js';

interface SupervisorRecord {
  id: number;
  person_id: number;
  name: string;
  code: string | null;
  constituency: Constituency;
  certificate_no: string;
  from_day: number;
  to_day: number;
  employer: string | null;
  note: string | null;
  state: SupervisorRow['state'];
  revision: number;
  updated_at: number;
  halls: string;
  leads: number;
}

const columns = `s.id, s.person_id, p.name, p.code, s.constituency, s.certificate_no, s.from_day, s.to_day, s.employer,
  s.note, s.state, s.revision, s.updated_at,
  (SELECT json_group_array(json_array(h.id, ${briefSql('hall', 'h')}) ORDER BY h.id) FROM supervisor_hall sh
    JOIN hall h ON h.id = sh.hall_id WHERE sh.supervisor_id = s.id) AS halls,
  (SELECT count(*) FROM lead l WHERE l.person_id = s.person_id AND l.state <> 'draft') AS leads`;

function toSupervisor(record: SupervisorRecord, today: number): SupervisorRow {
  const halls = JSON.parse(record.halls) as [id: number, label: string][];
  const fields: SupervisorFields = {
    personId: record.person_id,
    constituency: record.constituency,
    certificateNo: record.certificate_no,
    fromDay: record.from_day,
    toDay: record.to_day,
    hallIds: halls.map(([id]) => id),
    employer: record.employer,
    note: record.note,
  };
  return {
    id: record.id,
    revision: record.revision,
    state: record.state,
    fields,
    name: record.name,
    code: codeOf({ id: record.person_id, code: record.code }),
    hallLabels: halls.map(([, label]) => label),
    leads: record.leads,
    term: termState(fields, today),
    updatedAt: record.updated_at,
  };
}

/** In the order of `ids`; those that are gone are left out. */
export async function supervisorsByIds(
  reader: Reader,
  ids: readonly number[],
  today: number,
): Promise<SupervisorRow[]> {
  const records = await reader.all<SupervisorRecord>(
    `SELECT ${columns} FROM json_each(:ids) j CROSS JOIN supervisor s ON s.id = j.value JOIN person p ON p.id = s.person_id
      ORDER BY j.key`,
    { ids: JSON.stringify(ids) },
  );
  return records.map((record) => toSupervisor(record, today));
}

/** The one register entry of a person; null when the office has made none. */
export async function supervisorOfPerson(
  reader: Reader,
  personId: number,
  today: number,
): Promise<SupervisorRow | null> {
  const record = await reader.get<SupervisorRecord>(
    `SELECT ${columns} FROM supervisor s JOIN person p ON p.id = s.person_id WHERE s.person_id = :personId`,
    { personId },
  );
  return record ? toSupervisor(record, today) : null;
}

export function supervisorIdOfClient(reader: Reader, clientId: string): Promise<number | undefined> {
  return reader.value<number>(`SELECT id FROM supervisor WHERE client_id = :clientId`, { clientId });
}

export interface SupervisorFilter {
  text?: string | undefined;
  constituency?: Constituency | undefined;
  hallId?: number | undefined;
  term?: TermState | undefined;
  state?: SupervisorRow['state'] | undefined;
}

const sorts = {
  certificateNo: 's.certificate_no',
  toDay: 's.to_day',
  constituency: 's.constituency',
  leads: `(SELECT count(*) FROM lead l WHERE l.person_id = s.person_id AND l.state <> 'draft')`,
  updatedAt: 's.updated_at',
} as const;
export type SupervisorSort = keyof typeof sorts;

/** SQL of each state of a term; the same as `termState`, a test holds them together. */
const termSql: Record<TermState, string> = {
  ahead: ':today < s.from_day',
  over: ':today > s.to_day',
  ending: `:today BETWEEN s.from_day AND s.to_day AND s.to_day - :today < ${TERM_WARNING_DAYS}`,
  running: `:today BETWEEN s.from_day AND s.to_day AND s.to_day - :today >= ${TERM_WARNING_DAYS}`,
};

/** Ids of the entries that match, in the asked order; certificate numbers inside words by their value. */
export async function supervisorIds(
  reader: Reader,
  filter: SupervisorFilter,
  sort: { by: SupervisorSort; direction: 'asc' | 'desc' },
  today: number,
): Promise<number[]> {
  const { text, constituency, hallId, term, state } = filter;
  const where = [
    ...(constituency ? ['s.constituency = :constituency'] : []),
    ...(hallId
      ? ['EXISTS(SELECT 1 FROM supervisor_hall sh WHERE sh.supervisor_id = s.id AND sh.hall_id = :hallId)']
      : []),
    ...(term ? [termSql[term]] : []),
    ...(state ? ['s.state = :state'] : []),
  ];
  const rows = await reader.json<[id: number, value: string | number, hay: string]>(
    `SELECT json_group_array(json_array(s.id, ${sorts[sort.by]},
        concat_ws(' ', p.name, p.code, s.certificate_no, s.employer)))
      FROM supervisor s JOIN person p ON p.id = s.person_id ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}`,
    {
      ...(constituency && { constituency }),
      ...(hallId && { hallId }),
      ...(term && { today }),
      ...(state && { state }),
    },
  );
  const words = termsOf(text ?? '');
  const sign = sort.direction === 'asc' ? 1 : -1;
  return rows
    .filter(([, , hay]) => words.every((word) => normalise(hay).includes(word)))
    .sort((a, b) => sign * compare(a[1], b[1]) || a[0] - b[0])
    .map(([id]) => id);
}

const natural = new Intl.Collator('zh', { numeric: true });
const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : natural.compare(String(a), String(b));

/** Another entry that has this person or this certificate number. */
export async function supervisorClash(
  reader: Reader,
  fields: SupervisorFields,
  exceptId: number | null,
): Promise<'personId' | 'certificateNo' | null> {
  const found = await reader.get<{ person_id: number }>(
    `SELECT person_id FROM supervisor WHERE (person_id = :personId OR certificate_no = :certificateNo)
      AND id IS NOT :exceptId ORDER BY person_id = :personId DESC`,
    { personId: fields.personId, certificateNo: fields.certificateNo, exceptId },
  );
  if (!found) return null;
  return found.person_id === fields.personId ? 'personId' : 'certificateNo';
}

/** A window a supervisor may name, with where it is. */
export interface NamedWindow {
  id: number;
  hallId: number;
  label: string;
  zoneLabel: string;
  hallLabel: string;
}

type WindowCells = [id: number, hall: number, label: string, zone: string, hallLabel: string, number: string];

/** Windows in use of these halls: hall by hall, by their numbers, as the halls themselves count on. */
export async function windowsOfHalls(reader: Reader, hallIds: readonly number[]): Promise<NamedWindow[]> {
  const rows = await reader.json<WindowCells>(
    `SELECT json_group_array(json_array(w.id, w.hall_id, ${labelSql('window', 'w')}, concat_ws(' ', z.floor, z.name),
        ${briefSql('hall', 'h')}, w.number))
      FROM "window" w JOIN zone z ON z.id = w.zone_id JOIN hall h ON h.id = w.hall_id
      WHERE w.state = 'active' AND h.state = 'active' AND w.hall_id IN (SELECT value FROM json_each(:hallIds))`,
    { hallIds: JSON.stringify(hallIds) },
  );
  return rows
    .sort((a, b) => a[1] - b[1] || natural.compare(a[5], b[5]))
    .map(([id, hallId, label, zoneLabel, hallLabel]) => ({ id, hallId, label, zoneLabel, hallLabel }));
}
