import { z } from 'zod';
import { templateContent } from './checklist/schema.js';
import { id, instant, revision } from './fields.js';
import { readyTemplateKeys } from './templates/keys.js';

export const templateStates = ['active', 'retired'] as const;

/** The draft of a template as the editor holds it: JSON text that need not be sound yet; publishing asks for that. */
export const draftText = z.string().max(2_000_000);

export const versionHead = z.strictObject({
  id,
  templateId: id,
  /** From 1 within its template: 第 6 版. */
  number: z.int().min(1),
  title: z.string(),
  language: z.enum(['zh-CN', 'en']),
  items: z.int(),
  publishedAt: instant,
  publishedBy: z.string(),
  note: z.string().nullable(),
  /** Visits that were scored with it. */
  visits: z.int(),
});
export type VersionHead = z.infer<typeof versionHead>;

export const templateRow = z.strictObject({
  id,
  revision,
  state: z.enum(templateStates),
  title: z.string(),
  language: z.enum(['zh-CN', 'en']),
  items: z.int(),
  /** The newest version; null before the first was published. */
  latest: versionHead.nullable(),
  /** There are changes nobody published yet. */
  hasDraft: z.boolean(),
  visits: z.int(),
  updatedAt: instant,
});
export type TemplateRow = z.infer<typeof templateRow>;

export const templateDetail = z.strictObject({
  template: templateRow,
  /** JSON text; null when nothing is being changed. */
  draft: z.string().nullable(),
  versions: z.array(versionHead),
});

export const frozenVersion = z.strictObject({ head: versionHead, content: templateContent });

/** A fault of a template or a template file: `rule` has a sentence in every locale. */
export const templateFault = z.strictObject({
  path: z.string(),
  rule: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const readyKey = z.enum(readyTemplateKeys);
