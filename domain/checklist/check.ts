import type { FieldIssue } from '../errors.js';
import { deadlineTypes, measureUnits } from './kinds.js';
import { itemsOf, type Condition, type Item, type Section, type TemplateContent } from './schema.js';
import { hundredths } from './verdict.js';

/**
 * Why the content of a template is refused beyond its shape, and the values the sentence of each rule may use beside
 * `section` and `item`, the codes of the place. Each has a sentence in every locale.
 */
export const templateRules = {
  sectionTwice: ['value'],
  itemTwice: ['value'],
  optionTwice: ['value'],
  gradeTwice: ['value'],
  /** Two grades begin at the same score. */
  gradeSame: ['value'],
  /** No grade begins at 0, so a low score would have none. */
  gradeLowest: [],
  gradeAboveTop: ['value', 'top'],
  /** The sections' base scores do not add up to the whole's. */
  baseSum: ['sum', 'base'],
  weightSum: ['sum'],
  weightMissing: [],
  weightUnused: [],
  /** A weighted section needs a base score to be a share of. */
  baseZero: [],
  /** Weights divide the whole into hundredths of a point only when it is a whole number. */
  baseWhole: ['base'],
  capUnused: [],
  capBelowPoints: ['cap', 'points'],
  capAboveBase: ['cap', 'base'],
  capBelowBase: ['cap', 'base'],
  /** It asks for bonuses but the cap of all bonuses is 0. */
  bonusCapZero: [],
  /** A section that can lose nothing though it deducts. */
  deductsFromZero: [],
  conditionUnknown: ['value'],
  conditionLater: ['value'],
  conditionCycle: ['value'],
  conditionOption: ['value', 'option'],
  conditionKind: ['value'],
  range: ['minimum', 'maximum'],
  outOfRange: ['value', 'minimum', 'maximum'],
  stepUnused: [],
  limitMissing: [],
  measureUnit: ['unit', 'expected'],
  amountMissing: [],
  amountUnused: [],
  optionPoints: ['value'],
  optionsWorthNothing: [],
  criticalNeedsFailure: [],
} as const satisfies Record<string, readonly string[]>;
export type TemplateRule = keyof typeof templateRules;

/** `path` is dotted from the content (`sections.0.items.3.scoring.cap`); `section` and `item` in `params` are codes. */
export interface TemplateFault extends FieldIssue {
  rule: TemplateRule;
  params: Record<string, string | number>;
}

type Report = (path: string, rule: TemplateRule, params?: Record<string, string | number>) => void;

/** Every fault of a template that has the right shape, from the top down; none when it may be published. */
export function checkTemplate(content: TemplateContent): TemplateFault[] {
  const faults: TemplateFault[] = [];
  const at =
    (place: Record<string, string>): Report =>
    (path, rule, params = {}) =>
      faults.push({ path, rule, params: { ...place, ...params } });

  checkWhole(content, at({}));
  const seen = { sections: new Set<string>(), items: new Set<string>() };
  const conditions = conditionFaults(content);
  content.sections.forEach((section, index) => {
    const path = `sections.${index}`;
    const report = at({ section: section.code });
    once(seen.sections, section.code, `${path}.code`, 'sectionTwice', report);
    checkSection(content, section, path, report);
    section.items.forEach((item, position) => {
      const itemPath = `${path}.items.${position}`;
      const reportItem = at({ section: section.code, item: item.code });
      once(seen.items, item.code, `${itemPath}.code`, 'itemTwice', reportItem);
      checkItem(item, itemPath, reportItem);
      for (const { rule, params } of conditions.get(item) ?? []) reportItem(`${itemPath}.showWhen`, rule, params);
    });
  });
  return faults;
}

function once(seen: Set<string>, value: string, path: string, rule: TemplateRule, report: Report): void {
  if (seen.has(value)) report(path, rule, { value });
  seen.add(value);
}

function checkWhole(content: TemplateContent, report: Report): void {
  const { sections, baseScore, combine, cap, bonusCap, totalCap, grades } = content;
  if (combine === 'sum') {
    const sum = sections.reduce((total, { baseScore: own }) => total + hundredths(own), 0);
    if (sum !== hundredths(baseScore)) report('baseScore', 'baseSum', { sum: sum / 100, base: baseScore });
    if (cap !== null && cap > baseScore) report('cap', 'capAboveBase', { cap, base: baseScore });
  } else {
    const sum = sections.reduce((total, { weight }) => total + (weight ?? 0), 0);
    if (sum !== 100) report('sections', 'weightSum', { sum });
    if (!Number.isInteger(baseScore)) report('baseScore', 'baseWhole', { base: baseScore });
    if (cap !== null) report('cap', 'capUnused');
  }
  const gives = itemsOf(content).some(({ item }) => item.scoring?.effect === 'bonus');
  if (gives && bonusCap === 0) report('bonusCap', 'bonusCapZero');
  if (totalCap !== null && totalCap < baseScore) report('totalCap', 'capBelowBase', { cap: totalCap, base: baseScore });

  const top = totalCap ?? (hundredths(baseScore) + hundredths(bonusCap)) / 100;
  const [codes, starts] = [new Set<string>(), new Set<number>()];
  grades.forEach((grade, index) => {
    once(codes, grade.code, `grades.${index}.code`, 'gradeTwice', report);
    if (starts.has(grade.from)) report(`grades.${index}.from`, 'gradeSame', { value: grade.from });
    starts.add(grade.from);
    if (grade.from > top) report(`grades.${index}.from`, 'gradeAboveTop', { value: grade.from, top });
  });
  if (grades.length > 0 && !starts.has(0)) report('grades', 'gradeLowest');
}

function checkSection(content: TemplateContent, section: Section, path: string, report: Report): void {
  const { baseScore, weight, cap, floorMode, items } = section;
  if (content.combine === 'sum' && weight !== null) report(`${path}.weight`, 'weightUnused');
  if (content.combine === 'weighted') {
    if (weight === null) report(`${path}.weight`, 'weightMissing');
    if (baseScore === 0) report(`${path}.baseScore`, 'baseZero');
  }
  if (cap !== null && floorMode === 'section_zero' && cap > baseScore)
    report(`${path}.cap`, 'capAboveBase', { cap, base: baseScore });
  const deducts = items.some(({ scoring }) => scoring?.effect === 'deduction');
  if (content.combine === 'sum' && deducts && baseScore === 0 && floorMode === 'section_zero')
    report(`${path}.baseScore`, 'deductsFromZero');
}

function checkItem(item: Item, path: string, report: Report): void {
  const { amount } = deadlineTypes[item.deadline.type];
  if (amount === null && item.deadline.amount !== null) report(`${path}.deadline.amount`, 'amountUnused');
  if (amount !== null && item.deadline.amount === null) report(`${path}.deadline.amount`, 'amountMissing');
  checkCap(item, path, report);
  if (item.critical && !canFail(item)) report(`${path}.critical`, 'criticalNeedsFailure');
  if ('minimum' in item) checkRange(item, path, report);
  if (item.kind === 'number') checkNumber(item, path, report);
  if ('options' in item) checkOptions(item, path, report);
}

/** A cap below one single deduction would never let it count in full: one of the two numbers is wrong. */
function checkCap(item: Item, path: string, report: Report): void {
  if (!item.scoring || item.scoring.cap === null) return;
  const { cap } = item.scoring;
  const points =
    'options' in item
      ? Math.max(...item.options.map((option) => option.points))
      : 'points' in item.scoring
        ? item.scoring.points
        : 0;
  if (cap < points) report(`${path}.scoring.cap`, 'capBelowPoints', { cap, points });
}

function canFail(item: Item): boolean {
  if (item.kind === 'text' || item.scoring?.effect === 'bonus') return false;
  if ('options' in item) return item.options.some((option) => option.fails);
  return item.kind !== 'number' || item.limit !== null;
}

type Ranged = Extract<Item, { minimum: number }>;
function checkRange(item: Ranged, path: string, report: Report): void {
  const { minimum, maximum } = item;
  if (minimum >= maximum) return report(`${path}.maximum`, 'range', { minimum, maximum });
  const [field, value] =
    item.kind === 'scale'
      ? ['passFrom', item.passFrom]
      : ['limit.value', item.limit && 'value' in item.limit ? item.limit.value : null];
  if (value !== null && (value < minimum || value > maximum))
    report(`${path}.${field}`, 'outOfRange', { value, minimum, maximum });
}

function checkNumber(item: Extract<Item, { kind: 'number' }>, path: string, report: Report): void {
  if (item.scoring && !item.limit) report(`${path}.limit`, 'limitMissing');
  if (item.step !== null && (!item.limit || item.scoring?.unit === 'once')) report(`${path}.step`, 'stepUnused');
  const measures = [
    ['limit.measure', item.limit && 'measure' in item.limit ? item.limit.measure : null],
    ['from', item.from],
  ] as const;
  for (const [field, measure] of measures)
    if (measure !== null && measureUnits[measure] !== item.unit)
      report(`${path}.${field}`, 'measureUnit', { unit: item.unit, expected: measureUnits[measure] });
}

function checkOptions(item: Extract<Item, { options: unknown }>, path: string, report: Report): void {
  const codes = new Set<string>();
  item.options.forEach((option, index) => {
    once(codes, option.code, `${path}.options.${index}.code`, 'optionTwice', report);
    // Points without a rule to count them by, or a deduction for what is no failure, are a slip of the pen.
    const idle = !item.scoring || (item.scoring.effect === 'deduction' && !option.fails);
    if (option.points > 0 && idle) report(`${path}.options.${index}.points`, 'optionPoints', { value: option.code });
  });
  if (item.scoring && item.options.every(({ points }) => points === 0))
    report(`${path}.options`, 'optionsWorthNothing');
}

/** The leaves of a condition. */
function leavesOf(condition: Condition): Extract<Condition, { item: string }>[] {
  if ('item' in condition) return [condition];
  if ('not' in condition) return leavesOf(condition.not);
  return ('all' in condition ? condition.all : condition.any).flatMap(leavesOf);
}

interface ConditionFault {
  rule: TemplateRule;
  params: Record<string, string | number>;
}

/** Faults of every item's condition: what it names must exist, stand earlier and fit; a ring is named as a ring. */
function conditionFaults(content: TemplateContent): Map<Item, ConditionFault[]> {
  const items = itemsOf(content).map(({ item }) => item);
  const place = new Map(items.map((item, index) => [item.code, index]));
  const needs = new Map(
    items.map((item) => [item.code, item.showWhen ? leavesOf(item.showWhen).map((leaf) => leaf.item) : []]),
  );
  return new Map(
    items.map((item, index) => {
      const leaves = item.showWhen ? leavesOf(item.showWhen) : [];
      const ring = reaches(needs, item.code);
      const faults = leaves.flatMap((leaf): ConditionFault[] => {
        const value = leaf.item;
        const at = place.get(value);
        const target = at === undefined ? undefined : items[at];
        if (at === undefined || !target) return [{ rule: 'conditionUnknown', params: { value } }];
        if (at >= index) return [{ rule: ring ? 'conditionCycle' : 'conditionLater', params: { value } }];
        return leafFault(leaf, target);
      });
      return [item, faults];
    }),
  );
}

function leafFault(leaf: Extract<Condition, { item: string }>, target: Item): ConditionFault[] {
  const value = leaf.item;
  if ('compare' in leaf && target.kind !== 'scale' && target.kind !== 'number')
    return [{ rule: 'conditionKind', params: { value } }];
  if ('chosen' in leaf) {
    if (!('options' in target)) return [{ rule: 'conditionKind', params: { value } }];
    if (!target.options.some((option) => option.code === leaf.chosen))
      return [{ rule: 'conditionOption', params: { value, option: leaf.chosen } }];
  }
  return [];
}

/** Whether an item's condition leads back to the item itself. */
function reaches(needs: ReadonlyMap<string, readonly string[]>, start: string): boolean {
  const seen = new Set<string>();
  const open = [...(needs.get(start) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === start) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(needs.get(next) ?? []));
  }
  return false;
}
