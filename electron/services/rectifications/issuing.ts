import type { Database, Tx } from '../../../db/database.js';
import { nextCount } from '../../../db/queries/number-series.js';
import { earlierMatter } from '../../../db/queries/rectification-findings.js';
import { recurrenceOfFinding } from '../../../db/queries/recurrences.js';
import { insertNotice } from '../../../db/queries/rectification-notices.js';
import { matterAt, type StoredMatter } from '../../../db/queries/rectification-read.js';
import { rectificationRows } from '../../../db/queries/rectification-rows.js';
import { indexMatters } from '../../../db/queries/rectification-search.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import type { FieldIssue } from '../../../domain/errors.js';
import { yearOf } from '../../../domain/calendar/calendar.js';
import { issueFaults, startsAtIssue } from '../../../domain/rectification/completeness.js';
import type { RectificationFields, RectificationRow } from '../../../domain/rectification/schema.js';
import { numberOf, type RectificationSettings } from '../../../domain/rectification/settings.js';
import { dayOf, yearBefore } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { act } from './act.js';
import { badField, incomplete, noMatter, requireRevision } from './refusals.js';
import type { Rules, RuleBook } from './rules.js';

type Input = ParsedInput<'rectifications.issue'>;

/** Issuing (下达): numbers, notices, the start of deadlines; all matters or none. */
export class Issuing {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleBook,
  ) {}

  /**
   * @throws AppError `validation.incomplete` naming what each matter lacks (`matters.3.goal`), what `act` throws,
   *   `deadline.noCalendar`
   */
  issue(input: Input, context: CallContext): Promise<RectificationRow[]> {
    return this.database.write(context.command, async (tx) => {
      const rules = await this.rules.of(tx);
      const ids = input.matters.map(({ id }) => id);
      const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
      if (twice >= 0) throw badField(context, `matters.${twice}.id`, 'duplicate');
      const { rows, clientIds } = await requireComplete(tx, input, context, rules);
      const year = yearOf(dayOf(context.now));
      const notices = new Map<number, number>();
      for (const [index, { id, revision }] of input.matters.entries()) {
        const unitId = rows[index]?.fields.unitId ?? null;
        if (unitId === null) throw new Error(`rectification ${id} is issued without a unit`);
        const shared = input.notice === 'unit' ? notices.get(unitId) : undefined;
        const noticeId =
          shared ??
          (await issueNotice(
            tx,
            { clientId: clientIds[index] ?? '', unitId, note: input.note, year },
            context,
            rules.settings,
          ));
        notices.set(unitId, noticeId);
        await act(tx, context, rules, { action: 'issue', id, revision, note: null }, async ({ matter }) => {
          const number = await nextCount(tx, 'rectification', year);
          const no = numberOf(rules.settings.numberPattern, year, number);
          const starts = startsAtIssue[matter.deadlineType] || rules.settings.countFrom === 'issue';
          return {
            set: {
              ...{ no, year, number, noticeId },
              recurrenceOf: await recurrenceOf(tx, matter),
              issuedAt: context.now,
              issuedBy: context.actor.personId,
              startsAt: starts ? context.now : null,
            },
            deadline: true,
            detail: { no },
          };
        });
      }
      await indexMatters(tx, ids);
      return rectificationRows(tx, ids, context, rules, context.now);
    });
  }
}

/** The drafts and their client ids, once they lack nothing; otherwise all they lack, together. */
async function requireComplete(
  tx: Tx,
  { matters }: Input,
  context: CallContext,
  rules: Rules,
): Promise<{ rows: RectificationRow[]; clientIds: string[] }> {
  const clientIds: string[] = [];
  const today = dayOf(context.now);
  for (const { id, revision } of matters) {
    const at = await matterAt(tx, id, context, today);
    if (!at) throw noMatter(id);
    requireRevision(at.matter, revision);
    clientIds.push(at.matter.clientId);
  }
  const ids = matters.map(({ id }) => id);
  const rows = await rectificationRows(tx, ids, context, rules, context.now);
  const faults = rows.flatMap(({ state, fields }, index): FieldIssue[] =>
    state === 'draft' ? faultsAt(index, fields, today) : [],
  );
  if (faults.length > 0) throw incomplete(faults);
  return { rows, clientIds };
}

const faultsAt = (index: number, fields: RectificationFields, today: number): FieldIssue[] =>
  issueFaults(fields, today).map(({ path, rule }) => ({ path: `matters.${index}.${path}`, rule }));

/** A notice has the client id of the first matter on it, which is issued once. */
async function issueNotice(
  tx: Tx,
  notice: { clientId: string; unitId: number; note: string | null; year: number },
  context: CallContext,
  settings: RectificationSettings,
): Promise<number> {
  const { unitId, note, year } = notice;
  const number = await nextCount(tx, 'rectification_notice', year);
  const no = numberOf(settings.noticePattern, year, number);
  const { personId } = context.actor;
  const row = { ...notice, no, number, now: context.now, personId };
  const id = await insertNotice(tx, row);
  await tx.audit({
    action: context.command,
    object: 'rectification_notice',
    ref: id,
    actor: context.actor,
    before: null,
    after: { no, unitId, note },
  });
  tx.changed('rectification_notice', id);
  return id;
}

/** What the office decided; otherwise the same fault at the same window, found within the twelve months before. */
async function recurrenceOf(tx: Tx, matter: StoredMatter): Promise<number | null> {
  const { id, visitId, windowId, foundOn, basisClause, category, findingId } = matter;
  const decided = findingId === null ? null : await recurrenceOfFinding(tx, findingId);
  if (decided !== null) return decided.decision === 'marked' ? decided.earlierId : null;
  if (windowId === null || foundOn === null) return null;
  const fault = { id, visitId, windowId, basisClause, category };
  return earlierMatter(tx, { ...fault, fromDay: yearBefore(foundOn), toDay: foundOn });
}
