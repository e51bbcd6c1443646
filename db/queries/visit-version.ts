import type { TemplateContent } from '../../domain/checklist/schema.js';
import type { Reader } from '../database.js';

/** A published version as a visit uses it. */
export interface UsedVersion {
  id: number;
  title: string;
  number: number;
  content: TemplateContent;
}

/** Published versions by id; ids that are none are left out. */
export async function usedVersions(reader: Reader, ids: readonly number[]): Promise<UsedVersion[]> {
  const rows = await reader.json<[id: number, title: string, number: number, content: TemplateContent]>(
    `SELECT json_group_array(json_array(id, title, number, json(content))) FROM checklist_version
      WHERE id IN (SELECT value FROM json_each(:ids))`,
    { ids: JSON.stringify([...new Set(ids)]) },
  );
  return rows.map(([id, title, number, content]) => ({ id, title, number, content }));
}

/** The newest version of a template; undefined while none was published. */
export function newestVersion(reader: Reader, templateId: number): Promise<number | undefined> {
  return reader.value<number>(
    `SELECT id FROM checklist_version WHERE template_id = :templateId ORDER BY number DESC LIMIT 1`,
    { templateId },
  );
}

/** The newest version of the active template of one of these titles; the one published last where several match. */
export function newestVersionTitled(reader: Reader, titles: readonly string[]): Promise<number | undefined> {
  return reader.value<number>(
    `SELECT v.id FROM checklist_template t JOIN checklist_version v ON v.template_id = t.id
      WHERE t.state = 'active' AND t.title IN (SELECT value FROM json_each(:titles))
      ORDER BY v.published_at DESC, v.id DESC LIMIT 1`,
    { titles: JSON.stringify(titles) },
  );
}
