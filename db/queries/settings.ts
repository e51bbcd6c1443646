import type { Reader, Tx } from '../database.js';

const IDLE_MINUTES = 'idleMinutes';
export const IDLE_MINUTES_DEFAULT = 10;

/** Minutes without input until the console locks; 0 never. */
export async function readIdleMinutes(reader: Reader): Promise<number> {
  const text = await reader.value<string>(`SELECT value FROM setting WHERE key = :key`, { key: IDLE_MINUTES });
  return text === undefined ? IDLE_MINUTES_DEFAULT : (JSON.parse(text) as number);
}

export async function writeIdleMinutes(tx: Tx, minutes: number, now: number): Promise<void> {
  await tx.run(
    `INSERT INTO setting(key, value, updated_at) VALUES(:key, :value, :now)
       ON CONFLICT(key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at, revision = revision + 1`,
    { key: IDLE_MINUTES, value: JSON.stringify(minutes), now },
  );
}
