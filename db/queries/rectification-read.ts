import type { DeadlineType, FindingCategory, Severity } from '../../domain/checklist/kinds.js';
import type { VerificationResult } from '../../domain/rectification/kinds.js';
import type { MatterFacts, RectificationState } from '../../domain/rectification/life.js';
import type { Reader } from '../database.js';
import { rectificationScopeSql, type RectificationViewer } from './rectification-scope.js';

/** A rectification as its table has it. */
export interface StoredMatter {
  id: number;
  clientId: string;
  no: string | null;
  revision: number;
  noticeId: number | null;
  findingId: number | null;
  visitId: number | null;
  foundOn: number | null;
  hallId: number;
  windowId: number | null;
  unitId: number | null;
  category: FindingCategory;
  severity: Severity;
  basisClause: string | null;
  deadlineType: DeadlineType;
  deadlineAmount: number | null;
  byDay: number | null;
  nextReviewOn: number | null;
  state: RectificationState;
  beforeState: RectificationState | null;
  issuedAt: number | null;
  issuedBy: number | null;
  receivedAt: number | null;
  startsAt: number | null;
  originalDueOn: number | null;
  dueOn: number | null;
  dueAt: number | null;
  warnAt: number | null;
  suspended: number;
  submittedAt: number | null;
  verifierId: number | null;
  verificationResult: VerificationResult | null;
  closedAt: number | null;
  closure: 'verified' | 'revoked' | null;
  extensions: number;
  reopenings: number;
  reminders: number;
  escalation: number;
}

const names: Record<keyof StoredMatter, true> = {
  id: true,
  clientId: true,
  no: true,
  revision: true,
  noticeId: true,
  findingId: true,
  visitId: true,
  foundOn: true,
  hallId: true,
  windowId: true,
  unitId: true,
  category: true,
  severity: true,
  basisClause: true,
  deadlineType: true,
  deadlineAmount: true,
  byDay: true,
  nextReviewOn: true,
  state: true,
  beforeState: true,
  issuedAt: true,
  issuedBy: true,
  receivedAt: true,
  startsAt: true,
  originalDueOn: true,
  dueOn: true,
  dueAt: true,
  warnAt: true,
  suspended: true,
  submittedAt: true,
  verifierId: true,
  verificationResult: true,
  closedAt: true,
  closure: true,
  extensions: true,
  reopenings: true,
  reminders: true,
  escalation: true,
};
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const columns = Object.keys(names)
  .map((name) => `m.${snake(name)} AS "${name}"`)
  .join(', ');

/** What hangs on a matter and decides who may do what. Persons as ids, never shown. */
interface Around {
  seenBy: string;
  createdBy: number;
  confirmedBy: number | null;
  unitPersons: string;
  newProofs: number;
  /** Extensions granted since it started last. */
  extensionsOfRun: number;
  appeals: number;
  /** A suspension without an end, or one that holds today. */
  held: number;
  /** A suspension of this run with an end that begins after today. */
  ahead: number;
}

const unitActs = `('acknowledge', 'report', 'submit', 'request_extension', 'appeal', 'prove')`;

/** SQL of a JSON list of who saw a matter: the inspectors of its visit, the supervisor whose lead or the leader whose comment it was. */
export const seenBySql = (matter: string): string => `(SELECT json_group_array(person_id) FROM (
    SELECT vi.person_id FROM visit_inspector vi WHERE vi.visit_id = ${matter}.visit_id
    UNION SELECT l.person_id FROM finding f JOIN lead l ON l.id = f.lead_id WHERE f.id = ${matter}.finding_id
    UNION SELECT q.signed_by FROM finding f JOIN quarter_comment q ON q.id = f.comment_id WHERE f.id = ${matter}.finding_id))`;

const around = `${seenBySql('m')} AS seenBy, m.created_by AS createdBy,
  (SELECT f.decided_by FROM finding f WHERE f.id = m.finding_id) AS confirmedBy,
  (SELECT json_group_array(DISTINCT e.person_id) FROM rectification_event e
    WHERE e.rectification_id = m.id AND e.action IN ${unitActs}) AS unitPersons,
  (SELECT count(*) FROM rectification_proof p
    WHERE p.rectification_id = m.id AND p.removed_at IS NULL AND p.submitted_at IS NULL) AS newProofs,
  (SELECT count(*) FROM rectification_extension x
    WHERE x.rectification_id = m.id AND x.granted = 1 AND x.decided_at >= coalesce(m.starts_at, 0)) AS extensionsOfRun,
  (SELECT count(*) FROM rectification_appeal q WHERE q.rectification_id = m.id) AS appeals,
  EXISTS(SELECT 1 FROM rectification_suspension s WHERE s.rectification_id = m.id
    AND (s.to_day IS NULL OR (s.from_day <= :today AND s.to_day >= :today))) AS held,
  EXISTS(SELECT 1 FROM rectification_suspension s WHERE s.rectification_id = m.id AND s.kind = 'suspension'
    AND s.from_day > :today AND s.to_day >= s.from_day AND s.set_at >= coalesce(m.starts_at, 0)) AS ahead`;

export interface MatterAt {
  matter: StoredMatter;
  facts: MatterFacts;
}

/** The facts of one matter this person may see; null where there is none for them. @param today day number */
export async function matterAt(
  reader: Reader,
  id: number,
  viewer: RectificationViewer,
  today: number,
): Promise<MatterAt | null> {
  const scope = rectificationScopeSql(viewer);
  const row = await reader.get<StoredMatter & Around>(
    `SELECT ${columns}, ${around} FROM rectification m WHERE m.id = :id AND ${scope.sql}`,
    { id, today, ...scope.params },
  );
  return row ? asMatter(row) : null;
}

function asMatter(row: StoredMatter & Around): MatterAt {
  const { seenBy, createdBy, confirmedBy, unitPersons, newProofs, extensionsOfRun, appeals, held, ahead, ...matter } =
    row;
  const facts: MatterFacts = {
    state: matter.state,
    beforeState: matter.beforeState,
    unitId: matter.unitId,
    seenBy: [...(JSON.parse(seenBy) as number[]), ...(matter.findingId === null ? [createdBy] : [])],
    confirmedBy,
    issuedBy: matter.issuedBy,
    unitPersons: JSON.parse(unitPersons) as number[],
    verifierId: matter.verifierId,
    verifiedDone: matter.verificationResult === 'done',
    newProofs,
    extensions: extensionsOfRun,
    appeals,
    dueAt: matter.dueAt,
    receivedAt: matter.receivedAt,
    suspended: held === 1,
    pauseAhead: ahead === 1,
    standing: matter.deadlineType === 'standing_measure',
    revoked: matter.closure === 'revoked',
  };
  return { matter, facts };
}

/** Id of the matter made under this client id, or of this finding. */
export async function matterByClientId(
  reader: Reader,
  clientId: string,
): Promise<{ id: number; findingId: number | null; createdBy: number } | null> {
  const row = await reader.get<{ id: number; findingId: number | null; createdBy: number }>(
    `SELECT id, finding_id AS findingId, created_by AS createdBy FROM rectification WHERE client_id = :clientId`,
    { clientId },
  );
  return row ?? null;
}
