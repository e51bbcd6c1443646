import type { Reader } from '../database.js';

/** Who stands on a paper by full name; the hall at the head issues. */
export interface IssuingParties {
  issuer: string;
  phone: string | null;
}

const issuing = `'issuer', coalesce(p.name, h.name), 'phone', coalesce(p.phone, h.phone)`;

/** Of an interview's notice and record. */
export async function interviewParties(reader: Reader, unitId: number): Promise<IssuingParties & { unit: string }> {
  const [found] = await reader.json<IssuingParties & { unit: string }>(
    `SELECT json_group_array(json_object(${issuing}, 'unit', u.name)) FROM unit u JOIN hall h ON h.id = u.hall_id
      LEFT JOIN hall p ON p.id = h.parent_id WHERE u.id = :unitId`,
    { unitId },
  );
  if (!found) throw new Error(`no unit ${unitId}`);
  return found;
}

/** Of a circular; units of its cases in their order. */
export async function circularParties(
  reader: Reader,
  id: number,
): Promise<IssuingParties & { units: (string | null)[] }> {
  const [found] = await reader.json<IssuingParties & { units: (string | null)[] }>(
    `SELECT json_group_array(json_object(${issuing}, 'units', json((SELECT json_group_array(
        (SELECT u.name FROM unit u WHERE u.id = m.unit_id) ORDER BY k.position)
      FROM circular_case k JOIN rectification m ON m.id = k.rectification_id WHERE k.circular_id = c.id))))
      FROM circular c JOIN hall h ON h.id = c.hall_id LEFT JOIN hall p ON p.id = h.parent_id WHERE c.id = :id`,
    { id },
  );
  if (!found) throw new Error(`no circular ${id}`);
  return found;
}
