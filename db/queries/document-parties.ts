import type { Reader } from '../database.js';

/** Who stands on a paper by full name. */
export interface DocumentParties {
  /** The hall at the head of the matter's own, which issues. */
  issuer: string;
  phone: string | null;
  unit: string | null;
  leadUnit: string | null;
  windowHall: string;
  /** What was said with the notice. */
  noticeNote: string | null;
}

/** Parties of these matters by id; those of drafts as well. */
export async function documentParties(reader: Reader, ids: readonly number[]): Promise<Map<number, DocumentParties>> {
  const found = await reader.json<[number, DocumentParties]>(
    `SELECT json_group_array(json_array(m.id, json_object('issuer', coalesce(p.name, h.name),
        'phone', coalesce(p.phone, h.phone), 'unit', (SELECT u.name FROM unit u WHERE u.id = m.unit_id),
        'leadUnit', (SELECT u.name FROM unit u WHERE u.id = m.lead_unit_id), 'windowHall', h.name,
        'noticeNote', (SELECT n.note FROM rectification_notice n WHERE n.id = m.notice_id))))
      FROM json_each(:ids) j CROSS JOIN rectification m ON m.id = j.value
      JOIN hall h ON h.id = m.hall_id LEFT JOIN hall p ON p.id = h.parent_id`,
    { ids: JSON.stringify(ids) },
  );
  return new Map(found);
}

/** The issued matters that stand on the notices of these ones, with them. */
export const onSameNotices = (reader: Reader, ids: readonly number[]): Promise<number[]> =>
  reader.json<number>(
    `SELECT json_group_array(id ORDER BY number) FROM rectification WHERE notice_id IN (
      SELECT notice_id FROM rectification WHERE id IN (SELECT value FROM json_each(:ids)))`,
    { ids: JSON.stringify(ids) },
  );
