import type { Database, Tx } from '../../../db/database.js';
import { personById } from '../../../db/queries/people.js';
import {
  supervisorClash,
  supervisorIdOfClient,
  supervisorIds,
  supervisorOfPerson,
  supervisorsByIds,
  windowsOfHalls,
} from '../../../db/queries/supervisor-read.js';
import { insertSupervisor, setSupervisorState, updateSupervisor } from '../../../db/queries/supervisor-write.js';
import { indexDocs } from '../../../db/search.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { SupervisorFields, SupervisorRow } from '../../../domain/lead.js';
import { isPlausibleDay } from '../../../domain/plan.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';

/** 社会监督员登记: kept by the office, read by each supervisor for the own page. */
export class SupervisorService {
  constructor(private readonly database: Database) {}

  async list(input: ParsedInput<'supervisors.list'>, context: CallContext): Promise<{ ids: number[]; total: number }> {
    const sort = input.sort ?? { by: 'certificateNo' as const, direction: 'asc' as const };
    const ids = await this.database.read('supervisors.list', (reader) =>
      supervisorIds(reader, { text: input.text, ...input.filter }, sort, dayOf(context.now)),
    );
    return { ids, total: ids.length };
  }

  rows(ids: readonly number[], context: CallContext): Promise<SupervisorRow[]> {
    return this.database.read('supervisors.rows', (reader) => supervisorsByIds(reader, ids, dayOf(context.now)));
  }

  /** The caller's own entry, and the windows in use of the halls assigned. */
  me(context: CallContext): Promise<CommandOutput<'supervisors.me'>> {
    return this.database.read('supervisors.me', async (reader) => {
      const entry = await supervisorOfPerson(reader, context.actor.personId, dayOf(context.now));
      return { entry, windows: entry ? await windowsOfHalls(reader, entry.fields.hallIds) : [] };
    });
  }

  /** The same clientId again answers with the entry made the first time. */
  create(input: ParsedInput<'supervisors.create'>, context: CallContext): Promise<SupervisorRow> {
    const { clientId, fields } = input;
    return this.database.write(context.command, async (tx) => {
      const earlier = await supervisorIdOfClient(tx, clientId);
      if (earlier !== undefined) return entryAt(tx, earlier, context);
      await checkPerson(tx, fields);
      await checkFields(tx, fields, null);
      const id = await insertSupervisor(tx, { clientId, fields, now: context.now });
      return this.#finish(tx, id, context, { before: null, after: fields, reason: null });
    });
  }

  /** @throws AppError `conflict.revision`, `validation.duplicate`, `validation.reference` */
  update(input: ParsedInput<'supervisors.update'>, context: CallContext): Promise<SupervisorRow> {
    const { id, revision, fields } = input;
    return this.database.write(context.command, async (tx) => {
      const before = await entryOf(tx, id, revision, context);
      if (fields.personId !== before.fields.personId) throw refused('personId', 'otherPerson', fields.personId);
      await checkFields(tx, fields, before);
      await updateSupervisor(tx, id, fields, context.now);
      return this.#finish(tx, id, context, { before: before.fields, after: fields, reason: null });
    });
  }

  setState(input: ParsedInput<'supervisors.setState'>, context: CallContext): Promise<SupervisorRow> {
    const { id, revision, state, reason } = input;
    if (state === 'retired' && reason === null)
      throw new AppError('validation.reasonMissing', {}, { fields: [{ path: 'reason', rule: 'required' }] });
    return this.database.write(context.command, async (tx) => {
      const before = await entryOf(tx, id, revision, context);
      await setSupervisorState(tx, id, state, context.now);
      return this.#finish(tx, id, context, { before: { state: before.state }, after: { state }, reason });
    });
  }

  async #finish(
    tx: Tx,
    id: number,
    context: CallContext,
    change: { before: unknown; after: unknown; reason: string | null },
  ): Promise<SupervisorRow> {
    await tx.audit({ action: context.command, object: 'supervisor', ref: id, actor: context.actor, ...change });
    tx.changed('supervisor', id);
    const entry = await entryAt(tx, id, context);
    const text = [entry.name, entry.fields.certificateNo, entry.fields.employer].filter((part) => part !== null);
    await indexDocs(tx, [{ kind: 'supervisor', ref: id, unitId: null, day: dayOf(context.now), text: text.join(' ') }]);
    return entry;
  }
}

async function entryAt(tx: Tx, id: number, context: CallContext): Promise<SupervisorRow> {
  const [entry] = await supervisorsByIds(tx, [id], dayOf(context.now));
  if (!entry) throw new AppError('notFound.record', { entity: 'supervisor', id });
  return entry;
}

async function entryOf(tx: Tx, id: number, revision: number, context: CallContext): Promise<SupervisorRow> {
  const entry = await entryAt(tx, id, context);
  if (entry.revision !== revision)
    throw new AppError('conflict.revision', { entity: 'supervisor', id, theirs: entry.revision, yours: revision });
  return entry;
}

const refused = (field: keyof SupervisorFields, rule: string, value: string | number): AppError =>
  new AppError('validation.reference', { field, value }, { fields: [{ path: `fields.${field}`, rule }] });

/** Only somebody who holds the role and may sign in can be registered. */
async function checkPerson(tx: Tx, fields: SupervisorFields): Promise<void> {
  const person = await personById(tx, fields.personId);
  if (!person) throw refused('personId', 'unknown', fields.personId);
  if (!person.roles.includes('social_supervisor')) throw refused('personId', 'notSupervisor', person.name);
  if (person.state !== 'active') throw refused('personId', 'notActive', person.name);
}

/** What the schema cannot know. Halls that were assigned before may have been retired since. */
async function checkFields(tx: Tx, fields: SupervisorFields, before: SupervisorRow | null): Promise<void> {
  const slips = (['fromDay', 'toDay'] as const).filter((name) => !isPlausibleDay(fields[name]));
  if (slips.length > 0)
    throw new AppError(
      'validation.input',
      { command: 'supervisors' },
      { fields: slips.map((name) => ({ path: `fields.${name}`, rule: 'dayImplausible' })) },
    );
  if (fields.toDay < fields.fromDay)
    throw new AppError(
      'validation.input',
      { command: 'supervisors' },
      { fields: [{ path: 'fields.toDay', rule: 'termBackwards' }] },
    );
  const clash = await supervisorClash(tx, fields, before?.id ?? null);
  if (clash !== null)
    throw new AppError(
      'validation.duplicate',
      { field: clash, value: fields[clash] },
      { fields: [{ path: `fields.${clash}`, rule: clash === 'personId' ? 'registeredAlready' : 'duplicate' }] },
    );
  const active = await tx.json<number>(
    `SELECT json_group_array(id) FROM hall WHERE state = 'active' AND id IN (SELECT value FROM json_each(:hallIds))`,
    { hallIds: JSON.stringify(fields.hallIds) },
  );
  const known = [...active, ...(before?.fields.hallIds ?? [])];
  const missing = fields.hallIds.find((id) => !known.includes(id));
  if (missing !== undefined) throw refused('hallIds', 'notActive', missing);
}
