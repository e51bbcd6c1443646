import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db/database.js';
import { mattersByNumber, unitOnPaper } from '../../../db/queries/rectification-replies.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError, isAppError } from '../../../domain/errors.js';
import { comparable } from '../../../domain/rectification/reply-cells.js';
import { planReply, type ReplyMatter } from '../../../domain/rectification/reply-plan.js';
import type { ReplyPreview, ReplyRow } from '../../../domain/rectification/reply.js';
import { cellText } from '../../../domain/hall/import-rules.js';
import { dayOf } from '../../../domain/time.js';
import { writeAtomically } from '../../documents/atomic-file.js';
import { remarkMark } from '../../documents/reply-words.js';
import type { ReplySheetMatter } from '../../documents/reply-write.js';
import type { CallContext } from '../../ipc/context.js';
import type { JobManager } from '../../jobs/manager.js';
import type { FileTokens } from '../files.js';
import type { Lists } from './lists.js';
import { badField } from './refusals.js';
import { reportProgress } from './report.js';
import type { RuleBook } from './rules.js';

export interface ReplyDependencies {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
  lists: Lists;
  rules: RuleBook;
}

/** A sheet that was read; lives in memory until it is applied or forgotten. */
interface Draft {
  reply: string;
  file: string;
  /** With the revision of each matter as it was shown. */
  rows: Map<number, { row: ReplyRow; revision: number }>;
  forget: NodeJS.Timeout;
}

/** How long a read sheet waits to be applied. */
const KEEP_MS = 30 * 60_000;

/** 整改回执表: goes out to a unit as xlsx, comes back filled in, and is taken in by who filled it in. */
export class Replies {
  /** One for each person: the sheet read last. */
  readonly #drafts = new Map<number, Draft>();

  constructor(private readonly deps: ReplyDependencies) {}

  /**
   * @throws AppError `permission.scope` for another's unit, `notFound.record`, `reply.nothing`, `file.token`; what is wrong
   * with the file fails the job
   */
  async write(input: ParsedInput<'rectifications.replySheet'>, context: CallContext): Promise<{ jobId: number }> {
    const { language } = input;
    const unitId = requireUnit(input, context);
    const filter = { unitId, open: true };
    const { ids } = await this.deps.lists.list({ filter, sort: { by: 'dueOn', direction: 'asc' } }, context);
    const rows = await this.deps.lists.rows(ids, context);
    const numbers = rows.flatMap(({ no }) => (no === null ? [] : [no]));
    const { unit, known } = await this.deps.database.read(context.command, async (reader) => ({
      unit: await unitOnPaper(reader, unitId),
      known: new Map((await mattersByNumber(reader, numbers)).map((matter) => [matter.id, matter])),
    }));
    if (!unit) throw new AppError('notFound.record', { entity: 'unit', id: unitId });
    const matters = rows.flatMap(({ id, dueDay }): ReplySheetMatter[] => {
      const matter = known.get(id);
      return matter ? [{ ...matter, dueDay }] : [];
    });
    if (matters.length === 0) throw new AppError('reply.nothing');
    const { path, name } = this.deps.files.take(input.token, 'save');
    await this.deps.database.write(context.command, (tx) =>
      tx.audit({
        action: context.command,
        object: 'rectification',
        ref: null,
        actor: context.actor,
        after: { file: name, unitId, matters: matters.length },
      }),
    );
    const spec = { kind: 'rectifications.replySheet' as const, subject: name, cancellable: true };
    const jobId = await this.deps.jobs.start({ ...spec, personId: context.actor.personId }, async (control) => {
      const { writeReplySheet } = await import('../../documents/reply-write.js');
      const sheet = { language, unitId, unit: unit.name, hall: unit.hall, now: context.now, matters };
      await writeAtomically(path, (part) => writeReplySheet(part, sheet));
      control.saved(path);
      return { file: name, rows: matters.length };
    });
    return { jobId };
  }

  /** @throws AppError `file.*`, `reply.notOurs`, `reply.columns`, `reply.otherUnit`, `permission.scope` without a unit */
  async read(input: ParsedInput<'rectifications.readReply'>, context: CallContext): Promise<ReplyPreview> {
    const { path, name } = this.deps.files.take(input.token, 'open');
    const { unitId } = context;
    if (unitId === null) throw new AppError('permission.scope', { entity: 'unit' });
    const { readReplySheet } = await import('../../documents/reply-read.js');
    const { seal, lines } = await readReplySheet(path, { name, signal: new AbortController().signal });
    if (seal.unitId !== unitId) throw new AppError('reply.otherUnit', { name });
    const sent = new Map(seal.matters.map((matter) => [matter.no, matter]));
    const numbers = [...new Set([...sent.keys(), ...lines.map(({ cells }) => comparable(cellText(cells.no)))])];
    const found = await this.deps.database.read(context.command, (reader) => mattersByNumber(reader, numbers));
    const matters = new Map(found.map((matter): [string, ReplyMatter] => [matter.no, matter]));
    const today = dayOf(context.now);
    const plan = planReply(lines, { unitId, sent, matters, today, remarkMark: remarkMark(seal.language) });
    const reply = randomUUID();
    const revisions = new Map(found.map(({ id, revision }) => [id, revision]));
    this.#keep(context.actor.personId, {
      reply,
      file: name,
      rows: new Map(plan.rows.map((row) => [row.row, { row, revision: revisions.get(row.rectificationId ?? 0) ?? 0 }])),
    });
    return { reply, file: name, madeAt: seal.madeAt, ...plan };
  }

  /**
   * @throws AppError `file.token` for a sheet that was applied or forgotten, `validation.input` at a row that reports
   * nothing, `reply.changed`, and as `reportProgress`
   */
  async apply(input: ParsedInput<'rectifications.applyReply'>, context: CallContext): Promise<{ applied: number }> {
    const { personId } = context.actor;
    const draft = this.#drafts.get(personId);
    if (draft?.reply !== input.reply) throw new AppError('file.token');
    const chosen = input.rows.map((number, index) => {
      const found = draft.rows.get(number);
      if (found?.row.status !== 'change') throw badField(context, `rows.${index}`, 'unknown');
      if (input.rows.indexOf(number) !== index) throw badField(context, `rows.${index}`, 'duplicate');
      return found;
    });
    await this.deps.database.write(context.command, async (tx) => {
      const rules = await this.deps.rules.of(tx);
      const all = chosen.flatMap(({ row }) => (row.rectificationId === null ? [] : [row.no]));
      const now = new Map((await mattersByNumber(tx, all)).map((matter) => [matter.id, matter]));
      for (const { row, revision } of chosen) {
        const id = row.rectificationId ?? 0;
        const notes = new Map(now.get(id)?.measures.map((measure) => [measure.id, measure.note]));
        const measures = row.measures.map((measure) => ({
          id: measure.id,
          doneDay: measure.doneDay,
          note: notes.get(measure.id) ?? null,
        }));
        const report = { id, revision, note: row.note, measures, milestones: [] };
        try {
          await reportProgress(tx, context, rules, report, { replySheet: draft.file });
        } catch (error) {
          const moved = isAppError(error, 'conflict.revision') || isAppError(error, 'notFound.record');
          throw moved ? new AppError('reply.changed', { no: row.no }, { cause: error }) : error;
        }
      }
    });
    this.#forget(personId);
    return { applied: chosen.length };
  }

  #keep(personId: number, draft: Omit<Draft, 'forget'>): void {
    this.#forget(personId);
    const forget = setTimeout(() => this.#drafts.delete(personId), KEEP_MS);
    forget.unref();
    this.#drafts.set(personId, { ...draft, forget });
  }

  #forget(personId: number): void {
    clearTimeout(this.#drafts.get(personId)?.forget);
    this.#drafts.delete(personId);
  }
}

/** The unit a sheet is made for: any for the office, the own for its contact. */
function requireUnit({ unitId }: { unitId?: number | undefined }, context: CallContext): number {
  const wanted = unitId ?? context.unitId;
  if (context.roles.includes('office')) {
    if (wanted === null) throw badField(context, 'unitId', 'required');
    return wanted;
  }
  if (wanted === null || wanted !== context.unitId) throw new AppError('permission.scope', { entity: 'unit' });
  return wanted;
}
