// Runs in a process of its own, to be killed, starved or kept out: node child.js <command> <folder>
import { writeSync } from 'node:fs';
import { openDatabase, type Database } from '../../../db/database.js';
import { AppError } from '../../../domain/errors.js';

const say = (value: unknown): void => void writeSync(1, `${JSON.stringify(value)}\n`);

/** One person, three roles, one audit row: all or nothing. */
const writeFamily = (database: Database, n: number): Promise<void> =>
  database.write('child.family', async (tx) => {
    const { lastId } = await tx.run('INSERT INTO person(account, name, created_at) VALUES(?, ?, 0)', [
      `p${n}`,
      'x'.repeat(400),
    ]);
    await tx.run('INSERT INTO person_role SELECT :id, value->>0 FROM jsonb_each(:roles)', {
      id: lastId,
      roles: '[["office"],["leader"],["auditor"]]',
    });
    await tx.audit({ action: 'test', object: 'person', ref: lastId, actor: { personId: null, name: 'child' } });
  });

const STATE = `SELECT count(*) AS people, coalesce(max(id), 0) AS last,
  (SELECT count(*) FROM person_role) AS roles, (SELECT count(*) FROM audit) AS rows, (SELECT seq FROM audit_head) AS head FROM person`;

const commands: Readonly<Record<string, (database: Database) => Promise<void>>> = {
  /** Opens, tells, ends. */
  open: async () => say({ ok: true }),
  /** Holds the folder until killed. */
  hold: async () => {
    say({ ok: true });
    await new Promise((done) => setTimeout(done, 60_000));
  },
  /** Tells what is there, then writes until killed and tells each number once it is answered. */
  write: async (database) => {
    const state = await database.read('child.state', (reader) => reader.get<{ last: number }>(STATE));
    say(state);
    for (let n = (state?.last ?? 0) + 1; ; n += 1) {
      await writeFamily(database, n);
      say(n);
    }
  },
};

const [command = '', folder = ''] = process.argv.slice(2);
try {
  const database = await openDatabase({ folder, clock: () => Date.now() });
  await commands[command]?.(database);
  await database.close();
} catch (error) {
  say(
    error instanceof AppError
      ? { ok: false, code: error.code, params: error.params }
      : { ok: false, code: String(error) },
  );
}
