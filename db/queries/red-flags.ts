import type { RedFlag } from '../../domain/ranking/month.js';
import type { Reader, Tx } from '../database.js';
import { briefSql, labelSql } from './hall-model.js';
import { labelsAt } from './hall-read.js';

/** Red flag windows (红旗窗口) of the months of a ranking. */

/** The latest month first; window and unit as they were called when they were honoured. */
export async function storedFlags(reader: Reader, hallId: number): Promise<RedFlag[]> {
  const flags = await reader.json<Omit<RedFlag, 'windowLabel'> & { unitId: number }>(
    `SELECT json_group_array(json_object('id', f.id, 'month', f.month, 'windowId', f.window_id, 'unitId', f.unit_id,
        'unitLabel', (SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = f.unit_id), 'reason', f.reason,
        'givenBy', (SELECT p.name FROM person p WHERE p.id = f.given_by), 'givenAt', f.given_at) ORDER BY f.month DESC, f.id)
      FROM red_flag f WHERE f.hall_id = :hallId`,
    { hallId },
  );
  const unitIds = flags.map(({ unitId }) => unitId);
  const today = await labelsAt(reader, 'unit', unitIds, Number.MAX_SAFE_INTEGER);
  const named: RedFlag[] = [];
  for (const { unitId, unitLabel, ...flag } of flags) {
    const windows = await labelsAt(reader, 'window', [flag.windowId], flag.givenAt);
    const was = (await labelsAt(reader, 'unit', [unitId], flag.givenAt)).get(unitId);
    // A unit that was renamed has its short name from its new one.
    const renamed = was !== undefined && was !== today.get(unitId);
    named.push({ ...flag, windowLabel: windows.get(flag.windowId) ?? '', unitLabel: renamed ? was : unitLabel });
  }
  return named;
}

const ofHall = `w.hall_id IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)`;
/** Whether a window is one of a hall or of its branches. */
export const isWindowOf = async (reader: Reader, windowId: number, hallId: number): Promise<boolean> =>
  (await reader.value<number>(`SELECT 1 FROM "window" w WHERE w.id = :windowId AND ${ofHall}`, {
    windowId,
    hallId,
  })) === 1;

/** Windows of a hall and its branches that are in use, by their labels. */
export const windowsInUse = (reader: Reader, hallId: number): Promise<{ id: number; label: string }[]> =>
  reader.json(
    `SELECT json_group_array(json_object('id', w.id, 'label', ${labelSql('window', 'w')}) ORDER BY w.hall_id, w.number, w.id)
      FROM "window" w WHERE w.state = 'active' AND ${ofHall}`,
    { hallId },
  );

/** Short labels of units, by id. */
export async function unitBriefs(reader: Reader, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await reader.json<[number, string]>(
    `SELECT json_group_array(json_array(u.id, ${briefSql('unit', 'u')}))
      FROM json_each(:ids) j CROSS JOIN unit u ON u.id = j.value`,
    { ids: JSON.stringify([...new Set(ids)]) },
  );
  return new Map(rows);
}

export interface NewFlag {
  clientId: string;
  monthId: number;
  hallId: number;
  month: number;
  windowId: number;
  unitId: number;
  reason: string;
  now: number;
  personId: number;
}

export const flagIdOf = (reader: Reader, flag: Pick<NewFlag, 'clientId'>): Promise<number | undefined> =>
  reader.value<number>(`SELECT id FROM red_flag WHERE client_id = :clientId`, { clientId: flag.clientId });
export const flagOfMonth = (reader: Reader, month: number, windowId: number): Promise<number | undefined> =>
  reader.value<number>(`SELECT id FROM red_flag WHERE month = :month AND window_id = :windowId`, { month, windowId });

export async function insertFlag(tx: Tx, flag: NewFlag): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO red_flag(client_id, month_id, hall_id, month, window_id, unit_id, reason, given_at, given_by)
      VALUES(:clientId, :monthId, :hallId, :month, :windowId, :unitId, :reason, :now, :personId)`,
    { ...flag },
  );
  return lastId;
}
