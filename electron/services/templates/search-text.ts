import type { Tx } from '../../../db/database.js';
import { indexDocs } from '../../../db/search.js';
import { dayOf } from '../../../domain/time.js';

/** A template is found by its title. */
export function indexTemplate(tx: Tx, id: number, title: string, now: number): Promise<void> {
  return indexDocs(tx, [{ kind: 'checklist_template', ref: id, unitId: null, day: dayOf(now), text: title }]);
}
