import type { LeadRow } from '../../../../domain/lead.js';
import type { RectificationRow } from '../../../../domain/rectification/schema.js';
import { dayOf } from '../../../../domain/time.js';
import type { FindingRow, VisitRow } from '../../../../domain/visit-record.js';
import type { LightColour } from '../../../shared/components/StateLight.vue';
import { lightColours } from '../../rectifications/model/lights';
import { titleOf } from '../../rectifications/model/ledger-words';
import type { Words } from './chart';

/** A row behind a number, whatever it is a row of. */
export interface RowLine {
  id: number;
  to: string;
  no: string;
  day: string;
  place: string;
  what: string;
  extra: string;
  light: LightColour | null;
  /** Grave findings stand out. */
  grave: boolean;
}
export type RowWords = Words & { day(day: number): string };

const placeOf = (unit: string | null, window: string | null, words: RowWords): string =>
  [unit, window].filter((part) => part !== null && part !== '').join(' · ') || words.t('trends.dash');
const dayWords = (day: number | null, words: RowWords): string =>
  day === null ? words.t('trends.dash') : words.day(day);

export const findingLine = (row: FindingRow, words: RowWords): RowLine => ({
  id: row.id,
  to: `/findings/${row.id}`,
  no: row.no ?? words.t('trends.dash'),
  day: words.day(row.day),
  place: placeOf(row.unitLabel, row.windowLabel, words),
  what: row.title,
  extra: words.t(`severity.${row.severity}`),
  light: null,
  grave: row.severity === 'grave',
});

export const visitLine = (row: VisitRow, words: RowWords): RowLine => ({
  id: row.id,
  to: `/visits/${row.id}`,
  no: row.no,
  day: words.day(row.day),
  place: placeOf(row.unitLabel, row.windowLabels.join(words.locale() === 'en' ? ', ' : '、'), words),
  what: `${words.t(`visitMode.${row.mode}`)} · ${row.hallLabel}`,
  extra: row.score === null ? words.t('trends.dash') : (row.score / 100).toFixed(1),
  light: null,
  grave: false,
});

export const matterLine = (row: RectificationRow, words: RowWords): RowLine => ({
  id: row.id,
  to: `/rectifications/${row.id}`,
  no: row.no ?? words.t('rectificationState.draft'),
  day: dayWords(row.foundDay ?? (row.issuedAt === null ? null : dayOf(row.issuedAt)), words),
  place: placeOf(row.unitLabel, row.windowLabel, words),
  what: titleOf(row),
  extra: words.t(`rectificationLight.${row.light}`),
  light: lightColours[row.light],
  grave: false,
});

export const leadLine = (row: LeadRow, words: RowWords): RowLine => ({
  id: row.id,
  to: `/leads/${row.id}`,
  no: row.no ?? words.t('trends.dash'),
  day: dayWords(row.fields.seenDay, words),
  place: placeOf(row.unitLabel ?? row.hallLabel, row.windowLabel, words),
  what: row.fields.saw ?? words.t('trends.dash'),
  extra: words.word(`leadState.${row.state}`, row.state),
  light: null,
  grave: false,
});
