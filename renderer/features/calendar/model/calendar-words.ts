import { holidayName } from '../../../../domain/calendar/holidays.js';
import type { CalendarPreview, SpecialDay } from '../../../../domain/contract/commands/calendar.js';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import { i18n, translate } from '../../../shared/i18n';
import { isoDay } from '../../../shared/i18n/format';

const nameOf = (holiday: string): string => holidayName(holiday, i18n.global.locale.value === 'en' ? 'en' : 'zh');

/** 休 国庆节, 班 春节, 本地休 大厅搬迁: what a day is, with its name. */
export const kindWords = ({ why, name }: Omit<SpecialDay, 'day'>): string =>
  [translate(`calendar.kind.${why}`), name === null ? '' : nameOf(name)].filter((word) => word !== '').join(' ');

type Named = CalendarPreview['changes'][number]['before'];

/** What a paper says of a day; null where it is an ordinary day of the week. */
export function namedWords(named: Named, works: boolean): string {
  if (named === null) return translate(works ? 'calendar.preview.plainWork' : 'calendar.preview.plainRest');
  const name = named.holiday === null ? '' : nameOf(named.holiday);
  return translate(`calendar.preview.${named.kind}`, { name }).replace(/[\s,]+$/, '');
}

/** More days of rest than this beside what stands make a calendar doubtful. */
const MOST_MORE_OFF = 60;
const NAMED = 5;

/** What speaks against a calendar, in sentences: holidays that become working days, far more rest than before. */
export function doubts({ changes }: Pick<CalendarPreview, 'changes'>): string[] {
  const lost = changes.filter(
    ({ before, workedBefore, worksAfter }) =>
      before?.kind === 'off' && before.holiday !== null && !workedBefore && worksAfter,
  );
  const more = changes.filter(({ workedBefore, worksAfter }) => workedBefore && !worksAfter).length;
  const days = lost
    .slice(0, NAMED)
    .map(({ day, before }) => `${isoDay(day).slice(5)} ${nameOf(before?.holiday ?? '')}`);
  const list = days.join(i18n.global.locale.value === 'en' ? ', ' : '、') + (lost.length > NAMED ? '…' : '');
  return [
    ...(lost.length > 0 ? [translate('calendar.preview.holidaysLost', { n: lost.length, days: list })] : []),
    ...(more > MOST_MORE_OFF ? [translate('calendar.preview.muchOff', { n: more })] : []),
  ];
}

export type FileFault = CommandOutput<'calendar.readFile'>['faults'][number];

export const faultWords = ({ rule, params }: FileFault): string => translate(`calendar.rule.${rule}`, params);
/** The entry of the file a fault lies in. */
export const faultPlace = ({ params }: FileFault): string =>
  params['entry'] === undefined
    ? translate('calendar.file.whole')
    : translate('calendar.file.entry', { n: params['entry'] });
