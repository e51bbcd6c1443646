import type { ReplyMatter } from '../../domain/rectification/reply-plan.js';
import type { Reader } from '../database.js';

const measuresSql = `(SELECT json_group_array(json_object('id', c.id, 'text', c.text, 'doneDay', c.done_day, 'note', c.note)
    ORDER BY c.position) FROM rectification_measure c WHERE c.rectification_id = m.id)`;

/** Matters by their numbers, whosever they are; what may be told of them is decided by who asks. */
export function mattersByNumber(reader: Reader, numbers: readonly string[]): Promise<ReplyMatter[]> {
  return reader.json<ReplyMatter>(
    `SELECT json_group_array(json_object('id', m.id, 'no', m.no, 'revision', m.revision, 'unitId', m.unit_id,
        'state', m.state, 'problem', m.problem, 'issuedAt', m.issued_at, 'measures', json(${measuresSql}),
        'lastNote', (SELECT e.note FROM rectification_event e WHERE e.rectification_id = m.id AND e.action = 'report'
          ORDER BY e.id DESC LIMIT 1)))
      FROM rectification m WHERE m.no IN (SELECT value FROM json_each(:numbers))`,
    { numbers: JSON.stringify(numbers) },
  );
}

export interface UnitOnPaper {
  name: string;
  hall: string;
}

/** How a unit and its hall are called now; undefined where there is no such unit. */
export const unitOnPaper = (reader: Reader, unitId: number): Promise<UnitOnPaper | undefined> =>
  reader.get<UnitOnPaper>(
    `SELECT u.name, h.name AS hall FROM unit u JOIN hall h ON h.id = u.hall_id WHERE u.id = :unitId`,
    { unitId },
  );
