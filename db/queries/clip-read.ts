import type { AttachmentTarget } from '../../domain/evidence.js';
import type { ClipMark, DerivedKind } from '../../domain/footage/clip.js';
import type { VisitState } from '../../domain/visit-record.js';
import type { Reader } from '../database.js';
import { part, type Part } from '../parts.js';
import { tagSql } from './footage-people.js';
import { lockedSql, trueStartSql } from './footage-recordings.js';
import { labelSql } from './hall-model.js';

/** A clip as the store has it. */
export interface ClipRecord {
  id: number;
  clientId: string;
  revision: number;
  recordingId: number;
  inMs: number;
  outMs: number;
  label: string;
  note: string | null;
  marks: ClipMark[];
  target: AttachmentTarget | null;
  targetLabel: string | null;
  /** True wall clock of the recording's first frame, UTC ms. */
  startAt: number | null;
  cameraLabel: string | null;
  recordingName: string;
  createdAt: number;
  createdById: number;
  /** By code. */
  createdBy: string;
  removedAt: number | null;
  /** It was there when its visit was handed in, and the visit has not come back since. */
  handedIn: boolean;
  visitState: VisitState | null;
}

interface Place {
  visitId: number | null;
  checklist: string | null;
  itemCode: string | null;
  finding: string | null;
  leadId: number | null;
}

type Row = Omit<ClipRecord, 'target' | 'handedIn'> & Place & { handedIn: 0 | 1 };

/** How what a clip belongs to is called: the number of the visit and what is within it, or that of the lead. */
const targetLabelSql = `CASE
  WHEN c.finding IS NOT NULL THEN coalesce((SELECT coalesce(f.no, v.no || ' · ' || f.title) FROM finding f
    WHERE f.visit_id = c.visit_id AND f.client_id = c.finding), v.no)
  WHEN c.item_code IS NOT NULL THEN v.no || ' · ' || c.item_code
  WHEN c.visit_id IS NOT NULL THEN v.no
  ELSE l.no END`;

const FROZEN_STATES = `'submitted', 'confirmed', 'discarded'`;

const columns = {
  id: 'c.id',
  clientId: 'c.client_id',
  revision: 'c.revision',
  recordingId: 'c.recording_id',
  inMs: 'c.in_ms',
  outMs: 'c.out_ms',
  label: 'c.label',
  note: 'c.note',
  marks: 'json(c.marks)',
  visitId: 'c.visit_id',
  checklist: 'c.checklist',
  itemCode: 'c.item_code',
  finding: 'c.finding',
  leadId: 'c.lead_id',
  targetLabel: targetLabelSql,
  startAt: trueStartSql('r'),
  cameraLabel: `(SELECT ${labelSql('camera', 'ca')} FROM camera ca WHERE ca.id = r.camera_id)`,
  recordingName: 'r.name',
  createdAt: 'c.created_at',
  createdById: 'c.created_by',
  createdBy: tagSql('c.created_by'),
  removedAt: 'c.removed_at',
  handedIn: `coalesce(v.state IN (${FROZEN_STATES}) AND v.submitted_at >= c.placed_at, 0)`,
  visitState: 'v.state',
} satisfies Record<keyof Row, string>;

const select = `SELECT json_group_array(json_object(${Object.entries(columns)
  .map(([name, sql]) => `'${name}', ${sql}`)
  .join(', ')}) ORDER BY c.in_ms, c.id) FROM clip c
  JOIN recording r ON r.id = c.recording_id LEFT JOIN visit v ON v.id = c.visit_id LEFT JOIN lead l ON l.id = c.lead_id`;

function toRecord({ visitId, checklist, itemCode, finding, leadId, handedIn, ...row }: Row): ClipRecord {
  const target = targetOf({ visitId, checklist, itemCode, finding, leadId });
  return { ...row, target, handedIn: handedIn === 1 };
}

function targetOf({ visitId, checklist, itemCode, finding, leadId }: Place): AttachmentTarget | null {
  if (leadId !== null) return { kind: 'lead', leadId };
  if (visitId === null) return null;
  if (finding !== null) return { kind: 'finding', visitId, finding };
  if (checklist !== null && itemCode !== null) return { kind: 'item', visitId, checklist, itemCode };
  return { kind: 'visit', visitId };
}

/** The columns of a target. */
export function placeOf(target: AttachmentTarget | null): Place {
  const visit = target !== null && target.kind !== 'lead' ? target.visitId : null;
  return {
    visitId: visit,
    leadId: target?.kind === 'lead' ? target.leadId : null,
    checklist: target?.kind === 'item' ? target.checklist : null,
    itemCode: target?.kind === 'item' ? target.itemCode : null,
    finding: target?.kind === 'finding' ? target.finding : null,
  };
}

async function clips(reader: Reader, where: string, params: Record<string, number | string>): Promise<ClipRecord[]> {
  return (await reader.json<Row>(`${select} WHERE ${where}`, params)).map(toRecord);
}

/** Clips of a recording that were not taken away, in the order of their in-points. */
export const clipsOfRecording = (reader: Reader, recordingId: number): Promise<ClipRecord[]> =>
  clips(reader, 'c.recording_id = :recordingId AND c.removed_at IS NULL', { recordingId });

/** Clips on a visit, its items and its findings. */
export const clipsOfVisit = (reader: Reader, visitId: number): Promise<ClipRecord[]> =>
  clips(reader, 'c.visit_id = :visitId AND c.removed_at IS NULL', { visitId });

export const clipsOfLead = (reader: Reader, leadId: number): Promise<ClipRecord[]> =>
  clips(reader, 'c.lead_id = :leadId AND c.removed_at IS NULL', { leadId });

/** A clip as it is sealed with its visit: its span, and the hashes of its recording and of all that was made of it. */
export interface SealedClip {
  id: number;
  clientId: string;
  recordingSha256: string;
  inMs: number;
  outMs: number;
  label: string;
  note: string | null;
  marks: ClipMark[];
  target: AttachmentTarget | null;
  made: { kind: DerivedKind; sha256: string }[];
}

/** Clips of a visit as they are sealed, in the order they were made. */
export const sealedClips = (visitId: number): Part<SealedClip[]> =>
  part<Omit<SealedClip, 'target'> & Place, SealedClip[]>(
    `SELECT json_group_array(json_object('id', c.id, 'clientId', c.client_id, 'recordingSha256', e.sha256,
        'inMs', c.in_ms, 'outMs', c.out_ms, 'label', c.label, 'note', c.note, 'marks', json(c.marks),
        'visitId', c.visit_id, 'checklist', c.checklist, 'itemCode', c.item_code, 'finding', c.finding,
        'leadId', c.lead_id,
        'made', (SELECT json_group_array(json_object('kind', d.kind, 'sha256', de.sha256) ORDER BY d.id)
          FROM derivation d JOIN evidence de ON de.id = d.evidence_id WHERE d.clip_id = c.id)) ORDER BY c.id)
      FROM clip c JOIN recording r ON r.id = c.recording_id JOIN evidence e ON e.id = r.evidence_id
      WHERE c.visit_id = :visitId AND c.removed_at IS NULL`,
    { visitId },
    (rows) =>
      rows.map(({ visitId: visit, checklist, itemCode, finding, leadId, ...clip }) => {
        return { ...clip, target: targetOf({ visitId: visit, checklist, itemCode, finding, leadId }) };
      }),
  );

/** Also one that was taken away; null when there is none. */
export async function clipById(reader: Reader, id: number): Promise<ClipRecord | null> {
  return (await clips(reader, 'c.id = :id', { id }))[0] ?? null;
}

export async function clipByClientId(reader: Reader, clientId: string): Promise<ClipRecord | null> {
  return (await clips(reader, 'c.client_id = :clientId', { clientId }))[0] ?? null;
}

/** What clips and cuts need to know of a recording. */
export interface RecordingFacts {
  id: number;
  evidenceId: number;
  name: string;
  sha256: string;
  bytes: number;
  kind: 'video' | 'audio' | 'unparsed';
  durationMs: number | null;
  /** JSON of what was found in the bytes. */
  probed: string;
  hallName: string;
  cameraLabel: string | null;
  /** True wall clock of the first frame, UTC ms. */
  startAt: number | null;
  /** A check found its bytes missing or changed. */
  locked: boolean;
  disposed: boolean;
}

/** @returns null when there is none */
export async function recordingFacts(reader: Reader, id: number): Promise<RecordingFacts | null> {
  const row = await reader.get<Omit<RecordingFacts, 'locked' | 'disposed'> & { locked: number; disposed: number }>(
    `SELECT r.id, r.evidence_id AS evidenceId, r.name, e.sha256, e.bytes, r.kind, r.duration_ms AS durationMs, r.probed,
        h.name AS hallName,
        (SELECT ${labelSql('camera', 'ca')} FROM camera ca WHERE ca.id = r.camera_id) AS cameraLabel,
        ${trueStartSql('r')} AS startAt,
        ${lockedSql('e.id')} AS locked,
        EXISTS(SELECT 1 FROM disposal d WHERE d.evidence_id = e.id) AS disposed
      FROM recording r JOIN evidence e ON e.id = r.evidence_id JOIN hall h ON h.id = r.hall_id WHERE r.id = :id`,
    { id },
  );
  return row ? { ...row, locked: row.locked === 1, disposed: row.disposed === 1 } : null;
}
