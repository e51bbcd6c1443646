import type { Database, Tx } from '../../../db/database.js';
import { leadById, leadIds, leadsByIds, shownLeads, type StoredLead } from '../../../db/queries/lead-read.js';
import { insertOfficeFinding } from '../../../db/queries/finding-write.js';
import { addLeadEvent, touchLead } from '../../../db/queries/lead-write.js';
import { personById } from '../../../db/queries/people.js';
import { supervisorOfPerson } from '../../../db/queries/supervisor-read.js';
import { indexDocs } from '../../../db/search.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { findingFaults } from '../../../domain/finding.js';
import type { LeadRow, LeadState } from '../../../domain/lead.js';
import { findingNo } from '../../../domain/numbers.js';
import { DAY_MS, dayOf, SHANGHAI_OFFSET_MS } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { checkRevision, notFound, shownLead, isBeforeHall, windowPlace } from './records.js';

type Finding = ParsedInput<'leads.accept'>['finding'];
type Said = 'accepted' | 'answered' | 'replied';

const startOf = (day: number): number => day * DAY_MS - SHANGHAI_OFFSET_MS;

/** What a clock of the page may be ahead of ours. */
const AHEAD_MS = 60_000;

/** The office's desk of leads: read them, make findings of them, answer them. Supervisors stand by code throughout. */
export class LeadDesk {
  constructor(private readonly database: Database) {}

  async list(input: ParsedInput<'leads.list'>): Promise<{ ids: number[]; total: number }> {
    const { fromDay, toDay, ...rest } = input.filter ?? {};
    const filter = {
      ...rest,
      text: input.text,
      from: fromDay === undefined ? undefined : startOf(fromDay),
      to: toDay === undefined ? undefined : startOf(toDay + 1),
    };
    const sort = input.sort ?? { by: 'submittedAt' as const, direction: 'desc' as const };
    const ids = await this.database.read('leads.list', (reader) => leadIds(reader, filter, sort));
    return { ids, total: ids.length };
  }

  rows(ids: readonly number[]): Promise<LeadRow[]> {
    return this.database.read('leads.rows', async (reader) => shownLeads(reader, await leadsByIds(reader, ids)));
  }

  /** Makes the one finding of a lead, confirmed at once, and tells the supervisor; sent twice it is made once. */
  accept(input: ParsedInput<'leads.accept'>, context: CallContext): Promise<LeadRow> {
    return this.database.write(context.command, async (tx) => {
      const lead = await openLead(tx, input.id, context);
      if (lead.findingId !== null && (await clientIdOfFinding(tx, lead.findingId)) === input.finding.clientId)
        return shownLead(tx, lead.id);
      checkState(lead, ['received']);
      checkRevision(lead, input.revision);
      const fields = await checkFinding(tx, lead, input.finding, context);
      const no = findingNo(lead.no ?? '', 1);
      const day = fields.at === null ? (lead.fields.seenDay ?? dayOf(context.now)) : dayOf(fields.at);
      const hallId = lead.fields.hallId;
      if (hallId === null) throw new Error(`lead ${lead.id} was handed in without a hall`);
      const { personId } = context.actor;
      const findingId = await insertOfficeFinding(tx, {
        no,
        leadId: lead.id,
        commentId: null,
        position: 1,
        hallId,
        day,
        fields,
        decidedBy: personId,
        now: context.now,
      });
      await tx.audit({
        action: context.command,
        object: 'finding',
        ref: findingId,
        actor: context.actor,
        before: null,
        after: { no, leadId: lead.id, ...fields },
      });
      tx.changed('finding', findingId);
      const row = await this.#say(tx, lead, 'accepted', input.reply, context);
      const words = [no, fields.title, fields.description, fields.basisClause, row.windowLabel, row.unitLabel];
      await indexDocs(tx, [
        {
          kind: 'finding',
          ref: findingId,
          unitId: fields.unitId,
          day,
          text: words.filter((word) => word !== null).join(' '),
        },
      ]);
      return row;
    });
  }

  /** Ends a lead with reasons instead of a finding. */
  answer(input: ParsedInput<'leads.answer'>, context: CallContext): Promise<LeadRow> {
    return this.#speak(input, 'answered', ['received'], context);
  }

  /** Says more, as often as there is more to say. */
  reply(input: ParsedInput<'leads.reply'>, context: CallContext): Promise<LeadRow> {
    return this.#speak(input, 'replied', ['accepted', 'answered'], context);
  }

  /** Opens who handed a lead in. @throws AppError `permission.identity` without that right */
  openIdentity(
    input: ParsedInput<'leads.openIdentity'>,
    context: CallContext,
  ): Promise<CommandOutput<'leads.openIdentity'>> {
    if (!context.opensIdentity) throw new AppError('permission.identity');
    return this.database.write(context.command, async (tx) => {
      const lead = await submitted(tx, input.id);
      const person = await personById(tx, lead.personId);
      const entry = await supervisorOfPerson(tx, lead.personId, dayOf(context.now));
      await tx.audit({
        action: context.command,
        object: 'lead',
        ref: lead.id,
        actor: context.actor,
        reason: input.reason,
      });
      return { name: person?.name ?? '', certificateNo: entry?.fields.certificateNo ?? null };
    });
  }

  #speak(
    input: { id: number; revision: number; reply: string },
    kind: Said,
    from: readonly LeadState[],
    context: CallContext,
  ): Promise<LeadRow> {
    return this.database.write(context.command, async (tx) => {
      const lead = await openLead(tx, input.id, context);
      checkState(lead, from);
      checkRevision(lead, input.revision);
      return this.#say(tx, lead, kind, input.reply, context);
    });
  }

  /** The event, the state it leads to, and the log row, together. */
  async #say(tx: Tx, lead: StoredLead, kind: Said, text: string, context: CallContext): Promise<LeadRow> {
    const { personId } = context.actor;
    const state = kind === 'replied' ? lead.state : kind;
    await addLeadEvent(tx, { leadId: lead.id, kind, personId, text, at: context.now });
    await touchLead(tx, lead.id, state, context.now);
    await tx.audit({
      action: context.command,
      object: 'lead',
      ref: lead.id,
      actor: context.actor,
      before: { state: lead.state },
      after: { state, reply: text },
    });
    tx.changed('lead', lead.id);
    return shownLead(tx, lead.id);
  }
}

async function submitted(tx: Tx, id: number): Promise<StoredLead> {
  const lead = await leadById(tx, id);
  if (!lead || lead.state === 'draft') throw notFound(id);
  return lead;
}

/** A lead to decide on. Whoever handed it in decides nothing about it. */
async function openLead(tx: Tx, id: number, context: CallContext): Promise<StoredLead> {
  const lead = await submitted(tx, id);
  if (lead.personId === context.actor.personId) throw new AppError('permission.samePerson');
  return lead;
}

function checkState(lead: StoredLead, allowed: readonly LeadState[]): void {
  if (!allowed.includes(lead.state)) throw new AppError('conflict.state', { entity: 'lead', state: lead.state });
}

const clientIdOfFinding = (tx: Tx, id: number): Promise<string | undefined> =>
  tx.value<string>(`SELECT client_id FROM finding WHERE id = :id`, { id });

const badFinding = (field: string, rule: string): AppError =>
  new AppError('validation.input', { command: 'leads.accept' }, { fields: [{ path: `finding.${field}`, rule }] });

/** The finding with its unit filled in from the window. @throws AppError at the field that cannot be */
async function checkFinding(tx: Tx, lead: StoredLead, finding: Finding, context: CallContext): Promise<Finding> {
  const faults = findingFaults({ ...finding, checklist: null, itemCode: null });
  if (faults.length > 0)
    throw new AppError(
      'validation.input',
      { command: context.command },
      { fields: faults.map(({ path, rule }) => ({ path: `finding.${path}`, rule })) },
    );
  if (finding.at !== null && finding.at > context.now + AHEAD_MS) throw badFinding('at', 'future');
  if (finding.at !== null && (await isBeforeHall(tx, lead.fields.hallId, dayOf(finding.at))))
    throw badFinding('at', 'beforeHall');
  if ((await clientIdTaken(tx, finding.clientId)) === 1) throw badFinding('clientId', 'duplicate');
  let { unitId } = finding;
  if (finding.windowId !== null) {
    const place = await windowPlace(tx, finding.windowId);
    if (!place || place.hallId !== lead.fields.hallId) throw badFinding('windowId', 'otherHall');
    // The window of the lead itself may have been closed since.
    if (!place.active && finding.windowId !== lead.fields.windowId) throw badFinding('windowId', 'notActive');
    unitId ??= finding.windowId === lead.fields.windowId ? lead.unitId : place.unitId;
  }
  if (unitId !== null && unitId !== lead.unitId) {
    const unit = await tx.value<string>(`SELECT state FROM unit WHERE id = :unitId`, { unitId });
    if (unit !== 'active') throw badFinding('unitId', unit === undefined ? 'unknown' : 'notActive');
  }
  return { ...finding, unitId };
}

const clientIdTaken = (tx: Tx, clientId: string): Promise<number | undefined> =>
  tx.value<number>(`SELECT EXISTS(SELECT 1 FROM finding WHERE client_id = :clientId)`, { clientId });
