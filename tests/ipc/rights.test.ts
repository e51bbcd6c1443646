import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandNames, commands } from '../../domain/contract/commands/index.js';
import { roles, type Role } from '../../domain/people.js';
import { addPerson, openConsole, PASSWORD, type TestConsole } from '../support/workspace.js';

/** What the permission check answers, whatever the input is worth. */
const DENIALS = new Set([
  'permission.signIn',
  'permission.denied',
  'permission.locked',
  'permission.mustChangePassword',
]);

describe('rights', () => {
  let target: TestConsole;
  const ids = new Map<Role, number>();

  beforeAll(async () => {
    target = await openConsole({ demo: true });
    const tree = await target.call('hall.tree', {});
    const unit = await target.call('hall.create', {
      clientId: crypto.randomUUID(),
      draft: {
        entity: 'unit',
        fields: {
          hallId: tree.halls[0]!.id,
          name: '市场监督管理局',
          shortName: null,
          leader: null,
          phone: null,
          note: null,
        },
      },
    });
    for (const role of roles) {
      ids.set(role, await addPerson(target, `p-${role}`, [role], role === 'unit_contact' ? unit.id : null));
    }
  }, 60_000);
  afterAll(() => target.close());

  /** Input that cannot pass its schema, so that nothing is done: only the permission is asked for. */
  const nonsense = { surprise: true };
  const codeOf = async (name: string): Promise<string> => {
    const answer = await target.send(name, nonsense);
    return answer.ok ? 'ok' : answer.error.code;
  };

  it.each(roles.map((role) => [role]))('%s reaches its own commands and no other', async (role) => {
    await target.call('session.demoSignIn', { personId: ids.get(role)! });
    const wrong: string[] = [];
    for (const name of commandNames) {
      const { access } = commands[name];
      const may = access === 'anyone' || access === 'signedIn' || access.includes(role);
      const code = await codeOf(name);
      if (may === DENIALS.has(code)) wrong.push(`${name}: ${code}`);
    }
    expect(wrong).toEqual([]);
  });

  it('nobody at the desk reaches only what is open to anyone', async () => {
    await target.call('session.signOut', {});
    const wrong: string[] = [];
    for (const name of commandNames) {
      const code = await codeOf(name);
      if ((commands[name].access === 'anyone') === (code === 'permission.signIn')) wrong.push(`${name}: ${code}`);
    }
    expect(wrong).toEqual([]);
  });

  it('a locked console answers nothing that needs a person', async () => {
    await target.call('session.demoSignIn', { personId: ids.get('office')! });
    await target.call('session.lock', {});
    const wrong: string[] = [];
    for (const name of commandNames) {
      if (commands[name].access !== 'anyone' && (await codeOf(name)) !== 'permission.locked') wrong.push(name);
    }
    expect(wrong).toEqual([]);
  });
});

describe('a person who must change the password', () => {
  it('can do that and nothing else', async () => {
    const target = await openConsole();
    await addPerson(target, 'fresh', ['office']);
    await target.call('session.signOut', {});
    expect(await target.call('session.signIn', { account: 'fresh', password: PASSWORD })).toMatchObject({
      state: 'mustChange',
    });
    const wrong: string[] = [];
    for (const name of commandNames) {
      const answer = await target.send(name, { surprise: true });
      const code = answer.ok ? 'ok' : answer.error.code;
      const open = commands[name].access === 'anyone' || name === 'session.changePassword';
      if (open === (code === 'permission.mustChangePassword')) wrong.push(`${name}: ${code}`);
    }
    expect(wrong).toEqual([]);
    await target.call('session.changePassword', { current: PASSWORD, next: 'entirely new 5' });
    expect(await target.call('session.current', {})).toMatchObject({ state: 'signedIn' });
    await target.close();
  }, 30_000);
});
