import type { Database, Tx } from '../../../db/database.js';
import {
  findingCandidates,
  issuableFindings,
  type IssuableFinding,
} from '../../../db/queries/rectification-findings.js';
import { matterByClientId } from '../../../db/queries/rectification-read.js';
import { rectificationRows } from '../../../db/queries/rectification-rows.js';
import { indexMatters } from '../../../db/queries/rectification-search.js';
import { updateDraft } from '../../../db/queries/rectification-write.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { plainDeadline } from '../../../domain/rectification/completeness.js';
import type { RectificationFields, RectificationRow } from '../../../domain/rectification/schema.js';
import type { CallContext } from '../../ipc/context.js';
import { act } from './act.js';
import { insertDraft } from './insert-draft.js';
import { checkPlace } from './place.js';
import { noMatter } from './refusals.js';
import type { Rules, RuleBook } from './rules.js';
import { followMerges } from './transfer.js';

/** Drafts: made of findings or of what the office knows, edited, thrown away. */
export class Drafts {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleBook,
  ) {}

  candidates({ text }: ParsedInput<'rectifications.candidates'>): Promise<CommandOutput<'rectifications.candidates'>> {
    return this.database.read('rectifications.candidates', (reader) => findingCandidates(reader, text ?? ''));
  }

  /**
   * One draft of each finding, all or none; the same client ids again answer the same drafts.
   * @throws AppError `notFound.record`, `rectification.findingOpen`, `rectification.findingTaken`
   */
  draft({ findings }: ParsedInput<'rectifications.draft'>, context: CallContext): Promise<RectificationRow[]> {
    return this.database.write(context.command, async (tx) => {
      const rules = await this.rules.of(tx);
      const known = new Map(
        (await issuableFindings(tx, [...new Set(findings.map(({ findingId }) => findingId))])).map((finding) => [
          finding.id,
          finding,
        ]),
      );
      const made: number[] = [];
      for (const { clientId, findingId } of findings) {
        const finding = known.get(findingId);
        if (!finding) throw new AppError('notFound.record', { entity: 'finding', id: findingId });
        if (finding.matterId !== null && finding.matterClientId === clientId) {
          made.push(finding.matterId);
          continue;
        }
        if (finding.matterId !== null || finding.reopened === 1)
          throw new AppError('rectification.findingTaken', { no: finding.no ?? '' });
        if (finding.confirmed !== 1) throw new AppError('rectification.findingOpen', { no: finding.no ?? '' });
        const id = await insertDraft(tx, context, {
          clientId,
          origin: 'finding',
          findingId,
          visitId: finding.visitId,
          roundId: finding.roundId,
          foundOn: finding.day,
          fields: fieldsOf(finding),
        });
        known.set(findingId, { ...finding, matterId: id, matterClientId: clientId });
        made.push(id);
      }
      // A finding keeps the unit of its day, which may have been merged since.
      await followMerges(tx, context, null);
      return rectificationRows(tx, made, context, rules, context.now);
    });
  }

  /** A draft of what the office itself knows. */
  write({ clientId, fields }: ParsedInput<'rectifications.write'>, context: CallContext): Promise<RectificationRow> {
    return this.database.write(context.command, async (tx) => {
      const rules = await this.rules.of(tx);
      const earlier = await matterByClientId(tx, clientId);
      if (earlier) return one(tx, earlier.id, context, rules);
      await checkPlace(tx, context, 'fields', fields);
      const id = await insertDraft(tx, context, {
        ...{ clientId, findingId: null, visitId: null, roundId: null, foundOn: null, origin: 'office' },
        fields: { ...fields, deadline: plainDeadline(fields.deadline) },
      });
      return one(tx, id, context, rules);
    });
  }

  edit(input: ParsedInput<'rectifications.edit'>, context: CallContext): Promise<RectificationRow> {
    const { id, revision } = input;
    const fields = { ...input.fields, deadline: plainDeadline(input.fields.deadline) };
    return this.database.write(context.command, async (tx) => {
      const rules = await this.rules.of(tx);
      await act(tx, context, rules, { action: 'edit', id, revision, note: null }, async ({ matter }) => {
        await checkPlace(tx, context, 'fields', fields);
        // Of a finding the place is where it was seen.
        const { hallId, windowId } = matter;
        const kept = matter.findingId === null ? fields : { ...fields, hallId, windowId };
        return { rows: () => updateDraft(tx, id, kept), detail: {} };
      });
      await indexMatters(tx, [id]);
      return one(tx, id, context, rules);
    });
  }

  discard({ id, revision }: ParsedInput<'rectifications.discard'>, context: CallContext): Promise<void> {
    return this.database.write(context.command, async (tx) => {
      await act(tx, context, await this.rules.of(tx), { action: 'discard', id, revision, note: null });
    });
  }
}

async function one(tx: Tx, id: number, context: CallContext, rules: Rules): Promise<RectificationRow> {
  const [row] = await rectificationRows(tx, [id], context, rules, context.now);
  if (!row) throw noMatter(id);
  return row;
}

/** All a finding and the hall's data know of the matter. */
function fieldsOf(finding: IssuableFinding): RectificationFields {
  const { title, description, category, severity, basisClause, hallId, windowId, unitId, leader, contact } = finding;
  return {
    problem: description === null ? title : `${title}\n${description}`,
    goal: null,
    measures: [],
    ...{ category, severity, basisClause, hallId, windowId, unitId },
    leadUnitId: null,
    responsiblePerson: contact ?? leader,
    responsibleLeader: leader,
    deadline: {
      type: finding.deadlineType,
      amount: finding.deadlineAmount,
      byDay: null,
      milestones: [],
      nextReviewDay: null,
    },
    remark: null,
  };
}
