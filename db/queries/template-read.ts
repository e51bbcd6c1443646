import type { TemplateContent } from '../../domain/checklist/schema.js';
import type { TemplateRow, VersionHead } from '../../domain/template.js';
import type { Reader } from '../database.js';

interface VersionRecord {
  id: number;
  template_id: number;
  number: number;
  title: string;
  language: 'zh-CN' | 'en';
  items: number;
  published_at: number;
  published_by: string;
  note: string | null;
  visits: number;
}

interface TemplateRecord {
  id: number;
  revision: number;
  state: TemplateRow['state'];
  title: string;
  language: 'zh-CN' | 'en';
  items: number;
  has_draft: number;
  updated_at: number;
}

const visitsOf = `(SELECT count(DISTINCT c.visit_id) FROM visit_checklist c WHERE c.version_id = v.id)`;
const head = `SELECT v.id, v.template_id, v.number, v.title, v.language, v.items, v.published_at, v.note,
  p.name AS published_by, ${visitsOf} AS visits FROM checklist_version v JOIN person p ON p.id = v.published_by`;
const newest = `v.number = (SELECT max(n.number) FROM checklist_version n WHERE n.template_id = v.template_id)`;

const toHead = (record: VersionRecord): VersionHead => ({
  id: record.id,
  templateId: record.template_id,
  number: record.number,
  title: record.title,
  language: record.language,
  items: record.items,
  publishedAt: record.published_at,
  publishedBy: record.published_by,
  note: record.note,
  visits: record.visits,
});

/** Every version of these templates, the newest of each first. */
async function headsOf(reader: Reader, ids: readonly number[]): Promise<VersionHead[]> {
  const records = await reader.all<VersionRecord>(
    `${head} WHERE v.template_id IN (SELECT value FROM json_each(:ids)) ORDER BY v.template_id, v.number DESC`,
    { ids: JSON.stringify(ids) },
  );
  return records.map(toHead);
}

export function versionsOf(reader: Reader, templateId: number): Promise<VersionHead[]> {
  return headsOf(reader, [templateId]);
}

/** In the order of `ids`; those that are gone are left out. */
export async function templateRows(reader: Reader, ids: readonly number[]): Promise<TemplateRow[]> {
  const records = await reader.all<TemplateRecord>(
    `SELECT t.id, t.revision, t.state, t.title, t.language, t.items, t.draft IS NOT NULL AS has_draft, t.updated_at
      FROM json_each(:ids) j CROSS JOIN checklist_template t ON t.id = j.value ORDER BY j.key`,
    { ids: JSON.stringify(ids) },
  );
  const heads = await headsOf(reader, ids);
  return records.map((record) => {
    const versions = heads.filter(({ templateId }) => templateId === record.id);
    return {
      id: record.id,
      revision: record.revision,
      state: record.state,
      title: record.title,
      language: record.language,
      items: record.items,
      latest: versions[0] ?? null,
      hasDraft: record.has_draft === 1,
      // A visit can hold two versions of one template only when it was published in between; it is counted for each.
      visits: versions.reduce((sum, { visits }) => sum + visits, 0),
      updatedAt: record.updated_at,
    };
  });
}

/** The draft as the editor holds it, and the revision it belongs to. */
export function draftOf(reader: Reader, id: number): Promise<{ draft: string | null; revision: number } | undefined> {
  return reader.get(`SELECT draft, revision FROM checklist_template WHERE id = :id`, { id });
}

/** A published version with its content, as it was frozen. */
export async function frozenVersionOf(
  reader: Reader,
  versionId: number,
): Promise<{ head: VersionHead; content: TemplateContent } | null> {
  const record = await reader.get<VersionRecord>(`${head} WHERE v.id = :versionId`, { versionId });
  if (!record) return null;
  const content = await reader.value<string>(`SELECT content FROM checklist_version WHERE id = :versionId`, {
    versionId,
  });
  return { head: toHead(record), content: JSON.parse(content ?? '') as TemplateContent };
}

/** The newest version of every template in use, by title. */
export async function templateChoices(reader: Reader): Promise<VersionHead[]> {
  const records = await reader.all<VersionRecord>(
    `${head} JOIN checklist_template t ON t.id = v.template_id
      WHERE t.state = 'active' AND ${newest} ORDER BY v.title, v.id`,
  );
  return records.map(toHead);
}

/** Titles of all templates in use, drafts too. */
export function titlesInUse(reader: Reader, language: VersionHead['language']): Promise<string[]> {
  return reader.json<string>(
    `SELECT json_group_array(title) FROM checklist_template WHERE state = 'active' AND language = :language`,
    { language },
  );
}

/** Another template in use whose newest version has this title; undefined where there is none. */
export function publishedTitled(
  reader: Reader,
  { title, language, but }: { title: string; language: VersionHead['language']; but: number },
): Promise<number | undefined> {
  return reader.value<number>(
    `SELECT t.id FROM checklist_template t JOIN checklist_version v ON v.template_id = t.id AND ${newest}
      WHERE t.state = 'active' AND t.id <> :but AND v.title = :title AND v.language = :language LIMIT 1`,
    { title, language, but },
  );
}

const sorts = { title: 't.title', items: 't.items', state: 't.state', updatedAt: 't.updated_at' };
export type TemplateSort = keyof typeof sorts;

export interface TemplateFilter {
  text?: string | undefined;
  state?: TemplateRow['state'] | undefined;
  language?: 'zh-CN' | 'en' | undefined;
  /** Leaves out what was never published. */
  publishedOnly: boolean;
}

export function templateIds(
  reader: Reader,
  filter: TemplateFilter,
  sort: { by: TemplateSort; direction: 'asc' | 'desc' },
): Promise<number[]> {
  const where = ['1 = 1'];
  const params: Record<string, string> = {};
  if (filter.text) {
    where.push(`instr(lower(t.title), :text) > 0`);
    params['text'] = filter.text.trim().toLowerCase();
  }
  if (filter.state) {
    where.push('t.state = :state');
    params['state'] = filter.state;
  }
  if (filter.language) {
    where.push('t.language = :language');
    params['language'] = filter.language;
  }
  if (filter.publishedOnly) where.push(`EXISTS(SELECT 1 FROM checklist_version v WHERE v.template_id = t.id)`);
  return reader.json<number>(
    `SELECT json_group_array(id) FROM (SELECT t.id FROM checklist_template t WHERE ${where.join(' AND ')}
      ORDER BY ${sorts[sort.by]} ${sort.direction}, t.id)`,
    params,
  );
}
