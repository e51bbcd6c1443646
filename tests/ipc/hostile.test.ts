import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../db/audit.js';
import { checkIntegrity } from '../../db/integrity.js';
import { commandNames, commands } from '../../domain/contract/commands/index.js';
import { errorCatalogue } from '../../domain/errors.js';
import { hostileInputs, seeded } from '../support/hostile.js';
import { openConsole, PASSWORD, type TestConsole } from '../support/workspace.js';

const CALLS = 10_000;
/** Hashing a password takes a tenth of a second and is tested elsewhere. */
const SLOW = new Set([
  'session.signIn',
  'session.unlock',
  'session.setUp',
  'session.changePassword',
  'people.create',
  'people.resetPassword',
]);

describe('hostile input', () => {
  let target: TestConsole;
  beforeAll(async () => {
    target = await openConsole();
  }, 30_000);
  afterAll(() => target.close());

  it(`gets a clear answer ${CALLS} times, and the store stays whole`, async () => {
    const seed = Number(process.env['MINGCHA_SEED'] ?? 20261121);
    const random = seeded(seed);
    const makers = commandNames
      .filter((name) => name in target.workspace.handlers)
      .map((name) => ({ name, make: hostileInputs(commands[name].input, random) }));
    const wrong: string[] = [];
    let done = 0;
    for (let round = 0; done < CALLS; round += 1) {
      for (const { name, make } of makers) {
        if (SLOW.has(name) && round % 40 !== 0) continue;
        if ((await target.call('session.current', {})).state !== 'signedIn') await comeBack(target);
        const input = random() < 0.1 ? make.right() : make.spoilt();
        const answer = await target.send(name, input);
        done += 1;
        const code = answer.ok ? null : answer.error.code;
        if (code !== null && (code === 'internal' || !(code in errorCatalogue))) {
          wrong.push(`${name} ${JSON.stringify(input)?.slice(0, 300)} -> ${code}`);
        }
        if (code === 'validation.input' && !answer.ok && answer.error.fields.length === 0)
          wrong.push(`${name}: no field named`);
      }
    }
    expect(wrong.slice(0, 10), `seed ${seed}`).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(await verifyChain(target.workspace.database)).toMatchObject({ ok: true });
    expect(await checkIntegrity(target.workspace.database)).toEqual({ ok: true, faults: [] });
  }, 300_000);

  it.each([[''], ['nothing.such'], ['__proto__'], ['constructor'], ['toString'], ['x'.repeat(1e6)]])(
    'refuses a command that is not in the contract (%.20s)',
    async (name) => {
      const answer = await target.send(name, {});
      expect(answer).toMatchObject({ ok: false, error: { code: 'notFound.command' } });
    },
  );
});

/** A right input may have signed out or locked. */
async function comeBack(target: TestConsole): Promise<void> {
  await target.send('session.unlock', { password: PASSWORD });
  if ((await target.call('session.current', {})).state === 'signedIn') return;
  target.time.now += 3_600_000;
  await target.call('session.signIn', { account: 'office', password: PASSWORD });
}
