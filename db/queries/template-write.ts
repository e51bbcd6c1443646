import type { TemplateContent } from '../../domain/checklist/schema.js';
import { itemsOf } from '../../domain/checklist/schema.js';
import type { TemplateRow } from '../../domain/template.js';
import type { Reader, Tx } from '../database.js';

/** What lists show of a template. */
export interface TemplateFace {
  title: string;
  language: 'zh-CN' | 'en';
  items: number;
}

export const faceOf = (content: TemplateContent): TemplateFace => ({
  title: content.title,
  language: content.language,
  items: itemsOf(content).length,
});

export function templateByClientId(reader: Reader, clientId: string): Promise<number | undefined> {
  return reader.value<number>(`SELECT id FROM checklist_template WHERE client_id = :clientId`, { clientId });
}

/** A template in use that nothing was published of yet. */
export async function insertTemplate(
  tx: Tx,
  template: { clientId: string; face: TemplateFace; draft: string | null; now: number },
): Promise<number> {
  const { clientId, face, draft, now } = template;
  const { lastId } = await tx.run(
    `INSERT INTO checklist_template(client_id, title, language, state, draft, items, created_at, updated_at)
      VALUES(:clientId, :title, :language, 'active', :draft, :items, :now, :now)`,
    { clientId, ...face, draft, now },
  );
  return lastId;
}

/** Freezes a content as the next version. @returns its id and number */
export async function insertVersion(
  tx: Tx,
  version: { templateId: number; content: TemplateContent; personId: number; note: string | null; now: number },
): Promise<{ versionId: number; number: number }> {
  const { templateId, content, personId, note, now } = version;
  const number = (await tx.value<number>(
    `SELECT coalesce(max(number), 0) + 1 FROM checklist_version WHERE template_id = :templateId`,
    { templateId },
  )) as number;
  const { lastId } = await tx.run(
    `INSERT INTO checklist_version(template_id, number, title, language, content, items, published_at, published_by, note)
      VALUES(:templateId, :number, :title, :language, :content, :items, :now, :personId, :note)`,
    { templateId, number, ...faceOf(content), content: JSON.stringify(content), personId, note, now },
  );
  return { versionId: lastId, number };
}

/** Bumps the revision; fields that are not named stay. */
export async function updateTemplate(
  tx: Tx,
  id: number,
  change: { now: number; face?: TemplateFace; draft?: string | null; state?: TemplateRow['state'] },
): Promise<void> {
  const { now, face, draft, state } = change;
  const sets = [
    ...(face ? ['title = :title', 'language = :language', 'items = :items'] : []),
    ...(draft === undefined ? [] : ['draft = :draft']),
    ...(state === undefined ? [] : ['state = :state']),
  ];
  await tx.run(
    `UPDATE checklist_template SET ${[...sets, 'updated_at = :now', 'revision = revision + 1'].join(', ')} WHERE id = :id`,
    {
      id,
      now,
      ...face,
      ...(draft === undefined ? {} : { draft }),
      ...(state === undefined ? {} : { state }),
    },
  );
}

/** Who was the last to be noted in the log for this template; null for nobody. */
export async function lastNoted(reader: Reader, id: number): Promise<number | null> {
  const actor = await reader.value<number | null>(
    `SELECT actor_id FROM audit WHERE object = 'checklist_template' AND ref = :id ORDER BY seq DESC LIMIT 1`,
    { id },
  );
  return actor ?? null;
}
