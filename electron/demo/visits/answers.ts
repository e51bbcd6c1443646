import type { Answer } from '../../../domain/checklist/answers.js';
import type { Item, TemplateContent } from '../../../domain/checklist/schema.js';
import { itemsOf } from '../../../domain/checklist/schema.js';
import { judge, type Limits } from '../../../domain/checklist/verdict.js';
import type { Random } from '../random.js';
import type { Say } from '../words.js';
import { remarks } from '../data/observations.js';

/** What the answers of a checklist depend on. */
export interface Observed {
  random: Random;
  say: Say;
  /** Chance that an item fails. */
  failing: number;
  /** Minutes the steps measured, where they did. */
  measured: Readonly<Partial<Record<string, number>>>;
  limits: Limits;
}

const NOT_OBSERVED = 0.04;
const NOT_APPLICABLE = 0.03;
const CRITICAL = 0.06;

/** Answers every item that is asked, in the order of the template: what earlier answers hide stays open. */
export function fillChecklist(content: TemplateContent, observed: Observed): Record<string, Answer> {
  const answers: Record<string, Answer> = {};
  for (const { item } of itemsOf(content)) {
    if (judge(content, answers, observed.limits).get(item.code)?.visibility !== 'shown') continue;
    const given = answerOf(item, observed);
    if (given) answers[item.code] = given;
  }
  return answers;
}

function answerOf(item: Item, observed: Observed): Answer | null {
  const { random, say } = observed;
  const draw = random.next();
  if (item.kind === 'text')
    return item.required || draw < 0.2 ? { kind: 'text', text: say(random.pick(remarks)), note: null } : null;
  if (item.scoring?.effect === 'bonus') return bonusOf(item, draw);
  if (item.kind !== 'number' && draw < NOT_OBSERVED) return { kind: 'not_observed', note: null };
  if (draw < NOT_OBSERVED + NOT_APPLICABLE && item.kind === 'conformity') return { kind: 'not_applicable', note: null };
  const fails = random.next() < observed.failing * (item.critical ? CRITICAL : 1);
  switch (item.kind) {
    case 'conformity':
      return fails
        ? { kind: 'fails', count: 1 + random.below(2), note: null }
        : { kind: 'conforms', count: 1, note: null };
    case 'scale': {
      const value = fails
        ? Math.max(item.minimum, item.passFrom - 1 - random.below(2))
        : Math.min(item.maximum, item.passFrom + random.below(item.maximum - item.passFrom + 1));
      return { kind: 'value', value, note: null };
    }
    case 'number':
      return { kind: 'value', value: numberOf(item, fails, observed), note: null };
    case 'single_choice': {
      const among = item.options.filter((option) => option.fails === fails);
      const option = among[random.below(Math.max(1, among.length))] ?? item.options[0];
      return { kind: 'chosen', options: option ? [option.code] : [], count: 1, note: null };
    }
    case 'multiple_choice': {
      const among = item.options.filter((option) => option.fails === fails);
      const option = among[random.below(Math.max(1, among.length))];
      return { kind: 'chosen', options: fails && option ? [option.code] : [], count: 1, note: null };
    }
  }
}

/** Bonuses are rare, and most often there is no occasion. */
function bonusOf(item: Item, draw: number): Answer {
  if (item.kind === 'conformity' && draw < 0.12) return { kind: 'conforms', count: 1, note: null };
  return { kind: 'not_applicable', note: null };
}

type NumberItem = Extract<Item, { kind: 'number' }>;

function numberOf(item: NumberItem, fails: boolean, { random, measured, limits }: Observed): number {
  const inside = (value: number): number =>
    Number(Math.min(item.maximum, Math.max(item.minimum, value)).toFixed(item.decimals));
  const seen = item.from === null ? undefined : measured[item.from];
  if (seen !== undefined) return inside(seen);
  const limit = item.limit && ('measure' in item.limit ? limits[item.limit.measure] : item.limit.value);
  if (limit === null || limit === undefined) return inside(item.minimum + random.below(10));
  const beyond = 1 + random.below(4);
  if (item.limit?.side === 'at_least') return inside(fails ? limit - beyond : limit + random.below(3));
  return inside(fails ? limit + beyond : Math.floor(limit * (0.3 + random.next() * 0.7)));
}
