import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLightSql, isWaitingSql, lightSql } from '../../db/queries/rectification-light.js';
import { lights, verificationResults, waitingKinds } from '../../domain/rectification/kinds.js';
import {
  rectificationActionNames,
  rectificationStates,
  stateAfter,
  type RectificationState,
} from '../../domain/rectification/life.js';
import { lightOf } from '../../domain/rectification/light.js';
import { waitingFor } from '../../domain/rectification/waiting.js';
import { rectificationActions } from '../../domain/rectification/life.js';
import { smallHall, type SmallHall } from '../support/hall.js';
import { openConsole, type TestConsole } from '../support/workspace.js';

let console: TestConsole;
let hall: SmallHall;
beforeAll(async () => {
  console = await openConsole();
  hall = await smallHall(console);
});
afterAll(() => console.close());

const branches: readonly RectificationState[] = ['extension_pending', 'appealed', 'shelved'];
type Row = Record<string, string | number | null>;

/** A row in this state; `wrong` undoes the transaction that made it. */
function rowIn(state: RectificationState, more: Row = {}): Row {
  const draft = state === 'draft';
  return {
    client_id: crypto.randomUUID(),
    origin: 'office',
    hall_id: hall.hall.id,
    problem: '空岗',
    category: 'attendance',
    severity: 'general',
    deadline_type: 'fixed_term_fix',
    state,
    before_state: branches.includes(state) ? 'in_rectification' : null,
    no: draft ? null : crypto.randomUUID(),
    number: null,
    issued_at: draft ? null : 1,
    closed_at: state === 'closed' ? 1 : null,
    closure: state === 'closed' ? 'revoked' : null,
    created_by: 1,
    created_at: 1,
    updated_at: 1,
    ...more,
  };
}

class Undo extends Error {}
/** Works on a row and takes everything back. */
async function tried(
  row: Row,
  work: (id: number, run: (sql: string) => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const names = Object.keys(row);
  await console.workspace.database
    .write(
      'test.try',
      async (tx) => {
        // Numbers are given with `no`.
        const whole = row.no === null ? row : { ...row, year: 2026, number: Math.floor(Math.random() * 1e9) + 1 };
        const columns = [...new Set([...names, ...Object.keys(whole)])];
        const { lastId } = await tx.run(
          `INSERT INTO rectification(${columns.join(', ')}) VALUES(${columns.map((name) => `:${name}`).join(', ')})`,
          whole,
        );
        await work(lastId, (sql) => tx.run(sql, { id: lastId }));
        throw new Undo();
      },
      { unaudited: true },
    )
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
}

/** Every move the table of the life knows, by its actions. */
const known = new Set(
  rectificationActionNames.flatMap((action) =>
    rectificationActions[action].from.flatMap((state) => {
      const befores = branches.includes(state)
        ? (['acknowledged', 'in_rectification', 'returned', 'reopened', 'issued'] as const)
        : [null];
      return befores.map(
        (beforeState) => `${state}(${beforeState ?? ''})>${stateAfter(action, { state, beforeState }) ?? 'gone'}`,
      );
    }),
  ),
);

describe('the moves of a state', () => {
  it.each(rectificationStates)('from %s, the store knows the very same as the rules', async (from) => {
    const befores = branches.includes(from)
      ? (['acknowledged', 'in_rectification', 'returned', 'reopened', 'issued'] as const)
      : [null];
    for (const before of befores)
      for (const to of rectificationStates) {
        if (to === from) continue;
        const row = rowIn(from, { before_state: before });
        const closing = to === 'closed' ? `, closed_at = 1, closure = 'revoked'` : `, closed_at = NULL, closure = NULL`;
        const next = branches.includes(to) ? `'${from}'` : 'NULL';
        const number = from === 'draft' ? `, no = 'x', year = 2026, number = 999999999, issued_at = 1` : '';
        let moved = true;
        await tried(row, async (_, run) => {
          await run(
            `UPDATE rectification SET state = '${to}', before_state = ${next}${closing}${number} WHERE id = :id`,
          ).catch(() => (moved = false));
        });
        expect([from, before, to, moved]).toEqual([from, before, to, known.has(`${from}(${before ?? ''})>${to}`)]);
      }
  });

  it.each([
    `problem = 'anders'`,
    `unit_id = NULL, hall_id = hall_id`,
    `no = 'andere'`,
    `deadline_amount = 99`,
    `responsible_person = 'x'`,
  ])('what was issued does not change: %s', async (change) => {
    await tried(rowIn('in_rectification'), async (_, run) => {
      await expect(run(`UPDATE rectification SET ${change} WHERE id = :id`)).rejects.toMatchObject({
        code: 'db.constraint',
      });
      await expect(run('DELETE FROM rectification WHERE id = :id')).rejects.toMatchObject({ code: 'db.constraint' });
    });
  });

  it('a matter is struck off as verified by somebody else than its verifier alone', async () => {
    const verifying = rowIn('verifying', { verifier_id: 1, verification_result: 'done' });
    const close = `UPDATE rectification SET state = 'closed', closed_at = 1, closure = 'verified', closed_by = 1 WHERE id = :id`;
    await tried(verifying, async (_, run) => {
      await expect(run(close)).rejects.toMatchObject({ code: 'db.constraint' });
    });
  });
});

describe('lights and whom a matter waits for', () => {
  const moments = [99, 100, 101, 199, 200, 201];
  const facts = rectificationStates.flatMap((state) =>
    [0, 1].flatMap((suspended) =>
      [
        [100, 200],
        [null, 200],
        [null, null],
      ].map(([warn_at, due_at]) => ({ state, suspended, warn_at: warn_at ?? null, due_at: due_at ?? null })),
    ),
  );
  const table = `(SELECT value->>'state' AS state, value->>'suspended' AS suspended, value->>'warn_at' AS warn_at,
    value->>'due_at' AS due_at, value->>'result' AS verification_result FROM json_each(:facts)) m`;
  const read = <T>(sql: string, params: Record<string, string | number>): Promise<T[]> =>
    console.workspace.database.read('test', (reader) => reader.json<T>(sql, params));

  it.each(moments)('at %i are the same in the store as in the rules, in every state', async (now) => {
    const expected = facts.map(({ state, suspended, warn_at: warnAt, due_at: dueAt }) =>
      lightOf({ state, dueAt, warnAt, suspended: suspended === 1 }, now),
    );
    const given = { facts: JSON.stringify(facts) };
    expect(await read(`SELECT json_group_array(${lightSql}) FROM ${table}`, { ...given, now })).toEqual(expected);
    for (const light of lights) {
      const asksNow = isLightSql[light].includes(':now') ? { now } : {};
      const found = await read<number>(`SELECT json_group_array(coalesce(${isLightSql[light]}, 0)) FROM ${table}`, {
        ...given,
        ...asksNow,
      });
      expect([light, found]).toEqual([light, expected.map((one) => (one === light ? 1 : 0))]);
    }
  });

  it('waiting is the same in the store as in the rules, in every state and with every result', async () => {
    const rows = rectificationStates.flatMap((state) =>
      [null, ...verificationResults].map((result) => ({ state, result })),
    );
    const expected = rows.map(({ state, result }) => waitingFor(state, result));
    for (const kind of waitingKinds) {
      const found = await read<number>(`SELECT json_group_array(${isWaitingSql[kind]}) FROM ${table}`, {
        facts: JSON.stringify(rows),
      });
      expect([kind, found]).toEqual([kind, expected.map((one) => (one === kind ? 1 : 0))]);
    }
  });
});
