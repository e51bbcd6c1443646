import type { Reader } from '../../../db/database.js';
import type { VisitRecord } from '../../../db/queries/visit-read.js';
import { answerFaults } from '../../../domain/checklist/answers.js';
import type { FieldIssue } from '../../../domain/errors.js';
import { draftPath, fieldsOfDraft, type DraftChecklist, type VisitDraft } from '../../../domain/visit-draft.js';
import { wrongInVisit } from '../../../domain/visit-check.js';
import type { CallContext } from '../../ipc/context.js';
import type { Versions } from './versions.js';

/** Everything for which a changed draft is refused. Faults that stood there before do not hold up other changes. */
export async function refusedIn(
  reader: Reader,
  record: VisitRecord,
  after: VisitDraft,
  versions: Versions,
  context: CallContext,
): Promise<FieldIssue[]> {
  const before = record.draft;
  const check = { now: context.now, hallSinceDay: null };
  const old = new Set(wrongInVisit(fieldsOfDraft(before), check).map(keyOf));
  const wrong = wrongInVisit(fieldsOfDraft(after), check).filter((fault) => !old.has(keyOf(fault)));
  return [...wrong, ...(await wrongAnswers(reader, before, after, versions))];
}

const keyOf = ({ path, rule }: FieldIssue): string => `${path} ${rule}`;

async function wrongAnswers(
  reader: Reader,
  before: VisitDraft,
  after: VisitDraft,
  versions: Versions,
): Promise<FieldIssue[]> {
  const known = new Map(before.checklists.map((list) => [list.clientId, list]));
  const changed = after.checklists.filter((list) => known.get(list.clientId) !== list);
  const used = await versions.of(
    reader,
    changed.map(({ versionId }) => versionId),
  );
  return changed.flatMap((list): FieldIssue[] => {
    const version = used.get(list.versionId);
    if (!version) return [{ path: draftPath.checklist(list.clientId), rule: 'unknown' }];
    const fresh = givenSince(known.get(list.clientId), list);
    return answerFaults(version.content, fresh).map(({ item, rule, params }) => {
      return { path: draftPath.answer(list.clientId, item), rule, params };
    });
  });
}

/** The answers that were given anew. */
function givenSince(was: DraftChecklist | undefined, is: DraftChecklist): DraftChecklist['answers'] {
  if (!was || was.versionId !== is.versionId) return is.answers;
  return Object.fromEntries(Object.entries(is.answers).filter(([item, value]) => was.answers[item] !== value));
}
