import type { Database, Reader, Tx } from '../../../db/database.js';
import {
  bindDemand,
  insertDemands,
  insertInterview,
  interviewIdOf,
  storedInterviews,
  updateInterview,
  type StoredInterview,
} from '../../../db/queries/interviews.js';
import { nextCount } from '../../../db/queries/number-series.js';
import { openMattersOf, summonedUnits } from '../../../db/queries/unit-triggers.js';
import { yearOf } from '../../../domain/calendar/calendar.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import type { FieldIssue } from '../../../domain/errors.js';
import { triggerMatters, triggersOf } from '../../../domain/rectification/interview.js';
import type {
  InterviewFields,
  InterviewProposal,
  SummonsInterview,
} from '../../../domain/rectification/interview-schema.js';
import { numberOf } from '../../../domain/rectification/settings.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { insertDraft } from '../rectifications/insert-draft.js';
import { badField, incomplete } from '../rectifications/refusals.js';
import type { RuleBook } from '../rectifications/rules.js';
import { demandFields } from './demand-fields.js';
import {
  factsOf,
  interviewAt,
  shownInterview,
  stepInterview,
  triggersByUnit,
  type BottomMonths,
  type InterviewStep,
} from './interview-step.js';

/** Summons interviews (约谈): proposed by rules, noticed, held, followed by rectifications. */
export class Interviews {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleBook,
    private readonly bottomMonths: BottomMonths,
  ) {}

  /** Units the rules propose to summon; those with most that speaks for it first. */
  proposals(context: CallContext): Promise<InterviewProposal[]> {
    return this.database.read(context.command, async (reader) => {
      const facts = await triggersByUnit(reader, context.now, this.bottomMonths);
      const called = [...facts].filter(([, unit]) => triggersOf(unit).length > 0);
      const units = await summonedUnits(
        reader,
        called.map(([unitId]) => unitId),
      );
      const matters = await openMattersOf(
        reader,
        called.flatMap(([, unit]) => triggerMatters(unit)),
      );
      return units
        .map(({ id, label, leader }): InterviewProposal => {
          const unit = facts.get(id);
          return {
            ...{ unitId: id, unitLabel: label, invited: leader },
            triggers: unit ? triggersOf(unit) : [],
            matters: matters.filter(({ unitId }) => unitId === id).map(({ unitId: _, ...matter }) => matter),
          };
        })
        .sort((a, b) => b.triggers.length - a.triggers.length || b.matters.length - a.matters.length);
    });
  }

  list({ rectificationId }: ParsedInput<'interviews.list'>, context: CallContext): Promise<SummonsInterview[]> {
    return this.database.read(context.command, async (reader) => {
      const of = rectificationId === undefined ? {} : { rectificationId };
      const shown: SummonsInterview[] = [];
      for (const stored of await storedInterviews(reader, context, of))
        shown.push(shownInterview(await factsOf(reader, stored, context, this.bottomMonths), context));
      return shown;
    });
  }

  /** @throws AppError `notFound.record` */
  get({ id }: ParsedInput<'interviews.get'>, context: CallContext): Promise<SummonsInterview> {
    return this.database.read(context.command, (reader) => this.#shown(reader, id, context));
  }

  async #shown(reader: Reader, id: number, context: CallContext): Promise<SummonsInterview> {
    return shownInterview(await interviewAt(reader, id, context, this.bottomMonths), context);
  }

  #step(
    context: CallContext,
    step: InterviewStep,
    effect: (
      tx: Tx,
      ...at: Parameters<Parameters<typeof stepInterview>[4]>
    ) => ReturnType<Parameters<typeof stepInterview>[4]>,
  ): Promise<SummonsInterview> {
    return this.database.write(context.command, async (tx) => {
      await stepInterview(tx, context, this.bottomMonths, step, (at) => effect(tx, at));
      return this.#shown(tx, step.id, context);
    });
  }

  /** The same client id again answers the same interview. @throws AppError `validation.input` */
  create({ clientId, fields }: ParsedInput<'interviews.create'>, context: CallContext): Promise<SummonsInterview> {
    return this.database.write(context.command, async (tx) => {
      const earlier = await interviewIdOf(tx, clientId);
      if (earlier !== undefined) return this.#shown(tx, earlier, context);
      const [unit] = await summonedUnits(tx, [fields.unitId]);
      if (!unit) throw badField(context, 'fields.unitId', 'notActive');
      await requireAgenda(tx, fields, context);
      requireAhead(fields.meetsAt, context);
      const { now, actor } = context;
      const id = await insertInterview(tx, { clientId, fields, now, personId: actor.personId });
      await tx.audit({
        action: context.command,
        object: 'summons_interview',
        ref: id,
        actor,
        before: null,
        after: fields,
      });
      tx.changed('summons_interview', id);
      return this.#shown(tx, id, context);
    });
  }

  /** Whom it summons and about what is what a leader approved: changed, it has to be approved again. */
  edit({ id, revision, fields }: ParsedInput<'interviews.edit'>, context: CallContext) {
    return this.#step(context, { action: 'edit', id, revision, reason: null }, async (tx, { stored }) => {
      if (fields.unitId !== stored.unitId) throw badField(context, 'fields.unitId', 'unknown');
      await requireAgenda(tx, fields, context);
      if (fields.meetsAt !== stored.meetsAt) requireAhead(fields.meetsAt, context);
      return {
        set: saysTheSame(stored, fields) ? {} : { approvedAt: null, approvedBy: null, approvalReason: null },
        rows: () => updateInterview(tx, id, fields),
      };
    });
  }

  /** By a leader, instead of a trigger. */
  approve({ id, revision, reason }: ParsedInput<'interviews.approve'>, context: CallContext) {
    const { now, actor } = context;
    return this.#step(context, { action: 'approve', id, revision, reason }, async () => ({
      set: { approvedAt: now, approvedBy: actor.personId, approvalReason: reason },
    }));
  }

  /** @throws AppError `interview.notTriggered`, `validation.incomplete` for what the notice lacks */
  notice({ id, revision }: ParsedInput<'interviews.notice'>, context: CallContext) {
    const { now, actor } = context;
    return this.#step(context, { action: 'notice', id, revision, reason: null }, async (tx, { stored, triggers }) => {
      const { place, meetsAt, agenda } = stored;
      const faults: FieldIssue[] = [];
      if (place === null) faults.push({ path: 'place', rule: 'required' });
      if (meetsAt === null) faults.push({ path: 'meetsAt', rule: 'required' });
      else if (meetsAt <= now) faults.push({ path: 'meetsAt', rule: 'passed' });
      if (agenda.length === 0) faults.push({ path: 'agenda', rule: 'required' });
      if (faults.length > 0) throw incomplete(faults);
      const { settings } = await this.rules.of(tx);
      const year = yearOf(dayOf(now));
      const number = await nextCount(tx, 'summons_interview', year);
      const no = numberOf(settings.interviewPattern, year, number);
      return {
        set: { no, year, number, noticedAt: now, noticedBy: actor.personId, triggers: JSON.stringify(triggers) },
      };
    });
  }

  /** @throws AppError `validation.input` for a time to come or before the notice, and for demands about other matters */
  hold({ id, revision, record }: ParsedInput<'interviews.hold'>, context: CallContext) {
    const { now, actor } = context;
    const { heldAt, attendance, minutes, demands } = record;
    return this.#step(context, { action: 'hold', id, revision, reason: null }, async (tx, { stored }) => {
      if (heldAt > now) throw badField(context, 'record.heldAt', 'future');
      if (heldAt < (stored.noticedAt ?? 0)) throw badField(context, 'record.heldAt', 'beforeNotice');
      const ids = stored.agenda.map(({ rectificationId }) => rectificationId);
      const strange = demands.findIndex(({ aboutId }) => aboutId !== null && !ids.includes(aboutId));
      if (strange >= 0) throw badField(context, `record.demands.${strange}.aboutId`, 'unknown');
      return {
        set: { heldAt, attendance, minutes, recordedAt: now, recordedBy: actor.personId },
        rows: () => insertDemands(tx, id, demands),
      };
    });
  }

  /** Of each demand of which nothing was made yet, a draft. */
  draft({ id, revision }: ParsedInput<'interviews.draft'>, context: CallContext) {
    return this.#step(context, { action: 'draft', id, revision, reason: null }, async (tx, { stored }) => ({
      rows: async () => {
        for (const demand of stored.demands.filter(({ matter }) => matter === null)) {
          const row = await demandFields(tx, stored, demand);
          const matterId = await insertDraft(tx, context, {
            ...{ clientId: demand.clientId, origin: 'interview', findingId: null, visitId: null, roundId: null },
            ...row,
          });
          await bindDemand(tx, demand.id, matterId);
        }
      },
    }));
  }

  close({ id, revision, note }: ParsedInput<'interviews.close'>, context: CallContext) {
    const { now, actor } = context;
    return this.#step(context, { action: 'close', id, revision, reason: note }, async () => ({
      set: { endedAt: now, endedBy: actor.personId, endNote: note },
    }));
  }

  cancel({ id, revision, reason }: ParsedInput<'interviews.cancel'>, context: CallContext) {
    const { now, actor } = context;
    return this.#step(context, { action: 'cancel', id, revision, reason }, async () => ({
      set: { endedAt: now, endedBy: actor.personId, endNote: reason },
    }));
  }
}

/** Whether whom it summons and its agenda stay; place and time may follow an approval. */
function saysTheSame(stored: StoredInterview, { invited, agenda }: InterviewFields): boolean {
  const said = (items: InterviewFields['agenda']): string =>
    JSON.stringify(items.map(({ rectificationId, text }) => [rectificationId, text]));
  return stored.invited === invited && said(stored.agenda) === said(agenda);
}

/** Matters of the agenda are open ones of the unit, each once. */
async function requireAgenda(tx: Tx, { unitId, agenda }: InterviewFields, context: CallContext): Promise<void> {
  const ids = agenda.map(({ rectificationId }) => rectificationId);
  const open = await openMattersOf(
    tx,
    ids.filter((id) => id !== null),
  );
  const own = new Set(open.filter((matter) => matter.unitId === unitId).map(({ id }) => id));
  for (const [index, id] of ids.entries()) {
    if (id === null) continue;
    const path = `fields.agenda.${index}.rectificationId`;
    if (!own.has(id)) throw badField(context, path, 'unknown');
    if (ids.indexOf(id) !== index) throw badField(context, path, 'duplicate');
  }
}

/** Nobody is summoned to what is over. @throws AppError `validation.input` */
function requireAhead(meetsAt: number | null, context: CallContext): void {
  if (meetsAt !== null && meetsAt <= context.now) throw badField(context, 'fields.meetsAt', 'passed');
}
