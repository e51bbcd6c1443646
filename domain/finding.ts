import { z } from 'zod';
import type { Answers } from './checklist/answers.js';
import { answerOf } from './checklist/answers.js';
import { deadlineTypeNames, findingCategories, severities } from './checklist/kinds.js';
import { code, itemsOf, type Item, type TemplateContent } from './checklist/schema.js';
import type { Limits } from './checklist/verdict.js';
import { clientId, id, instant, line, optionalLine, optionalText } from './fields.js';
import { score } from './scoring.js';

/** A finding (问题) of a visit: what was seen, where, when, how many and how long, and the rule it breaks. */
export const findingFields = z.strictObject({
  /** Made when the finding is opened, and its name until it is stored. */
  clientId,
  /** Which checklist of the visit, and the item of it that failed; both null for a free finding. */
  checklist: clientId.nullable(),
  itemCode: code.nullable(),
  title: line(200),
  category: z.enum(findingCategories),
  severity: z.enum(severities),
  basisClause: optionalLine(200),
  windowId: id.nullable(),
  /** The unit that answers for it (责任单位). */
  unitId: id.nullable(),
  /** UTC milliseconds, shown to the minute. */
  at: instant.nullable(),
  headCount: z.int().min(1).max(100_000).nullable(),
  /** Of how many: 3 of 10 absent. */
  headTotal: z.int().min(1).max(100_000).nullable(),
  durationSeconds: z
    .int()
    .min(0)
    .max(7 * 86_400)
    .nullable(),
  description: optionalText(4000),
  correctedOnSpot: z.boolean(),
  deadlineType: z.enum(deadlineTypeNames),
  deadlineAmount: z.int().min(1).max(365).nullable(),
});
export type FindingFields = z.infer<typeof findingFields>;

/** Why a finding is refused beyond its shape; each has a sentence in every locale. */
export const findingRules = ['headAboveTotal', 'totalWithoutHead', 'itemWithoutChecklist'] as const;
export function findingFaults(
  finding: FindingFields,
): { path: keyof FindingFields; rule: (typeof findingRules)[number] }[] {
  const faults: ReturnType<typeof findingFaults> = [];
  const { headCount, headTotal } = finding;
  if (headTotal !== null && headCount === null) faults.push({ path: 'headCount', rule: 'totalWithoutHead' });
  if (headTotal !== null && headCount !== null && headCount > headTotal)
    faults.push({ path: 'headCount', rule: 'headAboveTotal' });
  if ((finding.itemCode === null) !== (finding.checklist === null))
    faults.push({ path: 'itemCode', rule: 'itemWithoutChecklist' });
  return faults;
}

/** Where and when an item failed. */
export interface FindingPlace {
  clientId: string;
  checklist: string;
  windowId: number | null;
  unitId: number | null;
  at: number | null;
}

/** The finding a failed item opens, with everything the template knows filled in. Persons are counted where it counts persons. */
export function findingOfItem(item: Item, answers: Answers, place: FindingPlace): FindingFields {
  const given = answerOf(answers, item.code);
  const counted = item.scoring?.unit === 'per_person' && given && 'count' in given ? given.count : null;
  return {
    ...place,
    itemCode: item.code,
    title: item.findingTitle ?? item.title,
    category: item.findingCategory,
    severity: item.severity,
    basisClause: item.basisClause,
    headCount: counted,
    headTotal: null,
    durationSeconds: null,
    description: given?.note ?? null,
    correctedOnSpot: false,
    deadlineType: item.deadline.type,
    deadlineAmount: item.deadline.amount,
  };
}

/**
 * What a change of answers means for the findings of one checklist: `toOpen` are items that fail and have none, `idle`
 * are findings whose item does not fail any more. The latter are shown, never dropped: somebody wrote in them.
 */
export function findingChanges(
  content: TemplateContent,
  answers: Answers,
  limits: Limits,
  findings: readonly Pick<FindingFields, 'clientId' | 'itemCode'>[],
): { toOpen: Item[]; idle: string[] } {
  const failing = new Set(score(content, answers, limits).failures);
  const covered = new Set(findings.map(({ itemCode }) => itemCode));
  return {
    toOpen: itemsOf(content)
      .map(({ item }) => item)
      .filter((item) => failing.has(item.code) && !covered.has(item.code)),
    idle: findings
      .filter(({ itemCode }) => itemCode !== null && !failing.has(itemCode))
      .map((finding) => finding.clientId),
  };
}
