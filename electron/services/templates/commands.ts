import type { AuditEntry, Database, Tx } from '../../../db/database.js';
import {
  draftOf,
  frozenVersionOf,
  publishedTitled,
  templateRows,
  titlesInUse,
} from '../../../db/queries/template-read.js';
import {
  faceOf,
  insertTemplate,
  insertVersion,
  lastNoted,
  templateByClientId,
  updateTemplate,
  type TemplateFace,
} from '../../../db/queries/template-write.js';
import { blankContent } from '../../../domain/checklist/blank.js';
import { readContent } from '../../../domain/checklist/exchange.js';
import { itemsOf, templateContent, type TemplateContent } from '../../../domain/checklist/schema.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { line } from '../../../domain/fields.js';
import type { TemplateRow } from '../../../domain/template.js';
import { readyTemplate, readyTemplateKeys } from '../../../domain/templates/index.js';
import type { CallContext } from '../../ipc/context.js';
import { notFound, templateDetailOf } from './detail.js';
import { indexTemplate } from './search-text.js';

type Detail = CommandOutput<'templates.get'>;

/** Making, changing and publishing checklist templates; the office alone. */
export class TemplateCommands {
  constructor(private readonly database: Database) {}

  ready({ language }: ParsedInput<'templates.ready'>): CommandOutput<'templates.ready'> {
    return readyTemplateKeys.map((key) => {
      const content = readyTemplate(key, language);
      return { key, title: content.title, summary: content.summary, items: itemsOf(content).length };
    });
  }

  /** The same clientId again answers with the template made the first time. */
  create({ clientId, from }: ParsedInput<'templates.create'>, context: CallContext): Promise<Detail> {
    return this.database.write(context.command, async (tx) => {
      const earlier = await templateByClientId(tx, clientId);
      if (earlier !== undefined) return templateDetailOf(tx, earlier);
      const content = await contentFrom(tx, from);
      return templateDetailOf(tx, await addDraft(tx, clientId, content, context));
    });
  }

  /**
   * Keeps the draft; one that says what is published is none. Noted in the log when it begins and when another person
   * goes on with it: each keystroke would drown everything else there.
   * @throws AppError `conflict.revision`, `conflict.state`, `validation.input` for what is no JSON
   */
  saveDraft(input: ParsedInput<'templates.saveDraft'>, context: CallContext): Promise<TemplateRow> {
    const raw = rawOf(input.draft, context);
    return this.database.write(
      context.command,
      async (tx) => {
        const row = await active(tx, input.id, input.revision);
        const kept = await draftOf(tx, row.id);
        const content = templateContent.safeParse(raw);
        const same = content.success && (await isPublished(tx, row, content.data));
        const draft = same ? null : JSON.stringify(raw);
        if (draft === kept?.draft) return row;
        const face = row.latest ? undefined : draftFace(raw, row);
        await updateTemplate(tx, row.id, { now: context.now, draft, ...(face && { face }) });
        if (kept?.draft === null || (await lastNoted(tx, row.id)) !== context.actor.personId) {
          await note(tx, context, row.id, { after: { draft: true } });
        }
        if (face && face.title !== row.title) await indexTemplate(tx, row.id, face.title, context.now);
        tx.changed('checklist_template', row.id);
        return rowOf(tx, row.id);
      },
      { unaudited: true },
    );
  }

  /** @throws AppError `conflict.revision`, `conflict.state` where there is nothing to fall back on */
  dropDraft(input: ParsedInput<'templates.dropDraft'>, context: CallContext): Promise<Detail> {
    return this.database.write(context.command, async (tx) => {
      const row = await at(tx, input.id, input.revision);
      if (!row.latest || !row.hasDraft) throw wrongState(row.latest ? 'published' : 'unpublished');
      await updateTemplate(tx, row.id, { now: context.now, draft: null });
      await note(tx, context, row.id, { before: { draft: true }, after: { draft: false } });
      tx.changed('checklist_template', row.id);
      return templateDetailOf(tx, row.id);
    });
  }

  /** @throws AppError `validation.template` with every fault as a field, `conflict.revision`, `conflict.state` */
  publish(input: ParsedInput<'templates.publish'>, context: CallContext): Promise<Detail> {
    return this.database.write(context.command, async (tx) => {
      const row = await active(tx, input.id, input.revision);
      const kept = await draftOf(tx, row.id);
      if (!kept || kept.draft === null) throw wrongState('published');
      const result = readContent(JSON.parse(kept.draft) as unknown);
      if (!result.ok)
        throw new AppError('validation.template', { count: result.faults.length }, { fields: result.faults });
      const { content } = result;
      await refuseTaken(tx, row.id, faceOf(content));
      const { versionId, number } = await insertVersion(tx, {
        templateId: row.id,
        content,
        personId: context.actor.personId,
        note: input.note,
        now: context.now,
      });
      await updateTemplate(tx, row.id, { now: context.now, draft: null, face: faceOf(content) });
      await tx.audit({
        action: context.command,
        object: 'checklist_version',
        ref: versionId,
        actor: context.actor,
        after: { template: row.id, number, ...faceOf(content), note: input.note },
      });
      await indexTemplate(tx, row.id, content.title, context.now);
      tx.changed('checklist_template', row.id);
      tx.changed('checklist_version', versionId);
      return templateDetailOf(tx, row.id);
    });
  }

  /** @throws AppError `validation.reasonMissing`, `conflict.revision`, `conflict.state` where it is so already */
  async setState(input: ParsedInput<'templates.setState'>, context: CallContext): Promise<TemplateRow> {
    const { state, reason } = input;
    if (state === 'retired' && reason === null)
      throw new AppError('validation.reasonMissing', {}, { fields: [{ path: 'reason', rule: 'required' }] });
    return this.database.write(context.command, async (tx) => {
      const row = await at(tx, input.id, input.revision);
      if (row.state === state) throw wrongState(state);
      if (state === 'active' && row.latest) await refuseTaken(tx, row.id, row.latest);
      await updateTemplate(tx, row.id, { now: context.now, state });
      await note(tx, context, row.id, { before: { state: row.state }, after: { state }, reason });
      tx.changed('checklist_template', row.id);
      return rowOf(tx, row.id);
    });
  }
}

const wrongState = (state: string): AppError => new AppError('conflict.state', { entity: 'checklist_template', state });

/** A new template whose draft is this content. @returns its id */
export async function addDraft(
  tx: Tx,
  clientId: string,
  content: TemplateContent,
  context: CallContext,
  from: Record<string, string> = {},
): Promise<number> {
  const face = faceOf(content);
  const id = await insertTemplate(tx, { clientId, face, draft: JSON.stringify(content), now: context.now });
  await note(tx, context, id, { after: { ...face, ...from } });
  await indexTemplate(tx, id, face.title, context.now);
  tx.changed('checklist_template', id);
  return id;
}

async function contentFrom(tx: Tx, from: ParsedInput<'templates.create'>['from']): Promise<TemplateContent> {
  switch (from.kind) {
    case 'empty':
      return blankContent(from.title, from.language);
    case 'ready':
      return withFreeTitle(tx, readyTemplate(from.key, from.language));
    case 'version': {
      const found = await frozenVersionOf(tx, from.versionId);
      if (!found) throw new AppError('notFound.record', { entity: 'checklist_version', id: from.versionId });
      return { ...found.content, title: from.title };
    }
  }
}

/** A content nobody gave a title to: one that is in use already gets a number behind it. */
export async function withFreeTitle(tx: Tx, content: TemplateContent): Promise<TemplateContent> {
  const taken = new Set(await titlesInUse(tx, content.language));
  for (let number = 1; ; number += 1) {
    const title = number === 1 ? content.title : `${content.title.slice(0, TITLE_MAXIMUM - 6)} (${number})`;
    if (!taken.has(title)) return { ...content, title };
  }
}
/** As `checklist/schema` has it; six of them are left for the number. */
const TITLE_MAXIMUM = 60;

/**
 * Whoever starts a visit tells templates apart by title and language.
 * @throws AppError `validation.duplicate`
 */
async function refuseTaken(tx: Tx, id: number, { title, language }: Pick<TemplateFace, 'title' | 'language'>) {
  const other = await publishedTitled(tx, { title, language, but: id });
  if (other === undefined) return;
  const fields = [{ path: 'title', rule: 'duplicate' }];
  throw new AppError('validation.duplicate', { field: 'name', value: title }, { fields });
}

async function at(tx: Tx, id: number, revision: number): Promise<TemplateRow> {
  const row = await rowOf(tx, id);
  if (row.revision !== revision) {
    throw new AppError('conflict.revision', {
      entity: 'checklist_template',
      id,
      theirs: row.revision,
      yours: revision,
    });
  }
  return row;
}

async function active(tx: Tx, id: number, revision: number): Promise<TemplateRow> {
  const row = await at(tx, id, revision);
  if (row.state !== 'active') throw wrongState(row.state);
  return row;
}

async function rowOf(tx: Tx, id: number): Promise<TemplateRow> {
  const [row] = await templateRows(tx, [id]);
  if (!row) throw notFound(id);
  return row;
}

function note(
  tx: Tx,
  { command: action, actor }: CallContext,
  ref: number,
  change: Pick<AuditEntry, 'before' | 'after' | 'reason'>,
): Promise<void> {
  return tx.audit({ action, object: 'checklist_template', ref, actor, ...change });
}

/** @throws AppError `validation.input` for anything but the text of one JSON object */
function rawOf(draft: string, context: CallContext): Record<string, unknown> {
  let raw: unknown;
  try {
    raw = JSON.parse(draft);
  } catch {
    raw = null;
  }
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return raw as Record<string, unknown>;
  const fields = [{ path: 'draft', rule: 'notJson' }];
  throw new AppError('validation.input', { command: context.command }, { fields });
}

async function isPublished(tx: Tx, { latest }: TemplateRow, content: TemplateContent): Promise<boolean> {
  if (!latest) return false;
  const published = await frozenVersionOf(tx, latest.id);
  // Out of the schema fields come in one order, whatever order they went in.
  return published !== null && JSON.stringify(templateContent.parse(published.content)) === JSON.stringify(content);
}

/** What lists show of a template nobody has published: the draft's own, as far as it can be read. */
function draftFace(raw: Record<string, unknown>, row: TemplateRow): TemplateFace {
  const title = line(60).safeParse(raw['title']);
  const sections = Array.isArray(raw['sections']) ? (raw['sections'] as unknown[]) : [];
  const items = sections.reduce<number>((sum, section) => {
    const own = typeof section === 'object' && section !== null ? (section as Record<string, unknown>)['items'] : null;
    return sum + (Array.isArray(own) ? own.length : 0);
  }, 0);
  const language = raw['language'] === 'en' || raw['language'] === 'zh-CN' ? raw['language'] : row.language;
  return { title: title.success ? title.data : row.title, language, items };
}
