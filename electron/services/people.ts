import type { Database, Tx } from '../../db/database.js';
import {
  administrators,
  insertPerson,
  peopleByIds,
  peopleIds,
  personByClientId,
  personById,
  setPassword,
  setPersonState,
  updatePerson,
} from '../../db/queries/people.js';
import type { ParsedInput } from '../../domain/contract/commands/index.js';
import { AppError } from '../../domain/errors.js';
import type { Person, PersonFields } from '../../domain/people.js';
import { indexDocs } from '../../db/search.js';
import { dayOf } from '../../domain/time.js';
import type { CallContext } from '../ipc/context.js';
import { hashPassword, requireStrong } from './session/passwords.js';

/** Accounts and roles, kept by the office. */
export class PeopleService {
  constructor(
    private readonly database: Database,
    private readonly demo: boolean,
  ) {}

  async list(input: ParsedInput<'people.list'>): Promise<{ ids: number[]; total: number }> {
    const sort = input.sort ?? { by: 'name' as const, direction: 'asc' as const };
    const ids = await this.database.read('people.list', (reader) =>
      peopleIds(reader, { text: input.text, ...input.filter }, sort),
    );
    return { ids, total: ids.length };
  }

  rows(ids: readonly number[]): Promise<Person[]> {
    return this.database.read('people.rows', (reader) => peopleByIds(reader, ids));
  }

  /** The same clientId again answers with the person made the first time. */
  async create(input: ParsedInput<'people.create'>, context: CallContext): Promise<Person> {
    const { fields, password } = input;
    requireStrong(password, fields.account, 'password');
    const hash = await hashPassword(password, this.demo);
    return this.database.write(context.command, async (tx) => {
      const earlier = await personByClientId(tx, input.clientId);
      if (earlier) return earlier;
      await checkFields(tx, fields, null);
      const id = await insertPerson(tx, {
        clientId: input.clientId,
        fields,
        mustChangePassword: true,
        hash,
        now: context.now,
      });
      return this.#finish(tx, id, context, { before: null, after: fields, reason: null });
    });
  }

  /** @throws AppError `conflict.revision`, `conflict.lastAdministrator`, `validation.duplicate` */
  async update(input: ParsedInput<'people.update'>, context: CallContext): Promise<Person> {
    return this.database.write(context.command, async (tx) => {
      const before = await this.#at(tx, input.id, input.revision);
      await checkFields(tx, input.fields, input.id);
      if (before.roles.includes('office') && !input.fields.roles.includes('office'))
        await this.#anotherAdministrator(tx, before);
      await updatePerson(tx, input.id, input.revision, input.fields);
      const changes = difference(fieldsOf(before), input.fields);
      return this.#finish(tx, input.id, context, { ...changes, reason: null });
    });
  }

  async setState(input: ParsedInput<'people.setState'>, context: CallContext): Promise<Person> {
    if (input.state === 'disabled' && input.reason === null) {
      throw new AppError('validation.reasonMissing', {}, { fields: [{ path: 'reason', rule: 'required' }] });
    }
    return this.database.write(context.command, async (tx) => {
      const before = await this.#at(tx, input.id, input.revision);
      if (input.state === 'disabled' && before.roles.includes('office')) await this.#anotherAdministrator(tx, before);
      await setPersonState(tx, input.id, input.revision, input.state);
      return this.#finish(tx, input.id, context, {
        before: { state: before.state },
        after: { state: input.state },
        reason: input.reason,
      });
    });
  }

  async resetPassword(input: ParsedInput<'people.resetPassword'>, context: CallContext): Promise<Person> {
    const hash = await hashPassword(input.password);
    return this.database.write(context.command, async (tx) => {
      const before = await this.#at(tx, input.id, input.revision);
      requireStrong(input.password, before.account, 'password');
      await setPassword(tx, input.id, { hash, mustChange: true, now: context.now });
      return this.#finish(tx, input.id, context, {
        before: null,
        after: { mustChangePassword: true },
        reason: input.reason,
      });
    });
  }

  async #at(tx: Tx, id: number, revision: number): Promise<Person> {
    const person = await personById(tx, id);
    if (!person) throw new AppError('notFound.record', { entity: 'person', id });
    if (person.revision !== revision) {
      throw new AppError('conflict.revision', { entity: 'person', id, theirs: person.revision, yours: revision });
    }
    return person;
  }

  async #anotherAdministrator(tx: Tx, person: Person): Promise<void> {
    if (person.state === 'active' && (await administrators(tx, person.id)) === 0) {
      throw new AppError('conflict.lastAdministrator');
    }
  }

  async #finish(
    tx: Tx,
    id: number,
    context: CallContext,
    change: { before: unknown; after: unknown; reason: string | null },
  ): Promise<Person> {
    await tx.audit({ action: context.command, object: 'person', ref: id, actor: context.actor, ...change });
    tx.changed('person', id);
    const person = await personById(tx, id);
    if (!person) throw new Error(`person ${id} is gone inside its own transaction`);
    await indexDocs(tx, [
      {
        kind: 'person',
        ref: id,
        unitId: person.unitId,
        day: dayOf(context.now),
        text: [person.name, person.account, person.code, person.phone].filter((part) => part !== null).join(' '),
      },
    ]);
    return person;
  }
}

/** What the schema cannot know: the account is free, a unit contact has a unit and nobody else has. */
async function checkFields(tx: Tx, fields: PersonFields, id: number | null): Promise<void> {
  const taken = await tx.value<number>(`SELECT id FROM person WHERE account = :account AND id IS NOT :id`, {
    account: fields.account,
    id,
  });
  if (taken !== undefined) {
    throw new AppError(
      'validation.duplicate',
      { field: 'account', value: fields.account },
      { fields: [{ path: 'fields.account', rule: 'duplicate' }] },
    );
  }
  const contact = fields.roles.includes('unit_contact');
  const unit =
    fields.unitId === null
      ? undefined
      : await tx.value<number>(`SELECT id FROM unit WHERE id = :id AND state = 'active'`, { id: fields.unitId });
  if (contact !== (fields.unitId !== null) || (fields.unitId !== null && unit === undefined)) {
    throw new AppError(
      'validation.reference',
      { field: 'unitId', value: fields.unitId ?? 0 },
      { fields: [{ path: 'fields.unitId', rule: contact ? 'required' : 'notForRole' }] },
    );
  }
}

function fieldsOf(person: Person): PersonFields {
  const { account, name, code, roles, unitId, phone, note, opensIdentity } = person;
  return { account, name, code, roles, unitId, phone, note, opensIdentity };
}

/** Only the fields that changed, before and after. */
function difference<T extends object>(before: T, after: T): { before: Partial<T>; after: Partial<T> } {
  const keys = (Object.keys(after) as (keyof T)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const pick = (from: T): Partial<T> => Object.fromEntries(keys.map((key) => [key, from[key]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}
