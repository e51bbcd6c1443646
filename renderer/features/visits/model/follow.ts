import { answerOf, type Answer, type Answers } from '../../../../domain/checklist/answers.js';
import { itemsOf, type Item, type TemplateContent } from '../../../../domain/checklist/schema.js';
import type { Limits } from '../../../../domain/checklist/verdict.js';
import { findingOfItem, type FindingFields, type FindingPlace } from '../../../../domain/finding.js';
import { score } from '../../../../domain/scoring.js';

/** What a change of answers means for the findings of their checklist. */
export interface Follow {
  opened: FindingFields[];
  /** Findings that said the same as the answer and still do. */
  changed: FindingFields[];
}

const countOf = (answer: Answer | undefined): number | null => (answer && 'count' in answer ? answer.count : null);

/**
 * An item that begins to fail opens a finding, unless it has one. One that was taken away by hand does not come back
 * with the next answer, because its item failed before already. Head count and description follow the answer for as
 * long as nobody wrote something else into the finding.
 * @param place everything of the place but the finding's own name, which `name` gives
 */
export function followAnswers(
  content: TemplateContent,
  before: Answers,
  after: Answers,
  limits: Limits,
  findings: readonly FindingFields[],
  place: Omit<FindingPlace, 'clientId'>,
  name: () => string,
): Follow {
  const failedBefore = new Set(score(content, before, limits).failures);
  const failsNow = new Set(score(content, after, limits).failures);
  const covered = new Map(findings.map((finding) => [finding.itemCode, finding]));
  const opened: FindingFields[] = [];
  const changed: FindingFields[] = [];
  for (const { item } of itemsOf(content)) {
    const own = covered.get(item.code);
    if (failsNow.has(item.code) && !failedBefore.has(item.code) && !own)
      opened.push(findingOfItem(item, after, { ...place, clientId: name() }));
    if (own) {
      const next = followItem(item, own, answerOf(before, item.code), answerOf(after, item.code));
      if (next !== own) changed.push(next);
    }
  }
  return { opened, changed };
}

function followItem(
  item: Item,
  finding: FindingFields,
  before: Answer | undefined,
  after: Answer | undefined,
): FindingFields {
  let next = finding;
  if (item.scoring?.unit === 'per_person' && countOf(after) !== null && finding.headCount === countOf(before))
    if (countOf(after) !== countOf(before)) next = { ...next, headCount: countOf(after) };
  const [was, is] = [before?.note ?? null, after?.note ?? null];
  if (after && was !== is && finding.description === was) next = { ...next, description: is };
  return next;
}
