import type { HallEntity } from '../../domain/hall/entities.js';
import type { Known } from '../../domain/hall/import-names.js';
import type { ImportStore } from '../../domain/hall/import-plan.js';
import { hallSchema } from '../../domain/hall/schema.js';
import type { Reader } from '../database.js';
import { familyOf, hallModels, hallOf, labelSql } from './hall-model.js';
import { activeRows } from './hall-read.js';

/** SQL of what rows are called by in files, the shortest first. */
const wordsSql: Partial<Record<HallEntity, readonly string[]>> = {
  hall: ['r.short_name', 'r.name'],
  zone: ['r.name'],
  unit: ['r.short_name', 'r.name'],
  window: ['r.number', labelSql('window', 'r'), 'r.name'],
  post: [labelSql('post', 'r'), 'r.name'],
  recorder: ['r.name'],
};

/** Entities that rows of this one refer to, and the halls. */
export function referredTo(entity: HallEntity): HallEntity[] {
  return [...new Set<HallEntity>(['hall', ...hallSchema[entity].fields.flatMap(({ to }) => (to ? [to] : []))])];
}

/** Active rows that words of a file may name. */
export async function knownRows(
  reader: Reader,
  entities: readonly HallEntity[],
): Promise<Map<HallEntity, readonly Known[]>> {
  const known = new Map<HallEntity, readonly Known[]>();
  for (const entity of entities) {
    const rows = await reader.json<[number, number, number, (string | null)[]]>(
      `SELECT json_group_array(json_array(r.id, ${hallOf(entity, 'r')}, ${familyOf(hallOf(entity, 'r'))},
          json_array(${(wordsSql[entity] ?? []).join(', ')}))) FROM ${hallModels[entity].table} r WHERE r.state = 'active'`,
    );
    known.set(
      entity,
      rows.map(([id, hallId, familyId, words]) => ({
        id,
        hallId,
        familyId,
        words: words.filter((word): word is string => word !== null),
      })),
    );
  }
  return known;
}

/** All a file of this entity is compared with. */
export async function importStore(reader: Reader, entity: HallEntity): Promise<ImportStore> {
  return { known: await knownRows(reader, referredTo(entity)), rows: await activeRows(reader, entity) };
}

/**
 * Grows with every change of what a file of this entity is compared with: rows are never deleted and every change
 * raises a revision. The same stamp means the same rows.
 */
export async function importStamp(reader: Reader, entity: HallEntity): Promise<string> {
  const tables = [...new Set([...referredTo(entity), entity])].map((one) => hallModels[one].table);
  const parts = tables.map((table) => `(SELECT count(*) + coalesce(sum(revision), 0) FROM ${table})`);
  return (await reader.value<string>(`SELECT json_array(${parts.join(', ')})`)) ?? '';
}
