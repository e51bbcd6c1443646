import type { AuditEntry, Tx } from '../../../db/database.js';
import { faceOf, insertTemplate, insertVersion } from '../../../db/queries/template-write.js';
import { readyTemplate, readyTemplateKeys } from '../../../domain/templates/index.js';
import { indexTemplate } from './search-text.js';

export type TemplateLanguage = 'zh-CN' | 'en';

/**
 * Puts every template that comes with the program into a new store, each published as its first version, inside the
 * transaction of whoever makes that store. Their client ids are their names, so none can be put in twice.
 */
export async function seedReadyTemplates(
  tx: Tx,
  actor: AuditEntry['actor'] & { personId: number },
  language: TemplateLanguage,
  now: number,
): Promise<void> {
  for (const key of readyTemplateKeys) {
    const content = readyTemplate(key, language);
    const id = await insertTemplate(tx, {
      clientId: `ready ${key} ${language}`,
      face: faceOf(content),
      draft: null,
      now,
    });
    const { versionId, number } = await insertVersion(tx, {
      templateId: id,
      content,
      personId: actor.personId,
      note: null,
      now,
    });
    await tx.audit({
      action: 'templates.publish',
      object: 'checklist_version',
      ref: versionId,
      actor,
      after: { template: id, number, ...faceOf(content) },
    });
    tx.changed('checklist_template', id);
    await indexTemplate(tx, id, content.title, now);
  }
}
