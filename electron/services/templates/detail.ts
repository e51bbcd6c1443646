import type { Reader } from '../../../db/database.js';
import { draftOf, templateRows, versionsOf } from '../../../db/queries/template-read.js';
import type { CommandOutput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { TemplateRow } from '../../../domain/template.js';
import type { CallContext } from '../../ipc/context.js';

export const notFound = (id: number): AppError => new AppError('notFound.record', { entity: 'checklist_template', id });

/** @throws AppError `notFound.record` */
export async function templateDetailOf(reader: Reader, id: number): Promise<CommandOutput<'templates.get'>> {
  const [template] = await templateRows(reader, [id]);
  const kept = await draftOf(reader, id);
  if (!template || !kept) throw notFound(id);
  return { template, draft: kept.draft, versions: await versionsOf(reader, id) };
}

export const isOffice = (context: CallContext): boolean => context.roles.includes('office');

/** The row as the caller may see it: null for one that was never published, unless they are of the office. */
export function shownTo(context: CallContext, row: TemplateRow): TemplateRow | null {
  if (isOffice(context)) return row;
  if (!row.latest) return null;
  const { title, language, items } = row.latest;
  return { ...row, title, language, items, hasDraft: false };
}
