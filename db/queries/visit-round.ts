import type { VisitMode } from '../../domain/visit.js';
import type { Reader } from '../database.js';

/** Where a round sends its inspectors. */
export interface Assignment {
  roundObjectId: number;
  kind: 'window' | 'unit';
  objectId: number;
  roundId: number;
  roundState: 'open' | 'closed';
  planId: number;
  planState: 'draft' | 'active' | 'closed';
  mode: VisitMode | null;
  templateId: number | null;
  inspectorIds: number[];
}

/** One object of a round; undefined when there is none of this id. */
export async function assignmentById(reader: Reader, roundObjectId: number): Promise<Assignment | undefined> {
  const row = await reader.get<Omit<Assignment, 'inspectorIds'> & { inspectors: string }>(
    `SELECT o.id AS roundObjectId, o.kind, o.object_id AS objectId, r.id AS roundId, r.state AS roundState,
        p.id AS planId, p.state AS planState, r.mode, r.template_id AS templateId,
        (SELECT json_group_array(person_id) FROM (SELECT person_id FROM round_inspector
          WHERE round_object_id = o.id ORDER BY person_id)) AS inspectors
      FROM round_object o JOIN inspection_round r ON r.id = o.round_id JOIN inspection_plan p ON p.id = r.plan_id
      WHERE o.id = :roundObjectId`,
    { roundObjectId },
  );
  if (!row) return undefined;
  const { inspectors, ...rest } = row;
  return { ...rest, inspectorIds: JSON.parse(inspectors) as number[] };
}
