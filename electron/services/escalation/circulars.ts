import type { Database, Reader, Tx } from '../../../db/database.js';
import {
  circularIdOf,
  deleteCircular,
  insertCircular,
  issueCircular,
  issuedAmong,
  issuingHall,
  storedCirculars,
  updateCircular,
  type StoredCircular,
} from '../../../db/queries/circulars.js';
import { nextCount } from '../../../db/queries/number-series.js';
import { yearOf } from '../../../domain/calendar/calendar.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { Circular, CircularFields } from '../../../domain/rectification/circular.js';
import { numberOf } from '../../../domain/rectification/settings.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { requireStanding } from '../ranking/month-rows.js';
import { badField } from '../rectifications/refusals.js';
import type { RuleBook } from '../rectifications/rules.js';

export const shownCircular = ({
  clientId: _,
  hallId: _hall,
  title,
  text,
  sentTo,
  copiedTo,
  cases,
  ...rest
}: StoredCircular): Circular => ({
  ...rest,
  fields: { title, text, sentTo, copiedTo, cases: cases.map(({ id }) => id) },
  cases,
});

/** Circulars (通报): written, issued with a number, then frozen. Cases are named by their matters. */
export class Circulars {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleBook,
  ) {}

  list(context: CallContext): Promise<Circular[]> {
    return this.database.read(context.command, async (reader) => (await storedCirculars(reader)).map(shownCircular));
  }

  /** @throws AppError `notFound.record` */
  get({ id }: ParsedInput<'circulars.get'>, context: CallContext): Promise<Circular> {
    return this.database.read(context.command, async (reader) => shownCircular(await storedCircular(reader, id)));
  }

  /** The same client id again answers the same circular. @throws AppError `validation.input` for a case not issued */
  create({ clientId, fields }: ParsedInput<'circulars.create'>, context: CallContext): Promise<Circular> {
    return this.database.write(context.command, async (tx) => {
      const earlier = await circularIdOf(tx, clientId);
      if (earlier !== undefined) return shownCircular(await storedCircular(tx, earlier));
      await requireCases(tx, fields, context);
      const { now, actor } = context;
      const hallId = await issuingHall(tx, fields.cases[0] ?? null);
      const id = await insertCircular(tx, {
        clientId,
        hallId,
        rankingMonthId: null,
        fields,
        now,
        personId: actor.personId,
      });
      return loggedCircular(tx, id, context, null, fields);
    });
  }

  /** @throws AppError `conflict.state` once it is issued */
  edit({ id, revision, fields }: ParsedInput<'circulars.edit'>, context: CallContext): Promise<Circular> {
    return this.database.write(context.command, async (tx) => {
      const before = await requireDraft(tx, id, revision);
      if (before.ranking && fields.cases.length > 0) throw badField(context, 'fields.cases', 'unknown');
      await requireCases(tx, fields, context);
      const hallId = before.ranking?.hallId ?? (await issuingHall(tx, fields.cases[0] ?? null));
      await updateCircular(tx, { id, hallId, fields, now: context.now });
      return loggedCircular(tx, id, context, before.fields, fields);
    });
  }

  discard({ id, revision }: ParsedInput<'circulars.discard'>, context: CallContext): Promise<void> {
    return this.database.write(context.command, async (tx) => {
      const before = await requireDraft(tx, id, revision);
      await deleteCircular(tx, id);
      const { command, actor } = context;
      await tx.audit({ action: command, object: 'circular', ref: id, actor, before: before.fields, after: null });
      tx.changed('circular', id);
    });
  }

  issue({ id, revision }: ParsedInput<'circulars.issue'>, context: CallContext): Promise<Circular> {
    return this.database.write(context.command, async (tx) => {
      const before = await requireDraft(tx, id, revision);
      if (before.ranking) await requireStanding(tx, before.ranking);
      const { settings } = await this.rules.of(tx);
      const { now, actor } = context;
      const year = yearOf(dayOf(now));
      const number = await nextCount(tx, 'circular', year);
      const no = numberOf(settings.circularPattern, year, number);
      await issueCircular(tx, { id, no, year, number, now, personId: actor.personId });
      return loggedCircular(tx, id, context, { state: 'draft' }, { state: 'issued', no, ...before.fields });
    });
  }
}

export async function storedCircular(reader: Reader, id: number): Promise<StoredCircular> {
  const [found] = await storedCirculars(reader, id);
  if (!found) throw new AppError('notFound.record', { entity: 'circular', id });
  return found;
}

async function requireDraft(tx: Tx, id: number, yours: number): Promise<Circular> {
  const circular = shownCircular(await storedCircular(tx, id));
  const { revision: theirs, state } = circular;
  if (theirs !== yours) throw new AppError('conflict.revision', { entity: 'circular', id, theirs, yours });
  if (state !== 'draft') throw new AppError('conflict.state', { entity: 'circular', state });
  return circular;
}

/** Cases stand in the ledger: a draft has no number to be named by. */
async function requireCases(tx: Tx, { cases }: CircularFields, context: CallContext): Promise<void> {
  const issued = new Set(await issuedAmong(tx, cases));
  const strange = cases.findIndex((id) => !issued.has(id));
  if (strange >= 0) throw badField(context, `fields.cases.${strange}`, 'unknown');
}

/** Writes down what became of a circular. @returns it as it is now */
export async function loggedCircular(
  tx: Tx,
  id: number,
  context: CallContext,
  before: object | null,
  after: object,
): Promise<Circular> {
  const { command, actor } = context;
  await tx.audit({ action: command, object: 'circular', ref: id, actor, before, after });
  tx.changed('circular', id);
  return shownCircular(await storedCircular(tx, id));
}
