import type { NamePattern, NamePatternFields } from '../../domain/footage/recording.js';
import { readyNamePatterns } from '../../domain/footage/name-pattern.js';
import type { MigrationStep } from '../migrations/migration.js';
import type { Reader, Tx } from '../database.js';

interface PatternRecord {
  id: number;
  revision: number;
  ready: number;
  position: number;
  title: string;
  pattern: string;
  zone: NamePattern['zone'];
  channel_shift: number;
  example: string;
  enabled: number;
}

const COLUMNS = 'id, revision, ready, position, title, pattern, zone, channel_shift, example, enabled';

const patternOf = ({ channel_shift, ready, enabled, ...rest }: PatternRecord): NamePattern => ({
  ...rest,
  ready: ready === 1,
  enabled: enabled === 1,
  channelShift: channel_shift,
});

/** In the order they are tried: those of this house before the ready ones. */
export async function namePatterns(reader: Reader): Promise<NamePattern[]> {
  const records = await reader.all<PatternRecord>(`SELECT ${COLUMNS} FROM name_pattern ORDER BY ready, position, id`);
  return records.map(patternOf);
}

export async function namePatternById(reader: Reader, id: number): Promise<NamePattern | null> {
  const record = await reader.get<PatternRecord>(`SELECT ${COLUMNS} FROM name_pattern WHERE id = :id`, { id });
  return record ? patternOf(record) : null;
}

const INSERT = `INSERT INTO name_pattern(title, pattern, zone, channel_shift, example, ready, enabled, position, created_at, updated_at)
  VALUES(:title, :pattern, :zone, :channelShift, :example, :ready, :enabled,
    (SELECT coalesce(max(position), 0) + 1 FROM name_pattern), :now, :now)`;

const paramsOf = ({ enabled, ...fields }: NamePatternFields) => ({ ...fields, enabled: enabled ? 1 : 0 });

/** @returns the new pattern's id */
export async function insertNamePattern(tx: Tx, fields: NamePatternFields, now: number): Promise<number> {
  return (await tx.run(INSERT, { ...paramsOf(fields), ready: 0, now })).lastId;
}

/** @returns whether the row still had that revision */
export async function updateNamePattern(
  tx: Tx,
  id: number,
  revision: number,
  fields: NamePatternFields,
  now: number,
): Promise<boolean> {
  const { changes } = await tx.run(
    `UPDATE name_pattern SET title = :title, pattern = :pattern, zone = :zone, channel_shift = :channelShift,
        example = :example, enabled = :enabled, updated_at = :now, revision = revision + 1
      WHERE id = :id AND revision = :revision`,
    { ...paramsOf(fields), id, revision, now },
  );
  return changes === 1;
}

export async function deleteNamePattern(tx: Tx, id: number): Promise<void> {
  await tx.run(`DELETE FROM name_pattern WHERE id = :id AND ready = 0`, { id });
}

/** Puts in the patterns that come with the console. Of nobody's time: they were there before anything was taken in. */
export async function seedNamePatterns(step: Pick<MigrationStep, 'run'>): Promise<void> {
  for (const fields of readyNamePatterns) await step.run(INSERT, { ...paramsOf(fields), ready: 1, now: 0 });
}
