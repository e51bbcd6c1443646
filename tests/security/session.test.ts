import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signInDelay } from '../../domain/people.js';
import { DEMO_PASSWORD, hashPassword } from '../../electron/services/session/passwords.js';
import { addPerson, openConsole, PASSWORD, type TestConsole } from '../support/workspace.js';

describe('signing in', () => {
  let target: TestConsole;
  beforeEach(async () => {
    target = await openConsole();
  });
  afterEach(() => target.close());

  const wrong = (account: string) => target.refused('session.signIn', { account, password: 'not the password' });

  it('delays longer with every failure, and a right password does not end the waiting', async () => {
    await target.call('session.signOut', {});
    for (let failure = 0; failure < 3; failure += 1)
      expect((await wrong('office')).code).toBe('permission.wrongPassword');
    expect(await wrong('office')).toMatchObject({ code: 'permission.tooSoon', params: { seconds: 2 } });
    expect(await target.refused('session.signIn', { account: 'OFFICE', password: PASSWORD })).toMatchObject({
      code: 'permission.tooSoon',
    });
    target.time.now += 2000;
    expect((await wrong('office')).code).toBe('permission.wrongPassword');
    expect(await wrong('office')).toMatchObject({ code: 'permission.tooSoon', params: { seconds: 4 } });
    target.time.now += 4000;
    expect(await target.call('session.signIn', { account: 'office', password: PASSWORD })).toMatchObject({
      state: 'signedIn',
    });
    await target.call('session.signOut', {});
    expect((await wrong('office')).code).toBe('permission.wrongPassword');
  }, 30_000);

  it('keeps the waiting when the clock is set back or the tries come at once', async () => {
    await target.call('session.signOut', {});
    const burst = await Promise.all(Array.from({ length: 8 }, () => wrong('office')));
    expect(burst.filter(({ code }) => code === 'permission.wrongPassword')).toHaveLength(3);
    expect(burst.filter(({ code }) => code === 'permission.tooSoon')).toHaveLength(5);
    target.time.now -= 86_400_000;
    expect((await target.refused('session.signIn', { account: 'office', password: PASSWORD })).code).toBe(
      'permission.tooSoon',
    );
  }, 30_000);

  it('does not tell an account that exists from one that does not', async () => {
    await target.call('session.signOut', {});
    for (let failure = 0; failure < 3; failure += 1)
      expect((await wrong('nobody')).code).toBe('permission.wrongPassword');
    expect(await wrong('nobody')).toMatchObject({ code: 'permission.tooSoon', params: { seconds: 2 } });
  }, 30_000);

  it('writes every try down, and never a password', async () => {
    await target.call('session.signOut', {});
    await wrong('office');
    await target.call('session.signIn', { account: 'office', password: PASSWORD });
    const { ids } = await target.call('audit.list', {});
    const rows = await target.call('audit.rows', { ids });
    expect(rows.filter(({ action }) => action === 'session.signIn')).toHaveLength(2);
    const store = await readdir(join(target.folder, 'data'));
    for (const name of store.filter((file) => file.includes('sqlite'))) {
      const bytes = await readFile(join(target.folder, 'data', name));
      expect(bytes.includes(PASSWORD)).toBe(false);
      expect(bytes.includes('not the password')).toBe(false);
    }
  }, 30_000);

  it('keeps of a password what takes long to try', async () => {
    const kept = await target.workspace.database.read('test.hash', (reader) =>
      reader.value<string>('SELECT hash FROM person_secret'),
    );
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$/);
  });

  it('ends at once for a person who is disabled, and unlocks for nobody else', async () => {
    const id = await addPerson(target, 'leaving', ['office']);
    await target.call('session.lock', {});
    expect(await target.refused('session.unlock', { password: 'not the password' })).toMatchObject({
      code: 'permission.wrongPassword',
    });
    expect(await target.refused('session.signIn', { account: 'leaving', password: 'x' })).toBeTruthy();
    await target.call('session.unlock', { password: PASSWORD });
    const [row] = await target.call('people.rows', { ids: [id] });
    await target.call('people.setState', { id, revision: row!.revision, state: 'disabled', reason: '调离' });
    await target.call('session.signOut', {});
    expect(await target.refused('session.signIn', { account: 'leaving', password: PASSWORD })).toMatchObject({
      code: 'permission.disabled',
    });
  }, 30_000);

  it('never loses its last administrator', async () => {
    const { person } = await target.call('session.current', {});
    const [row] = await target.call('people.rows', { ids: [person!.id] });
    const { account, name, code, unitId, phone, note } = row!;
    expect(
      await target.refused('people.update', {
        id: row!.id,
        revision: row!.revision,
        fields: { account, name, code, unitId, phone, note, roles: ['leader'] },
      }),
    ).toMatchObject({ code: 'conflict.lastAdministrator' });
    expect(
      await target.refused('people.setState', { id: row!.id, revision: row!.revision, state: 'disabled', reason: 'x' }),
    ).toMatchObject({ code: 'conflict.lastAdministrator' });
  });

  it('is set up once', async () => {
    expect(
      await target.refused('session.setUp', {
        clientId: crypto.randomUUID(),
        hallName: '另一个大厅',
        administrator: { account: 'second', name: '第二', password: PASSWORD },
      }),
    ).toMatchObject({ code: 'conflict.alreadySetUp' });
    expect(await target.refused('session.demoSignIn', { personId: 1 })).toMatchObject({ code: 'permission.denied' });
  });

  it.each([
    ['short', 'a1b2c3d'],
    ['holds the account', 'xOFFICE-2026'],
    ['too few characters', 'aaaaaaaaab'],
  ])('refuses a new password that is weak: %s', async (_, next) => {
    expect(await target.refused('session.changePassword', { current: PASSWORD, next })).toMatchObject({
      code: 'validation.passwordWeak',
      fields: [{ path: 'next' }],
    });
  });
});

describe('the delay', () => {
  it.each([
    [0, 0],
    [2, 0],
    [3, 2],
    [4, 4],
    [9, 128],
    [12, 900],
    [1000, 900],
  ])('after %i failures is %i s', (failures, seconds) => expect(signInDelay(failures)).toBe(seconds));
});

describe('hashing', () => {
  it('is quick for the password of the demo hall in the demo hall alone', async () => {
    const cost = async (password: string, demo: boolean) => /m=\d+/.exec(await hashPassword(password, demo))?.[0];
    expect(await cost(DEMO_PASSWORD, true)).toBe('m=64');
    expect(await cost(DEMO_PASSWORD, false)).toBe('m=65536');
    expect(await cost(PASSWORD, true)).toBe('m=65536');
  });
});
