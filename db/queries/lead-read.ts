import { leadStep, leadStates, type Aspect, type LeadFields, type LeadRow, type LeadState } from '../../domain/lead.js';
import { codeOf } from '../../domain/people.js';
import { normalise, termsOf } from '../search/grams.js';
import type { Reader } from '../database.js';
import { attachmentsOfLeads } from './attachments.js';
import { briefSql, labelSql } from './hall-model.js';

/** A lead as the store has it, with the person behind it: for the service alone, it decides what is shown of them. */
export interface StoredLead {
  id: number;
  clientId: string;
  no: string | null;
  personId: number;
  code: string;
  revision: number;
  state: LeadState;
  fields: LeadFields;
  unitId: number | null;
  hallLabel: string | null;
  windowLabel: string | null;
  unitLabel: string | null;
  constituency: LeadRow['constituency'];
  findingId: number | null;
  submittedAt: number | null;
  updatedAt: number;
}

interface LeadRecord {
  id: number;
  client_id: string;
  no: string | null;
  person_id: number;
  person_code: string | null;
  revision: number;
  state: LeadState;
  hall_id: number | null;
  window_id: number | null;
  unit_id: number | null;
  place: string | null;
  seen_day: number | null;
  day_part: LeadFields['dayPart'];
  hour: number | null;
  saw: string | null;
  aspects: string;
  wish: string | null;
  hall_label: string | null;
  window_label: string | null;
  unit_label: string | null;
  constituency: LeadRow['constituency'];
  finding_id: number | null;
  submitted_at: number | null;
  updated_at: number;
}

const columns = `l.id, l.client_id, l.no, l.person_id, p.code AS person_code, l.revision, l.state, l.hall_id, l.window_id,
  l.unit_id, l.place, l.seen_day, l.day_part, l.hour, l.saw, l.aspects, l.wish, ${briefSql('hall', 'h')} AS hall_label,
  ${labelSql('window', 'w')} AS window_label, ${briefSql('unit', 'u')} AS unit_label, s.constituency,
  (SELECT f.id FROM finding f WHERE f.lead_id = l.id) AS finding_id, l.submitted_at, l.updated_at`;
const joins = `JOIN person p ON p.id = l.person_id LEFT JOIN supervisor s ON s.person_id = l.person_id
  LEFT JOIN hall h ON h.id = l.hall_id LEFT JOIN "window" w ON w.id = l.window_id LEFT JOIN unit u ON u.id = l.unit_id`;

const toLead = (record: LeadRecord): StoredLead => ({
  id: record.id,
  clientId: record.client_id,
  no: record.no,
  personId: record.person_id,
  code: codeOf({ id: record.person_id, code: record.person_code }),
  revision: record.revision,
  state: record.state,
  fields: {
    hallId: record.hall_id,
    windowId: record.window_id,
    place: record.place,
    seenDay: record.seen_day,
    dayPart: record.day_part,
    hour: record.hour,
    saw: record.saw,
    aspects: JSON.parse(record.aspects) as Aspect[],
    wish: record.wish,
  },
  unitId: record.unit_id,
  hallLabel: record.hall_label,
  windowLabel: record.window_label,
  unitLabel: record.unit_label,
  constituency: record.constituency,
  findingId: record.finding_id,
  submittedAt: record.submitted_at,
  updatedAt: record.updated_at,
});

export async function leadById(reader: Reader, id: number): Promise<StoredLead | null> {
  const record = await reader.get<LeadRecord>(`SELECT ${columns} FROM lead l ${joins} WHERE l.id = :id`, { id });
  return record ? toLead(record) : null;
}

export async function leadByClientId(reader: Reader, clientId: string): Promise<StoredLead | null> {
  const record = await reader.get<LeadRecord>(`SELECT ${columns} FROM lead l ${joins} WHERE l.client_id = :clientId`, {
    clientId,
  });
  return record ? toLead(record) : null;
}

/** Submitted leads in the order of `ids`; drafts and what is gone are left out. */
export async function leadsByIds(reader: Reader, ids: readonly number[]): Promise<StoredLead[]> {
  const records = await reader.all<LeadRecord>(
    `SELECT ${columns} FROM json_each(:ids) j CROSS JOIN lead l ON l.id = j.value ${joins}
      WHERE l.state <> 'draft' ORDER BY j.key`,
    { ids: JSON.stringify(ids) },
  );
  return records.map(toLead);
}

/** All leads of one person: drafts, then the newest first. */
export async function leadsOfPerson(reader: Reader, personId: number): Promise<StoredLead[]> {
  const records = await reader.all<LeadRecord>(
    `SELECT ${columns} FROM lead l ${joins} WHERE l.person_id = :personId
      ORDER BY l.state = 'draft' DESC, coalesce(l.submitted_at, l.updated_at) DESC, l.id DESC`,
    { personId },
  );
  return records.map(toLead);
}

interface EventRecord {
  lead_id: number;
  at: number;
  kind: LeadRow['events'][number]['kind'];
  name: string;
  text: string | null;
}

/** Leads as they are shown, with their events and pictures. Who handed them in stands by code, the office by name. */
export async function shownLeads(reader: Reader, leads: readonly StoredLead[]): Promise<LeadRow[]> {
  const ids = JSON.stringify(leads.map(({ id }) => id));
  const events = await reader.all<EventRecord>(
    `SELECT e.lead_id, e.at, e.kind, p.name, e.text FROM lead_event e JOIN person p ON p.id = e.person_id
      WHERE e.lead_id IN (SELECT value FROM json_each(:ids)) ORDER BY e.id`,
    { ids },
  );
  const pictures = await attachmentsOfLeads(
    reader,
    leads.map(({ id }) => id),
  );
  return leads.map(({ personId: _, unitId: __, ...lead }) => ({
    ...lead,
    step: leadStep(lead.state),
    events: events
      .filter((event) => event.lead_id === lead.id)
      .map(({ at, kind, name, text }) => ({ at, kind, who: kind === 'submitted' ? lead.code : name, text })),
    attachments: pictures.filter(({ target }) => target.kind === 'lead' && target.leadId === lead.id),
  }));
}

export interface LeadFilter {
  text?: string | undefined;
  state?: LeadState | undefined;
  hallId?: number | undefined;
  /** First instant of submission that counts, and the first that no longer does, UTC milliseconds. */
  from?: number | undefined;
  to?: number | undefined;
}

// A number is `线〔2026〕12号`: the year stands from the third character, the count from the eighth.
const sorts = {
  submittedAt: ['l.submitted_at'],
  no: ['substr(l.no, 3, 4)', 'CAST(substr(l.no, 8) AS INTEGER)'],
  state: [
    `CASE l.state ${leadStates.map((state, place) => `WHEN '${state}' THEN ${place}`).join(' ')} END`,
    'l.submitted_at',
  ],
} as const;
export type LeadSort = keyof typeof sorts;

const conditions = {
  state: 'l.state = :state',
  hallId: 'l.hall_id IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)',
  from: 'l.submitted_at >= :from',
  to: 'l.submitted_at < :to',
} as const;

/** Ids of the submitted leads that match. A draft is nobody else's, so none is ever among them. */
export async function leadIds(
  reader: Reader,
  filter: LeadFilter,
  sort: { by: LeadSort; direction: 'asc' | 'desc' },
): Promise<number[]> {
  const given = (Object.keys(conditions) as (keyof typeof conditions)[]).filter((name) => filter[name] !== undefined);
  const words = termsOf(filter.text ?? '');
  const hay =
    words.length === 0
      ? `''`
      : `concat_ws(' ', l.no, l.saw, l.place, l.wish, ${briefSql('hall', 'h')}, ${labelSql('window', 'w')}, u.name,
          u.short_name)`;
  const order = sorts[sort.by].map((term) => `${term} ${sort.direction}`).join(', ');
  const rows = await reader.json<[id: number, hay: string]>(
    `SELECT json_group_array(json_array(id, hay)) FROM (SELECT l.id, ${hay} AS hay FROM lead l ${joins}
      WHERE l.state <> 'draft' ${given.map((name) => `AND ${conditions[name]}`).join(' ')} ORDER BY ${order}, l.id)`,
    Object.fromEntries(given.map((name) => [name, filter[name] as string | number])),
  );
  // Found here and not in SQL, which knows no width and no case but of ASCII.
  return rows.filter(([, text]) => words.every((word) => normalise(text).includes(word))).map(([id]) => id);
}
