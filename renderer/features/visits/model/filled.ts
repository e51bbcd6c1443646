import type { Answers } from '../../../../domain/checklist/answers.js';
import type { TemplateContent } from '../../../../domain/checklist/schema.js';
import { numbersFromSteps, timesAtWindow } from '../../../../domain/visit.js';
import { filledAnswers } from '../../../../domain/visit-reckon.js';
import type { DraftChecklist, VisitDraft } from './draft';
import { codesOf } from './sheet';

export interface Filled {
  content: TemplateContent;
  /** What was given, and the numbers that timed steps give where nobody typed one. */
  answers: Answers;
}

/** Answers of a checklist as they count; null until the content of its version is there. */
export function filledOf(
  draft: VisitDraft,
  list: DraftChecklist,
  contents: ReadonlyMap<number, TemplateContent>,
): Filled | null {
  const content = contents.get(list.versionId);
  if (!content) return null;
  const times = timesAtWindow(draft.steps.value, list.windowId, draft.field('windowIds'));
  const numbers = numbersFromSteps(draft.field('mode'), times);
  const given = draft.answers(list.clientId, codesOf(content));
  return { content, answers: filledAnswers(content, given, numbers) };
}
