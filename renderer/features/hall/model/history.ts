import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import type { HallEntity } from '../../../../domain/hall/entities.js';
import { fieldSpec } from '../../../../domain/hall/values.js';
import { translate } from '../../../shared/i18n';
import { isoDay } from '../../../shared/i18n/format';
import type { RulerEntry } from '../../../shared/record/HistoryRuler.vue';
import { choiceWord, fieldWord, yesNo } from './words';

export type HistoryEntry = CommandOutput<'hall.history'>[number];

/** An entry of the ruler with the sentences beneath it. */
export interface HistoryLine extends RulerEntry {
  lines: string[];
  more: number;
}

/** Changes said in full; the rest is counted. */
const MOST = 6;
/** Told by the kind of change itself. */
const silent: readonly string[] = ['state'];

function valueWord(entity: HallEntity, field: string, value: string | null): string {
  if (value === null || value === '') return translate('form.blank');
  const spec = fieldSpec(entity, field);
  if (spec?.kind === 'choice') return choiceWord(field, value);
  if (spec?.kind === 'boolean') return yesNo(value === 'true');
  if (spec?.kind === 'day') return isoDay(Number(value));
  return value;
}

function fieldLine(entity: HallEntity, { field, before, after }: HistoryEntry['fields'][number]): string | null {
  if (field === 'mergedFrom') return after === null ? null : translate('hall.history.mergedFrom', { names: after });
  if (field === 'mergedIntoId') return after === null ? null : translate('hall.history.mergedInto', { name: after });
  if (silent.includes(field) || !fieldSpec(entity, field)) return null;
  return translate('hall.history.field', {
    field: fieldWord(entity, field),
    before: valueWord(entity, field, before),
    after: valueWord(entity, field, after),
  });
}

/** The history of a row as sentences. What was there from the beginning is not repeated. */
export function historyLines(entity: HallEntity, entries: readonly HistoryEntry[]): HistoryLine[] {
  return entries.map((entry, index) => {
    const fresh = entry.change === 'created' || entry.change === 'imported';
    const begins = fresh && entry.fields.every(({ before }) => before === null);
    const all = begins ? [] : entry.fields.flatMap((field) => fieldLine(entity, field) ?? []);
    const reason = entry.reason === null ? [] : [translate('hall.history.reason', { reason: entry.reason })];
    return {
      key: index,
      at: entry.at,
      title: translate('hall.history.title', {
        change: translate(`hall.change.${entry.change}`),
        who: entry.who,
      }),
      lines: [...all.slice(0, MOST), ...reason],
      more: Math.max(0, all.length - MOST),
    };
  });
}

/** Names a row had before, newest first, without the one it has now. */
export function formerNames(entity: HallEntity, entries: readonly HistoryEntry[], now: string): string[] {
  const parts = entity === 'window' ? ['number', 'name'] : ['name'];
  const names = entries.flatMap(({ fields }) =>
    fields.flatMap(({ field, before }) => (parts.includes(field) && before !== null ? [before] : [])),
  );
  return [...new Set(names)].filter((name) => name !== now).slice(0, 6);
}
