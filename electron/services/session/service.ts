import type { Database } from '../../../db/database.js';
import {
  anyPerson,
  insertPerson,
  noteFailure,
  noteSignIn,
  peopleByIds,
  peopleIds,
  personByAccount,
  personById,
  secretOf,
  setPassword,
} from '../../../db/queries/people.js';
import type { SessionView } from '../../../domain/contract/commands/session.js';
import { AppError } from '../../../domain/errors.js';
import { signInDelay, type Person } from '../../../domain/people.js';
import type { Clock } from '../../../domain/time.js';
import type { Actor, CallContext, OpenContext } from '../../ipc/context.js';
import type { Principal, SessionGate } from './gate.js';
import { decoyHash, hashPassword, requireStrong, verifyPassword } from './passwords.js';

interface Dependencies {
  database: Database;
  clock: Clock;
  demo: boolean;
  /** Makes the first hall inside the same transaction as its administrator. */
  firstHall(
    tx: Parameters<Parameters<Database['write']>[1]>[0],
    actor: Actor,
    hall: { clientId: string; name: string },
  ): Promise<void>;
  /** Puts the checklists that come with the program into the same transaction. */
  firstTemplates(tx: Parameters<Parameters<Database['write']>[1]>[0], actor: Actor): Promise<void>;
  idleMinutes(): number;
  changed(): void;
}

/** Accounts nobody has are delayed too, or their absence would show. At most this many are remembered. */
const MOST_STRANGERS = 1000;

/** Who is at the desk. One session for the whole console: a second window shows the same person. */
export class SessionService implements SessionGate {
  #person: Person | null = null;
  #locked = false;
  #strangers = new Map<string, { failures: number; at: number }>();
  /** Sign-ins run one after another, so that a delay cannot be passed by asking in parallel. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: Dependencies) {}

  principal(): Principal | null {
    const person = this.#person;
    if (!person) return null;
    return {
      state: this.#locked ? 'locked' : this.#mustChange(person) ? 'mustChange' : 'signedIn',
      actor: { personId: person.id, name: person.name },
      roles: person.roles,
      unitId: person.unitId,
      opensIdentity: person.opensIdentity,
    };
  }

  async view(): Promise<SessionView> {
    const { demo } = this.deps;
    const idleMinutes = this.deps.idleMinutes();
    const principal = this.principal();
    if (principal && this.#person) {
      const { id, account, name, code, roles, unitId, unitName, opensIdentity } = this.#person;
      return {
        state: principal.state,
        person: { id, account, name, code, roles, unitId, unitName, opensIdentity },
        demo,
        idleMinutes,
      };
    }
    const set = demo || (await this.deps.database.read('session.any', anyPerson));
    return { state: set ? 'signedOut' : 'setUp', person: null, demo, idleMinutes };
  }

  /** First start. @throws AppError `conflict.alreadySetUp` */
  async setUp(
    input: { clientId: string; hallName: string; administrator: { account: string; name: string; password: string } },
    context: OpenContext,
  ): Promise<SessionView> {
    const { account, name, password } = input.administrator;
    requireStrong(password, account, 'administrator.password');
    const hash = await hashPassword(password, this.deps.demo);
    const id = await this.deps.database.write(context.command, async (tx) => {
      if (await anyPerson(tx)) throw new AppError('conflict.alreadySetUp');
      const fields = {
        account,
        name,
        code: null,
        roles: ['office' as const],
        unitId: null,
        phone: null,
        note: null,
        opensIdentity: false,
      };
      const personId = await insertPerson(tx, {
        clientId: input.clientId,
        fields,
        mustChangePassword: false,
        hash,
        now: context.now,
      });
      const actor = { personId, name };
      await tx.audit({ action: context.command, object: 'person', ref: personId, actor, after: fields });
      await this.deps.firstHall(tx, actor, { clientId: input.clientId, name: input.hallName });
      await this.deps.firstTemplates(tx, actor);
      tx.changed('person', personId);
      return personId;
    });
    return this.#enter(id, context.now, context.command);
  }

  /** @throws AppError `permission.wrongPassword`, `permission.tooSoon`, `permission.disabled` */
  signIn(input: { account: string; password: string }, context: OpenContext): Promise<SessionView> {
    return this.#inTurn(async () => {
      const account = input.account.trim();
      const person = await this.deps.database.read('session.signIn', (reader) => personByAccount(reader, account));
      await this.#check(person, account, input.password, context);
      if (!person) throw new AppError('permission.wrongPassword');
      if (person.state === 'disabled') throw new AppError('permission.disabled');
      return this.#enter(person.id, this.deps.clock(), context.command);
    });
  }

  async demoPeople(): Promise<Person[]> {
    if (!this.deps.demo) return [];
    return this.deps.database.read('session.demoPeople', async (reader) =>
      peopleByIds(reader, await peopleIds(reader, { state: 'active' }, { by: 'account', direction: 'asc' })),
    );
  }

  /** @throws AppError `permission.denied` outside the demo hall */
  async demoSignIn(personId: number, context: OpenContext): Promise<SessionView> {
    if (!this.deps.demo) throw new AppError('permission.denied', { command: context.command });
    const person = await this.deps.database.read('session.demoSignIn', (reader) => personById(reader, personId));
    if (!person || person.state === 'disabled')
      throw new AppError('notFound.record', { entity: 'person', id: personId });
    return this.#enter(person.id, context.now, context.command);
  }

  async signOut(context: OpenContext): Promise<SessionView> {
    const person = this.#person;
    if (person) {
      await this.deps.database.write(context.command, async (tx) => {
        await tx.audit({ action: context.command, object: 'person', ref: person.id, actor: actorOf(person) });
      });
      this.#leave();
    }
    return this.view();
  }

  lock(): Promise<SessionView> {
    // A person who must still choose a password has none of their own to unlock with.
    if (this.#person && !this.#mustChange(this.#person) && !this.#locked) {
      this.#locked = true;
      this.deps.changed();
    }
    return this.view();
  }

  /** @throws AppError as `signIn` does */
  unlock(password: string, context: OpenContext): Promise<SessionView> {
    return this.#inTurn(async () => {
      const person = this.#person;
      if (!person) throw new AppError('permission.signIn');
      if (this.#locked) {
        if (!this.deps.demo) await this.#check(person, person.account, password, context);
        return this.#enter(person.id, this.deps.clock(), context.command);
      }
      return this.view();
    });
  }

  /** The caller's own password. @throws AppError `permission.wrongPassword`, `validation.passwordWeak`, `validation.passwordSame` */
  changePassword(input: { current: string; next: string }, context: CallContext): Promise<SessionView> {
    return this.#inTurn(async () => {
      const person = this.#person;
      if (!person) throw new AppError('permission.signIn');
      await this.#check(person, person.account, input.current, { ...context, actor: context.actor });
      if (input.current === input.next) {
        throw new AppError('validation.passwordSame', {}, { fields: [{ path: 'next', rule: 'password.same' }] });
      }
      requireStrong(input.next, person.account, 'next');
      const hash = await hashPassword(input.next);
      await this.deps.database.write(context.command, async (tx) => {
        await setPassword(tx, person.id, { hash, mustChange: false, now: context.now });
        await tx.audit({ action: context.command, object: 'person', ref: person.id, actor: context.actor });
        tx.changed('person', person.id);
      });
      await this.refresh();
      return this.view();
    });
  }

  /** Reads the person again after an office change; a disabled one is signed out at once. */
  async refresh(): Promise<void> {
    const current = this.#person;
    if (!current) return;
    const person = await this.deps.database.read('session.refresh', (reader) => personById(reader, current.id));
    // Somebody else may have sat down meanwhile.
    if (this.#person?.id !== current.id) return;
    if (!person || person.state === 'disabled') return this.#leave();
    this.#person = person;
    this.deps.changed();
  }

  /** Password check with the growing delay; success and failure both stand in the audit log. */
  async #check(person: Person | null, account: string, password: string, context: OpenContext): Promise<void> {
    const { database, clock } = this.deps;
    const secret = person && (await database.read('session.secret', (reader) => secretOf(reader, person.id)));
    const stranger = this.#strangers.get(account.toLowerCase());
    const failures = secret?.failures ?? stranger?.failures ?? 0;
    const lastAt = secret?.last_failure_at ?? stranger?.at ?? null;
    const now = clock();
    // A clock set back must not end the waiting.
    const waited = lastAt === null ? Infinity : Math.max(0, now - lastAt) / 1000;
    const wait = signInDelay(failures) - waited;
    if (wait > 0) throw new AppError('permission.tooSoon', { seconds: Math.ceil(wait) });
    if ((await verifyPassword(secret?.hash ?? (await decoyHash()), password)) && secret) return;

    if (!person) this.#rememberStranger(account.toLowerCase(), failures + 1, now);
    await database.write(context.command, async (tx) => {
      if (person) await noteFailure(tx, person.id, now);
      await tx.audit({
        action: context.command,
        object: 'person',
        ref: person?.id ?? null,
        actor: person ? actorOf(person) : { personId: null, name: '—' },
        after: { refused: true, failures: failures + 1 },
      });
    });
    throw new AppError('permission.wrongPassword');
  }

  async #enter(personId: number, now: number, command: string): Promise<SessionView> {
    const person = await this.deps.database.write(command, async (tx) => {
      await noteSignIn(tx, personId, now);
      const found = await personById(tx, personId);
      if (!found) throw new AppError('notFound.record', { entity: 'person', id: personId });
      await tx.audit({
        action: command,
        object: 'person',
        ref: personId,
        actor: actorOf(found),
        after: { signedIn: true },
      });
      return found;
    });
    this.#person = person;
    this.#locked = false;
    this.deps.changed();
    return this.view();
  }

  /** In the demo hall nobody types a password, so none need be changed. */
  #mustChange(person: Person): boolean {
    return person.mustChangePassword && !this.deps.demo;
  }

  #leave(): void {
    this.#person = null;
    this.#locked = false;
    this.deps.changed();
  }

  #rememberStranger(account: string, failures: number, at: number): void {
    if (this.#strangers.size >= MOST_STRANGERS) this.#strangers.clear();
    this.#strangers.set(account, { failures, at });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

const actorOf = (person: Person): Actor => ({ personId: person.id, name: person.name });
