import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from '../../../domain/checklist/answers.js';
import { checkTemplate } from '../../../domain/checklist/check.js';
import { itemsOf, type Item, type TemplateContent } from '../../../domain/checklist/schema.js';
import { judge } from '../../../domain/checklist/verdict.js';
import { seeded, type Random } from '../../../domain/random.js';
import { score } from '../../../domain/scoring.js';
import {
  choice,
  chosen,
  conformity,
  conforms,
  fails,
  notApplicable,
  notObserved,
  number,
  option,
  scale,
  section,
  template,
  value,
  worth,
} from '../checklist/fixtures.js';

/** 300 templates and their answers, the same in every run. */
const SEEDS = Array.from({ length: 300 }, (_, index) => index);

const pick = <T>(random: Random, from: readonly T[]): T => from[random.below(from.length)] as T;

function randomItem(random: Random, code: string, earlier: readonly string[]): Item {
  const points = pick(random, [0.1, 0.2, 0.3, 0.5, 1, 2, 5]);
  const cap = pick(random, [undefined, points, points * 3]);
  const effect = random.below(5) === 0 ? 'bonus' : 'deduction';
  const scoring = worth(points, {
    effect,
    unit: pick(random, ['per_person', 'once'] as const),
    ...(cap ? { cap } : {}),
  });
  const critical = effect === 'deduction' && random.below(8) === 0;
  const target = earlier.length > 0 && random.below(3) === 0 ? pick(random, earlier) : null;
  const leaf = target === null ? null : { item: target, is: pick(random, ['fails', 'conforms', 'answered'] as const) };
  const rest = { critical, showWhen: leaf && (random.below(2) === 0 ? leaf : { not: leaf }) };
  const options = [
    option('a', 0, effect === 'deduction'),
    option('b', points, effect === 'deduction'),
    option('c', 0, false),
  ];
  const choices = { scoring: { effect, unit: scoring.unit, cap: scoring.cap }, ...rest } as const;
  return pick(random, [
    () => conformity(code, scoring, rest),
    () => scale(code, scoring, rest),
    () => number(code, scoring, { ...rest, ...(scoring.unit === 'once' ? {} : { step: 2.5 }) }),
    () => choice('single_choice', code, options, choices),
    () => choice('multiple_choice', code, options, choices),
  ])();
}

function randomTemplate(random: Random): TemplateContent {
  const weighted = random.below(2) === 0;
  const codes: string[] = [];
  const bases = [[100], [50, 50], [30, 30, 40]][random.below(3)] as number[];
  const sections = bases.map((base, at) =>
    section(
      `S${at}`,
      base,
      Array.from({ length: 1 + random.below(6) }, () => {
        const code = `I${codes.length}`;
        const made = randomItem(random, code, codes);
        codes.push(code);
        return made;
      }),
      {
        weight: weighted ? base : null,
        floorMode: pick(random, ['section_zero', 'run_on'] as const),
        cap: pick(random, [null, base / 4]),
      },
    ),
  );
  return template(sections, {
    combine: weighted ? 'weighted' : 'sum',
    cap: weighted ? null : pick(random, [null, 40]),
    totalCap: pick(random, [null, 105]),
    criticalEffect: pick(random, ['flag', 'lowest_grade', 'zero_score'] as const),
  });
}

function randomAnswer(random: Random, item: Item): Answer {
  const mark = random.below(8);
  if (mark === 0) return notApplicable;
  if (mark === 1) return notObserved;
  const count = 1 + random.below(20);
  if (item.kind === 'scale') return value(1 + random.below(5));
  if (item.kind === 'number') return value(random.below(6000) / 10);
  if (item.kind === 'single_choice') return chosen([pick(random, ['a', 'b', 'c'])], count);
  if (item.kind === 'multiple_choice')
    return chosen(
      ['a', 'b', 'c'].filter(() => random.below(2) === 0),
      count,
    );
  return random.below(2) === 0 ? conforms(count) : fails(count);
}

const made = SEEDS.map((seed) => {
  const random = seeded(`score ${seed}`);
  const content = randomTemplate(random);
  const full: Answers = Object.fromEntries(itemsOf(content).map(({ item }) => [item.code, randomAnswer(random, item)]));
  const partial: Answers = Object.fromEntries(Object.entries(full).filter(() => random.below(2) === 0));
  return { seed, content, full, partial };
});

describe('every score', () => {
  it('comes from templates that have no fault', () => {
    for (const { content } of made) expect(checkTemplate(content)).toEqual([]);
  });

  it('lies between its floors and caps, in whole hundredths', () => {
    for (const { content, full } of made) {
      const result = score(content, full);
      expect(result.score).toBeGreaterThanOrEqual(0);
      expect(result.score).toBeLessThanOrEqual((content.totalCap ?? content.baseScore + content.bonusCap) * 100);
      for (const number of [
        result.score,
        result.raw,
        ...result.sections.flatMap((part) => [part.lost, part.contribution]),
      ])
        expect(Number.isSafeInteger(number)).toBe(true);
      content.sections.forEach((part, index) => {
        if (part.floorMode === 'section_zero') expect(result.sections[index]!.score).toBeGreaterThanOrEqual(0);
        if (part.cap !== null) expect(result.sections[index]!.lost).toBeLessThanOrEqual(part.cap * 100);
      });
    }
  });

  it('applies no more than was asked, nor than the cap, and says so where it applies less', () => {
    for (const { content, full } of made) {
      const items = new Map(itemsOf(content).map(({ item }) => [item.code, item]));
      for (const reason of score(content, full).reasons) {
        expect(reason.applied).toBeGreaterThanOrEqual(0);
        expect(reason.applied).toBeLessThanOrEqual(reason.asked);
        const cap = items.get(reason.item)?.scoring?.cap;
        if (typeof cap === 'number') expect(reason.applied).toBeLessThanOrEqual(Math.round(cap * 100));
        expect(reason.cappedBy === null).toBe(reason.applied === reason.asked);
      }
    }
  });

  it('is explained by its reasons', () => {
    for (const { content, full } of made) {
      const result = score(content, full);
      const sum = (effect: string, from = result.reasons) =>
        from.filter((reason) => reason.effect === effect).reduce((total, reason) => total + reason.applied, 0);
      for (const part of result.sections)
        expect(part.lost).toBe(
          sum(
            'deduction',
            result.reasons.filter((reason) => reason.section === part.section),
          ),
        );
      const kept = result.sections.reduce((total, part) => total + part.contribution, 0);
      expect(result.raw).toBe(kept + sum('bonus'));
      if (content.combine === 'sum') expect(result.raw).toBe(result.base - sum('deduction') + sum('bonus'));
    }
  });

  it('does not depend on the order in which the answers came', () => {
    for (const { content, full } of made) {
      const turned = Object.fromEntries(Object.entries(full).reverse());
      expect(score(content, turned)).toEqual(score(content, full));
    }
  });

  it('lies within every range that was shown on the way to it', () => {
    for (const { content, full, partial } of made) {
      const [final, live] = [score(content, full), score(content, partial)];
      expect(final.score).toBeGreaterThanOrEqual(live.lowest);
      expect(final.score).toBeLessThanOrEqual(live.highest);
      expect(live.score).toBeGreaterThanOrEqual(live.lowest);
      expect(live.lowest).toBeGreaterThanOrEqual(0);
    }
  });

  it('has no range left and no undecided item when all is answered', () => {
    for (const { content, full } of made) {
      const result = score(content, full);
      expect([result.lowest, result.highest]).toEqual([result.score, result.score]);
      const visibilities = [...judge(content, full, {}).values()].map((its) => its.visibility);
      expect(visibilities).not.toContain('undecided');
      expect(result.counts.open).toBe(0);
    }
  });
});
