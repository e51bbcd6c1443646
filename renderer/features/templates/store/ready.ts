import { readyTemplateKeys } from '../../../../domain/templates/keys.js';
import { call } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { currentLocale } from '../../../shared/i18n';

/**
 * Adds the templates that come with the program to a store that has none, each published as its first version, in the
 * language of the screen. One after the other: what is in stays in whatever happens to the next.
 * @param step after each
 * @returns how many there are
 */
export async function addReadyTemplates(step: (done: number, all: number) => void): Promise<number> {
  const language = currentLocale();
  let done = 0;
  for (const key of readyTemplateKeys) {
    step(done + 1, readyTemplateKeys.length);
    const from = { kind: 'ready', key, language } as const;
    const { template } = await call('templates.create', { clientId: newClientId(), from });
    await call('templates.publish', { id: template.id, revision: template.revision, note: null });
    done += 1;
  }
  return done;
}
