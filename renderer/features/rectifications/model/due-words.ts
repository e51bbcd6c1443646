import type { DueExplanation } from '../../../../domain/rectification/explain.js';
import { formatDay, isoDay, weekday } from '../../../shared/i18n/format';
import { currentLocale, translate } from '../../../shared/i18n';

/** What is said about a due date beside its strip. */

const minuteText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const MIDNIGHT = 1440;

/** `10-13 周二`; with its year where that is not this one. */
export function dueDayText(day: number, year: number): string {
  const iso = isoDay(day);
  const date = Number(iso.slice(0, 4)) === year ? iso.slice(5) : iso;
  return currentLocale() === 'en' ? `${weekday(day, 'en')} ${date}` : `${date} ${weekday(day, 'zh-CN')}`;
}

export function dueTitle({ state, dueDay }: Pick<DueExplanation, 'state' | 'dueDay'>, year: number): string {
  if (dueDay !== null) return translate('due.why', { day: dueDayText(dueDay, year) });
  if (state === 'notStarted') return translate('due.notStarted');
  if (state === 'suspended') return translate('due.suspended');
  return translate(state === 'standing' ? 'due.standing' : 'due.none');
}

/** The rule of the term, e.g. 限期整改 5 个工作日，签收次日起算. */
export const dueRule = ({ type, amount, countFrom }: Pick<DueExplanation, 'type' | 'amount' | 'countFrom'>): string =>
  translate(`due.rule.${type}`, { amount: amount ?? '', from: translate(`due.from.${countFrom}`) });

function calendarText({ calendars, dayEndMinute }: Pick<DueExplanation, 'calendars' | 'dayEndMinute'>): string[] {
  if (calendars.length === 0) return [];
  const words = calendars.map(({ year, status, paperNo }) => {
    if (status === 'provisional') return translate('due.sentence.yearProvisional', { year });
    if (paperNo === null) return translate('due.sentence.yearPlain', { year });
    return translate('due.sentence.year', { year, paper: paperNo });
  });
  const end =
    dayEndMinute >= MIDNIGHT
      ? translate('due.sentence.endMidnight')
      : translate('due.sentence.endAt', { time: minuteText(dayEndMinute) });
  return [translate('due.sentence.calendar', { years: words.join(currentLocale() === 'en' ? ', ' : '、'), end })];
}

const joinDays = (days: readonly number[]): string =>
  days
    .map((day) => `${isoDay(day).slice(5)} ${weekday(day, currentLocale())}`)
    .join(currentLocale() === 'en' ? ', ' : '、');

/** The sentences below the strip: what is unusual about these days, the calendar they rest on, and that it may change. */
export function dueNotes(explanation: DueExplanation): string[] {
  const { steps, state, countFrom, nextReviewDay, dueDay, originalDueDay } = explanation;
  const of = (kind: DueExplanation['steps'][number]['kind']) => steps.filter((step) => step.kind === kind);
  const notes: string[] = [];
  if (nextReviewDay !== null)
    notes.push(translate('due.nextReview', { day: formatDay(nextReviewDay, currentLocale()) }));
  if (state === 'notStarted' && dueDay === null)
    notes.push(translate(countFrom === 'issue' ? 'due.sentence.notStartedIssue' : 'due.sentence.notStarted'));
  // A due day that has a name works against the week.
  const makeups = steps.flatMap(({ kind, day, name }) =>
    kind === 'makeup' || (kind === 'due' && name !== null) ? [day] : [],
  );
  if (makeups.length > 0) notes.push(translate('due.sentence.makeup', { days: joinDays(makeups) }));
  const locals = of('localOff').map(({ day }) => day);
  if (locals.length > 0) notes.push(translate('due.sentence.localOff', { days: joinDays(locals) }));
  if (originalDueDay !== null && dueDay !== null && originalDueDay !== dueDay) {
    const days = { original: isoDay(originalDueDay).slice(5), due: isoDay(dueDay).slice(5) };
    const extended = of('extended').length > 0 || of('suspended').length === 0;
    notes.push(translate(extended ? 'due.sentence.extended' : 'due.sentence.moved', days));
  }
  if (of('suspended').length > 0) notes.push(translate('due.sentence.suspendedDays'));
  return [...notes, ...calendarText(explanation)];
}
