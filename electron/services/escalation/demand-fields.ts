import type { Reader } from '../../../db/database.js';
import type { StoredInterview } from '../../../db/queries/interviews.js';
import type { FindingCategory, Severity } from '../../../domain/checklist/kinds.js';
import type { RectificationFields } from '../../../domain/rectification/schema.js';
import { dayOf } from '../../../domain/time.js';

interface About {
  hallId: number;
  windowId: number | null;
  category: FindingCategory;
  severity: Severity;
  responsiblePerson: string | null;
  responsibleLeader: string | null;
}

/** Working days a demand is given at first; the office sets them before it issues. */
const DEMAND_WORKDAYS = 10;

/** What a draft of a demand knows: the place and kind of the matter it follows from, else the unit's hall alone. */
export async function demandFields(
  reader: Reader,
  interview: StoredInterview,
  { text, about }: StoredInterview['demands'][number],
): Promise<{ foundOn: number | null; fields: RectificationFields }> {
  const known = about
    ? await reader.get<About>(
        `SELECT hall_id AS hallId, window_id AS windowId, category, severity, responsible_person AS responsiblePerson,
           responsible_leader AS responsibleLeader FROM rectification WHERE id = :id`,
        { id: about.id },
      )
    : undefined;
  const plain: About = {
    ...{ hallId: interview.hallId, windowId: null, category: 'other', severity: 'general' },
    ...{ responsiblePerson: null, responsibleLeader: null },
  };
  return {
    foundOn: interview.heldAt === null ? null : dayOf(interview.heldAt),
    fields: {
      ...plain,
      ...known,
      problem: text,
      unitId: interview.unitId,
      basisClause: interview.no,
      ...{ goal: null, measures: [], leadUnitId: null, remark: null },
      deadline: {
        ...{ type: 'fixed_term_fix', amount: DEMAND_WORKDAYS, byDay: null, milestones: [], nextReviewDay: null },
      },
    },
  };
}
