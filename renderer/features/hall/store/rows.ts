import type { HallEntity, HallRow } from '../../../../domain/hall/entities.js';
import type { HallFilter } from '../../../../domain/contract/commands/hall.js';
import { call } from '../../../api/client';

const PIECE = 500;

/** Rows by their ids, however many. */
export async function rowsOf(entity: HallEntity, ids: readonly number[]): Promise<HallRow[]> {
  const pieces: HallRow[][] = [];
  for (let at = 0; at < ids.length; at += PIECE)
    pieces.push(await call('hall.rows', { entity, ids: ids.slice(at, at + PIECE) }));
  return pieces.flat();
}

export interface Few {
  total: number;
  rows: HallRow[];
}

/** The first rows of a list, and how many there are. */
export async function firstRows(entity: HallEntity, filter: HallFilter, most: number): Promise<Few> {
  const { ids, total } = await call('hall.list', { entity, filter });
  return { total, rows: ids.length === 0 ? [] : await rowsOf(entity, ids.slice(0, most)) };
}
