import type { Database } from '../../../db/database.js';
import { clockChanges, picturePairs } from '../../../db/queries/honesty-pictures.js';
import { earlierTexts } from '../../../db/queries/honesty-texts.js';
import type { VisitRecord } from '../../../db/queries/visit-read.js';
import { alikePictures, paceOf, stepFacts } from '../../../domain/honesty.js';
import { draftPath, type VisitDraft } from '../../../domain/visit-draft.js';
import type { Honesty } from '../../../domain/visit-record.js';
import { closeWording } from '../../../domain/wording.js';
import type { CallContext } from '../../ipc/context.js';
import { seenRecord } from '../visits/detail.js';
import { requireReviewable } from './rights.js';

/** Pairs shown for one text and for one picture. */
const MOST_TEXTS = 3;
const MOST_PICTURES = 5;

/** Facts beside a visit for whoever reviews it. */
export class HonestyService {
  constructor(private readonly database: Database) {}

  /** @throws AppError `notFound.record`, `permission.samePerson`, `conflict.state` while it is being written */
  async facts(id: number, context: CallContext): Promise<Honesty> {
    const { record, clock, earlier, pairs } = await this.database.read(
      context.command,
      async (reader) => {
        const found = await seenRecord(reader, id, context);
        requireReviewable(found, context, ['submitted', 'confirmed']);
        const place = { id, hallId: found.draft.sheet.hallId, day: found.day };
        return {
          record: found,
          clock: await clockChanges(reader, id),
          earlier: await earlierTexts(reader, place),
          pairs: await picturePairs(reader, id, context),
        };
      },
      { snapshot: true },
    );
    return {
      steps: stepFacts(record.draft.steps),
      clockChanges: clock,
      wording: closeWording(textsOf(record.draft), earlier, MOST_TEXTS).map(({ own, other, ...closeness }) => {
        const { visitId, visitNo, text } = other;
        return { path: own.path, text: own.text, visitId, visitNo, other: text, ...closeness };
      }),
      pictures: alikePictures(pairs, MOST_PICTURES),
      pace: paceOf(answerTimes(record)),
    };
  }
}

const answerTimes = ({ draft }: VisitRecord): number[] =>
  draft.checklists.flatMap(({ answeredAt }) => Object.values(answeredAt));

/** What the inspectors wrote in their own words. */
function textsOf({ sheet, findings }: VisitDraft): { path: string; text: string }[] {
  return [
    { path: 'narrative', text: sheet.narrative },
    ...findings.map(({ clientId, description }) => ({ path: draftPath.finding(clientId), text: description })),
  ].flatMap(({ path, text }) => (text === null ? [] : [{ path, text }]));
}
