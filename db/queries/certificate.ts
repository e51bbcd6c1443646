import type { Reader } from '../database.js';

/** The halls on a supervisor's certificate by their full names, and the main hall that issues it. */
export interface CertificateHalls {
  issuer: string;
  halls: string[];
}

/** A branch is issued for by the hall at the top of it; where several are, by that of the first. */
export async function certificateHalls(reader: Reader, supervisorId: number): Promise<CertificateHalls> {
  const halls = await reader.json<[name: string, main: string]>(
    `WITH RECURSIVE up(origin, id, parent_id, name, depth) AS (
        SELECT h.id, h.id, h.parent_id, h.name, 0 FROM supervisor_hall sh JOIN hall h ON h.id = sh.hall_id
          WHERE sh.supervisor_id = :supervisorId
        UNION ALL SELECT up.origin, h.id, h.parent_id, h.name, up.depth + 1 FROM up JOIN hall h ON h.id = up.parent_id
          WHERE up.depth < 10)
      SELECT json_group_array(json_array(o.name, (SELECT name FROM up WHERE origin = o.origin ORDER BY depth DESC LIMIT 1))
          ORDER BY o.origin) FROM up o WHERE o.depth = 0`,
    { supervisorId },
  );
  return { issuer: halls[0]?.[1] ?? '', halls: halls.map(([name]) => name) };
}
