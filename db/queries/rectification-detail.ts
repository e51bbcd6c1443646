import type { RectificationState } from '../../domain/rectification/life.js';
import type { Proof, RectificationDetail, RectificationEvent } from '../../domain/rectification/schema.js';
import { part, type Part } from '../parts.js';
import type { Reader } from '../database.js';
import { together } from '../parts.js';
import { shownOfFindingSql } from './rectification-evidence.js';
import { seenBySql } from './rectification-read.js';

/** Somebody as the store knows them; how they are called is decided where it is shown. */
export interface StoredPerson {
  id: number;
  code: string | null;
  name: string;
  unit: string | null;
}

const personSql = (column: string): string =>
  `(SELECT json_object('id', p.id, 'code', p.code, 'name', p.name,
      'unit', (SELECT coalesce(u.short_name, u.name) FROM unit u WHERE u.id = p.unit_id))
    FROM person p WHERE p.id = ${column})`;

type Cells = Record<string, string>;
/** A list of rows around the matter `:id`; cells named in `nested` hold JSON. */
function around<R>(table: string, cells: Cells, nested: readonly string[], more = ''): Part<R[]> {
  const object = Object.entries(cells)
    .map(([name, sql]) => `'${name}', ${nested.includes(name) ? `json(${sql})` : sql}`)
    .join(', ');
  return part<R, R[]>(
    `SELECT json_group_array(json_object(${object}) ORDER BY ${cells.position ?? 'c.id'}) FROM ${table} c
      WHERE c.rectification_id = :id ${more}`,
    {},
    (rows) => rows,
  );
}

export interface StoredEvent {
  id: number;
  at: number;
  action: RectificationEvent['action'];
  person: StoredPerson | null;
  note: string | null;
  fromState: RectificationState | null;
  toState: RectificationState;
  detail: RectificationEvent['detail'];
}
export interface StoredProof extends Omit<Proof, 'src' | 'footage' | 'addedBy' | 'submitted' | 'known'> {
  /** Of a clip. */
  derivedId: number | null;
  evidenceKind: 'picture' | 'video' | 'audio' | 'other';
  addedBy: StoredPerson;
  submitted: number;
  known: number;
}
type Verification = RectificationDetail['verifications'][number];
export type StoredVerification = Omit<Verification, 'verifierName'> & { verifier: StoredPerson };
type Extension = RectificationDetail['extensions'][number];
export type StoredExtension = Omit<Extension, 'requestedBy' | 'decidedBy' | 'granted'> & {
  requestedBy: StoredPerson;
  decidedBy: StoredPerson | null;
  granted: number | null;
};
type Appeal = RectificationDetail['appeals'][number];
export type StoredAppeal = Omit<Appeal, 'filedBy' | 'decidedBy' | 'upheld'> & {
  filedBy: StoredPerson;
  decidedBy: StoredPerson | null;
  upheld: number | null;
};

/** The thread back to where the matter came from, and who had a part in it. */
export interface StoredThread {
  visit: { id: number; no: string; day: number } | null;
  lead: { id: number; no: string } | null;
  item: { code: string; title: string } | null;
  finding: { id: number; no: string | null; decidedBy: StoredPerson | null; decidedAt: number | null } | null;
  clips: { id: number; label: string }[];
  pictures: { id: number; name: string }[];
  seenBy: StoredPerson[];
  issuedBy: StoredPerson | null;
  verifier: StoredPerson | null;
  closedBy: StoredPerson | null;
  contact: string | null;
  clientId: string;
}

const listOf = (cells: string, sql: string): string => `(SELECT json_group_array(json_object(${cells})) FROM ${sql})`;

const thread = part<StoredThread, StoredThread | undefined>(
  `SELECT json_group_array(json_object(
      'visit', json((SELECT json_object('id', v.id, 'no', v.no, 'day', v.day) FROM visit v WHERE v.id = m.visit_id)),
      'lead', json((SELECT json_object('id', l.id, 'no', coalesce(l.no, '')) FROM finding f JOIN lead l ON l.id = f.lead_id
        WHERE f.id = m.finding_id)),
      'item', json((SELECT json_object('code', json_extract(i.value, '$.code'), 'title', json_extract(i.value, '$.title'))
        FROM finding f JOIN visit_checklist k ON k.id = f.checklist_id JOIN checklist_version n ON n.id = k.version_id,
          json_each(n.content, '$.sections') s, json_each(s.value, '$.items') i
        WHERE f.id = m.finding_id AND json_extract(i.value, '$.code') = f.item_code LIMIT 1)),
      'finding', json((SELECT json_object('id', f.id, 'no', f.no, 'decidedBy', json(${personSql('f.decided_by')}),
        'decidedAt', f.decided_at) FROM finding f WHERE f.id = m.finding_id)),
      'clips', json(${listOf(`'id', a.id, 'label', a.label`, shownOfFindingSql('clip', 'm'))}),
      'pictures', json(${listOf(
        `'id', a.id, 'name', a.name`,
        `${shownOfFindingSql('attachment', 'm')}
        AND (SELECT e.kind FROM evidence e WHERE e.id = a.evidence_id) = 'picture'`,
      )}),
      'seenBy', json((SELECT json_group_array(json(${personSql('s.value')})) FROM json_each(${seenBySql('m')}) s)),
      'issuedBy', json(${personSql('m.issued_by')}),
      'verifier', json(${personSql('m.verifier_id')}),
      'closedBy', json(${personSql('m.closed_by')}),
      'contact', m.responsible_person,
      'clientId', m.client_id)) FROM rectification m WHERE m.id = :id`,
  {},
  (rows) => rows[0],
);

const parts = {
  events: around<StoredEvent>(
    'rectification_event',
    {
      id: 'c.id',
      at: 'c.at',
      action: 'c.action',
      person: personSql('c.person_id'),
      note: 'c.note',
      fromState: 'c.from_state',
      toState: 'c.to_state',
      detail: 'c.detail',
    },
    ['person', 'detail'],
  ),
  proofs: part<StoredProof, StoredProof[]>(
    `SELECT json_group_array(json_object('id', c.id, 'kind', c.kind, 'name', c.name, 'caption', c.caption, 'pair', c.pair,
        'side', c.side, 'derivedId', c.derivation_id, 'verificationId', c.verification_id, 'sha256', e.sha256, 'bytes', e.bytes, 'evidenceKind', e.kind, 'addedAt', c.added_at,
        'addedBy', json(${personSql('c.added_by')}), 'submitted', c.submitted_at IS NOT NULL, 'known', c.known) ORDER BY c.id)
      FROM rectification_proof c LEFT JOIN derivation d ON d.id = c.derivation_id
        JOIN evidence e ON e.id = coalesce(c.evidence_id, d.evidence_id)
      WHERE c.rectification_id = :id AND c.removed_at IS NULL`,
    {},
    (rows) => rows,
  ),
  measures: around<RectificationDetail['measures'][number]>(
    'rectification_measure',
    { id: 'c.id', text: 'c.text', doneDay: 'c.done_day', note: 'c.note' },
    [],
  ),
  milestones: around<RectificationDetail['milestones'][number]>(
    'rectification_milestone',
    { id: 'c.id', title: 'c.title', dueDay: 'c.due_day', doneDay: 'c.done_day' },
    [],
  ),
  verifications: around<StoredVerification>(
    'rectification_verification',
    {
      id: 'c.id',
      method: 'c.method',
      verifier: personSql('c.verifier_id'),
      arrangedAt: 'c.arranged_at',
      at: 'c.at',
      day: 'c.day',
      result: 'c.result',
      note: 'c.note',
      visitId: 'c.visit_id',
      visitNo: '(SELECT v.no FROM visit v WHERE v.id = c.visit_id)',
    },
    ['verifier'],
  ),
  extensions: around<StoredExtension>(
    'rectification_extension',
    {
      id: 'c.id',
      requestedAt: 'c.requested_at',
      requestedBy: personSql('c.requested_by'),
      reason: 'c.reason',
      progress: 'c.progress',
      expectedDay: 'c.expected_day',
      oldDueDay: 'c.old_due_on',
      decidedAt: 'c.decided_at',
      decidedBy: personSql('c.decided_by'),
      granted: 'c.granted',
      newDueDay: 'c.new_due_on',
      note: 'c.note',
    },
    ['requestedBy', 'decidedBy'],
  ),
  suspensions: around<RectificationDetail['suspensions'][number]>(
    'rectification_suspension',
    {
      id: 'c.id',
      kind: 'c.kind',
      fromDay: 'c.from_day',
      toDay: 'c.to_day',
      reviewDay: 'c.review_day',
      reason: 'c.reason',
      approver: 'c.approver',
    },
    [],
  ),
  appeals: around<StoredAppeal>(
    'rectification_appeal',
    {
      id: 'c.id',
      filedAt: 'c.filed_at',
      filedBy: personSql('c.filed_by'),
      grounds: 'c.grounds',
      decideByDay: 'c.decide_by_day',
      decidedAt: 'c.decided_at',
      decidedBy: personSql('c.decided_by'),
      upheld: 'c.upheld',
      note: 'c.note',
    },
    ['filedBy', 'decidedBy'],
  ),
  thread,
} as const;

/** Everything that hangs on one matter, with persons as the store knows them. Whether it may be seen was decided before. */
export function matterAround(reader: Reader, id: number) {
  const asked = Object.fromEntries(
    Object.entries(parts).map(([name, one]) => [name, { ...one, params: { id } }]),
  ) as unknown as typeof parts;
  return together(reader, asked);
}
export type MatterAround = Awaited<ReturnType<typeof matterAround>>;
