import type { Database, Tx } from '../../../db/database.js';
import { leadByClientId, leadsOfPerson, shownLeads, type StoredLead } from '../../../db/queries/lead-read.js';
import {
  addLeadEvent,
  deleteLeadDraft,
  insertLeadDraft,
  submitLead,
  updateLeadDraft,
} from '../../../db/queries/lead-write.js';
import { nextNumber } from '../../../db/queries/number-series.js';
import { supervisorOfPerson } from '../../../db/queries/supervisor-read.js';
import { indexDocs } from '../../../db/search.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { leadFaults, type LeadFault, type LeadFields, type LeadRow } from '../../../domain/lead.js';
import { dayOf, isoDay } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { checkRevision, isBeforeHall, shownLead, windowPlace } from './records.js';

/** What a social supervisor does with the own leads: write, hand in, read what became of them. */
export class OwnLeads {
  constructor(private readonly database: Database) {}

  mine(context: CallContext): Promise<LeadRow[]> {
    return this.database.read('leads.mine', async (reader) =>
      shownLeads(reader, await leadsOfPerson(reader, context.actor.personId)),
    );
  }

  /**
   * Keeps a draft. The first saving may be sent again after a lost answer: a draft of the same clientId is then the one
   * made the first time.
   * @throws AppError `conflict.revision` when it was written elsewhere meanwhile, `conflict.state` once handed in
   */
  saveDraft(input: ParsedInput<'leads.saveDraft'>, context: CallContext): Promise<LeadRow> {
    const { clientId, fields } = input;
    return this.database.write(
      context.command,
      async (tx) => {
        const lead = await ownLead(tx, clientId, context);
        await checkPlace(tx, fields);
        if (!lead) {
          const id = await insertLeadDraft(tx, {
            clientId,
            personId: context.actor.personId,
            fields,
            now: context.now,
          });
          tx.changed('lead', id);
          return shownLead(tx, id);
        }
        if (lead.state !== 'draft') throw new AppError('conflict.state', { entity: 'lead', state: lead.state });
        checkRevision(lead, input.revision ?? 1);
        await updateLeadDraft(tx, lead.id, fields, context.now);
        tx.changed('lead', lead.id);
        return shownLead(tx, lead.id);
      },
      { unaudited: true },
    );
  }

  /**
   * Hands a draft in. Sent twice, the second answers with what the first has made.
   * @throws AppError `validation.incomplete` with what is missing, `permission.term` outside of the term
   */
  submit(input: ParsedInput<'leads.submit'>, context: CallContext): Promise<LeadRow> {
    return this.database.write(context.command, async (tx) => {
      const lead = await ownLead(tx, input.clientId, context);
      if (!lead) throw new AppError('permission.scope', { entity: 'lead' });
      if (lead.state !== 'draft') return shownLead(tx, lead.id);
      checkRevision(lead, input.revision);
      await this.#check(tx, lead.fields, context);
      const year = Number(isoDay(dayOf(context.now)).slice(0, 4));
      const { no } = await nextNumber(tx, 'lead', year);
      await submitLead(tx, lead.id, no, context.now);
      const { personId } = context.actor;
      await addLeadEvent(tx, { leadId: lead.id, kind: 'submitted', personId, text: null, at: context.now });
      const row = await shownLead(tx, lead.id);
      await tx.audit({
        action: context.command,
        object: 'lead',
        ref: lead.id,
        actor: context.actor,
        before: null,
        after: { no, ...lead.fields },
      });
      await indexLead(tx, row, context);
      tx.changed('lead', lead.id);
      return row;
    });
  }

  /** Throws a draft away, with its pictures; a second time there is nothing left to do. */
  discard(clientId: string, context: CallContext): Promise<Record<string, never>> {
    return this.database.write(context.command, async (tx) => {
      const lead = await ownLead(tx, clientId, context);
      if (!lead) return {};
      if (lead.state !== 'draft') throw new AppError('conflict.state', { entity: 'lead', state: lead.state });
      await deleteLeadDraft(tx, lead.id);
      // Without the id: the next draft may be given it.
      await tx.audit({ action: context.command, object: 'lead', ref: null, actor: context.actor });
      tx.changed('lead', lead.id);
      return {};
    });
  }

  async #check(tx: Tx, fields: LeadFields, context: CallContext): Promise<void> {
    const entry = await supervisorOfPerson(tx, context.actor.personId, dayOf(context.now));
    const faults: (LeadFault | { path: string; rule: string })[] = leadFaults(
      fields,
      entry?.state === 'active' ? entry.fields : null,
      context.now,
    );
    if (fields.seenDay !== null && (await isBeforeHall(tx, fields.hallId, fields.seenDay)))
      faults.push({ path: 'seenDay', rule: 'beforeHall' });
    const place = fields.windowId === null ? null : await windowPlace(tx, fields.windowId);
    if (place?.active === false) faults.push({ path: 'windowId', rule: 'notActive' });
    if (faults.length === 0) return;
    const term = faults.some(({ path }) => path === '');
    throw term
      ? new AppError('permission.term', {}, { fields: faults })
      : new AppError('validation.incomplete', { count: faults.length }, { fields: faults });
  }
}

/** The caller's lead of this clientId; null when there is none. @throws AppError `permission.scope` for another's */
async function ownLead(tx: Tx, clientId: string, context: CallContext): Promise<StoredLead | null> {
  const lead = await leadByClientId(tx, clientId);
  if (lead && lead.personId !== context.actor.personId) throw new AppError('permission.scope', { entity: 'lead' });
  return lead;
}

/** A draft may be unfinished, but what it names is there, and its window stands in its hall. */
async function checkPlace(tx: Tx, fields: LeadFields): Promise<void> {
  const refused = (field: string, value: number): AppError =>
    new AppError('validation.reference', { field, value }, { fields: [{ path: `fields.${field}`, rule: 'unknown' }] });
  if (fields.hallId !== null) {
    const hall = await tx.value<number>(`SELECT id FROM hall WHERE id = :id`, { id: fields.hallId });
    if (hall === undefined) throw refused('hallId', fields.hallId);
  }
  if (fields.windowId === null) return;
  const place = await windowPlace(tx, fields.windowId);
  if (!place || place.hallId !== fields.hallId) throw refused('windowId', fields.windowId);
}

async function indexLead(tx: Tx, row: LeadRow, context: CallContext): Promise<void> {
  const words = [
    row.no,
    row.fields.saw,
    row.fields.place,
    row.fields.wish,
    row.hallLabel,
    row.windowLabel,
    row.unitLabel,
  ];
  const unitId = await tx.value<number | null>(`SELECT unit_id FROM lead WHERE id = :id`, { id: row.id });
  await indexDocs(tx, [
    {
      kind: 'lead',
      ref: row.id,
      unitId: unitId ?? null,
      day: dayOf(context.now),
      text: words.filter((word) => word !== null).join(' '),
    },
  ]);
}
