import { holidayName } from '../../../../domain/calendar/holidays.js';
import type { CalendarPreview, SpecialDay } from '../../../../domain/contract/commands/calendar.js';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import { i18n, translate } from '../../../shared/i18n';

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

export type FileFault = CommandOutput<'calendar.readFile'>['faults'][number];

export const faultWords = ({ rule, params }: FileFault): string => translate(`calendar.rule.${rule}`, params);
/** The entry of the file a fault lies in. */
export const faultPlace = ({ params }: FileFault): string =>
  params['entry'] === undefined
    ? translate('calendar.file.whole')
    : translate('calendar.file.entry', { n: params['entry'] });
