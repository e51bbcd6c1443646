import { defaultSettings, type RectificationSettings } from '../../domain/rectification/settings.js';
import type { Reader, Tx } from '../database.js';

const KEY = 'rectification';

export interface StoredSettings {
  settings: RectificationSettings;
  /** 0 until somebody set them. */
  revision: number;
}

export async function readRectificationSettings(reader: Reader): Promise<StoredSettings> {
  const row = await reader.get<{ value: string; revision: number }>(
    `SELECT value, revision FROM setting WHERE key = :key`,
    { key: KEY },
  );
  if (!row) return { settings: defaultSettings, revision: 0 };
  // A setting of a later version of this list takes its usual value.
  const stored = JSON.parse(row.value) as Partial<RectificationSettings>;
  return { settings: { ...defaultSettings, ...stored }, revision: row.revision };
}

export async function writeRectificationSettings(tx: Tx, settings: RectificationSettings, now: number): Promise<void> {
  await tx.run(
    `INSERT INTO setting(key, value, updated_at) VALUES(:key, :value, :now)
       ON CONFLICT(key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at, revision = revision + 1`,
    { key: KEY, value: JSON.stringify(settings), now },
  );
}
