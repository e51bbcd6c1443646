import { DAY_MS, SHANGHAI_OFFSET_MS } from '../../../../domain/time.js';
import { call } from '../../../api/client';

/** A recorder as long as it keeps: what of the last days is still on it. */
export interface RecorderKeep {
  id: number;
  name: string;
  keepDays: number;
  cameras: number;
  /** First day, as a day number, that is not overwritten. */
  since: number;
}

/** Most rows asked for at once. */
const AT_ONCE = 500;

async function rowsOf(entity: 'recorder' | 'camera') {
  const { ids } = await call('hall.list', { entity });
  const rows = [];
  for (let at = 0; at < ids.length; at += AT_ONCE)
    rows.push(...(await call('hall.rows', { entity, ids: ids.slice(at, at + AT_ONCE) })));
  return rows;
}

/** Recorders in use with the days they still hold, the shortest first. */
export async function recorderKeeps(now: number): Promise<RecorderKeep[]> {
  const [recorders, cameras] = await Promise.all([rowsOf('recorder'), rowsOf('camera')]);
  const today = Math.floor((now + SHANGHAI_OFFSET_MS) / DAY_MS);
  return recorders
    .flatMap((row) => {
      if (row.entity !== 'recorder' || row.state !== 'active') return [];
      const { name, keepDays } = row.fields;
      const own = cameras.filter(
        (camera) => camera.entity === 'camera' && camera.state === 'active' && camera.fields.recorderId === row.id,
      );
      return [{ id: row.id, name, keepDays, cameras: own.length, since: today - keepDays }];
    })
    .sort((a, b) => a.keepDays - b.keepDays || a.id - b.id);
}
