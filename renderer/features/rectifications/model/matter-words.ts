import type { Light } from '../../../../domain/rectification/kinds.js';
import { timeLeft, type Timed } from '../../../../domain/rectification/left.js';
import { unitAtWork, type ActionRefusal } from '../../../../domain/rectification/life.js';
import type {
  RectificationDetail,
  RectificationEvent,
  RectificationRow,
} from '../../../../domain/rectification/schema.js';
import type { LightColour } from '../../../shared/components/StateLight.vue';
import { hasText, translate as t, type Locale } from '../../../shared/i18n';
import { formatDay, shortDay } from '../../../shared/i18n/format';
import { statesFor, type DeedName } from './deeds';

/** The ledger's lights as the shared component draws them. */
export const lightColours: Record<Light, LightColour> = {
  green: 'green',
  yellow: 'amber',
  red: 'red',
  blue: 'blue',
  grey: 'grey',
};

/**
 * How far it is from its due date: `余 3 个工作日`, `逾期 2 个工作日`, `按期提交`, `停计中`; empty where nothing runs.
 * @param now UTC milliseconds
 */
export function remainingWords(row: Timed, now = Date.now()): string {
  const left = timeLeft(row, now);
  // The day of a review has a place of its own.
  if (left === null || left.word === 'standingOn' || left.word === 'standing') return '';
  return t(`matter.left.${left.word}`, { n: left.n });
}

/** The same beside a word for the state, which says already that an appeal is being decided. */
export const remainingBeside = (row: Timed, now = Date.now()): string =>
  timeLeft(row, now)?.word === 'deciding' ? '' : remainingWords(row, now);

/**
 * What is said of a matter where it waits for whoever reads: the term of an answer before the unit's own clock, and what
 * brought it here where no clock did.
 * @param now UTC milliseconds
 */
export function waitsWords(row: RectificationRow, now = Date.now()): string {
  if (row.state === 'appealed' && row.light === 'blue' && row.decideByDay !== null)
    return t('matter.left.decideBy', { day: shortDay(row.decideByDay) });
  // Whatever day was named: nobody but the unit signs, and others are asked once the term of signing is over.
  if (row.state === 'issued' && row.light === 'yellow') return t('matter.left.unsigned');
  return remainingWords(row, now);
}

/** Why a deed cannot be done now, in a sentence that says when it can. */
export function refusalWords(
  name: DeedName,
  refusal: ActionRefusal,
  join: (words: readonly string[]) => string,
): string {
  const from = statesFor(name);
  // Four states are one to whoever reads: the unit has it in hand.
  const atWork = unitAtWork.every((one) => from.includes(one));
  const others = from.filter((one) => !atWork || !(unitAtWork as readonly string[]).includes(one));
  const states = [...others.map((one) => t(`rectificationState.${one}`)), ...(atWork ? [t('matter.atWork')] : [])];
  return t(`matter.refusal.${refusal}`, { states: join(states) });
}

/** What a step of the history carries beside its note, e.g. a new due day. */
export function eventDetail({ detail }: RectificationEvent, locale: Locale): string[] {
  return Object.entries(detail).flatMap(([key, value]) => {
    const words = `matter.detail.${key}`;
    const named = {
      result: `verificationResult.${value}`,
      method: `verificationMethod.${value}`,
      level: `followUpOrder.level.${value}`,
    }[key];
    if (named !== undefined && hasText(named)) return [t(named)];
    // The day that was granted is the due day by now.
    if (value === null || !hasText(words) || (key === 'dueDay' && 'newDueDay' in detail)) return [];
    const isDay = typeof value === 'number' && key.toLowerCase().endsWith('day');
    return [t(words, { value: isDay ? formatDay(value, locale) : value })];
  });
}

/** Who may not verify: whoever saw it, and the unit's people. */
export function notVerifiers({ people }: Pick<RectificationDetail, 'people'>): string[] {
  return [...new Set(people.filter(({ part }) => part === 'seen' || part === 'unit').map(({ who }) => who))];
}

export interface PersonLine {
  part: RectificationDetail['people'][number]['part'];
  /** Null while nobody is named. */
  who: string | null;
}
const parts = ['seen', 'confirmed', 'issued', 'unit', 'verified', 'closed'] as const;
/** Parts of which the page says that they wait for somebody. */
const expected: readonly string[] = ['verified', 'closed'];

/** Who has which part; the two that must be other people stand there from the beginning. */
export const peopleLines = ({ people }: Pick<RectificationDetail, 'people'>): PersonLine[] =>
  parts.flatMap((part): PersonLine[] => {
    const who = people.filter((one) => one.part === part).map((one) => one.who);
    if (who.length > 0) return [{ part, who: who.join(' ') }];
    return expected.includes(part) ? [{ part, who: null }] : [];
  });
