import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import type { HallEntity } from '../../../../domain/hall/entities.js';
import { fieldSpec } from '../../../../domain/hall/values.js';
import { translate } from '../../../shared/i18n';
import type { ListColumn } from '../../../shared/list/list-types';
import { roomFor } from './columns';
import { entityWord, fieldWord } from './words';

export type Preview = CommandOutput<'hall.importPreview'>;
export type PreviewRow = Preview['rows'][number];
export type PreviewStatus = PreviewRow['status'];
export type Fault = PreviewRow['faults'][number];

/** A row of the preview as the list knows it: its place in the asked status makes its id. */
export interface CheckRow extends PreviewRow {
  id: number;
}

export const statuses = ['new', 'changed', 'same', 'bad'] as const;
/** Rows the contract answers with at a time. */
export const PAGE = 200;
const SPAN = 1_000_000;

/** Ids of a status' rows: one stretch of numbers for each status, so that none is taken for another. */
const baseOf = (status: PreviewStatus | null): number => (status === null ? 0 : (statuses.indexOf(status) + 1) * SPAN);
export const idsOf = (status: PreviewStatus | null, total: number): number[] =>
  Array.from({ length: total }, (_, at) => baseOf(status) + at + 1);

/** Which pages of which status hold these ids. */
export function pagesOf(ids: readonly number[]): { status: PreviewStatus | null; offset: number }[] {
  const keys = new Set(ids.map((id) => Math.floor((id - 1) / PAGE) * PAGE));
  return [...keys].map((first) => ({ status: statuses[Math.floor(first / SPAN) - 1] ?? null, offset: first % SPAN }));
}
export const asCheckRows = (status: PreviewStatus | null, offset: number, rows: readonly PreviewRow[]): CheckRow[] =>
  rows.map((row, at) => ({ ...row, id: baseOf(status) + offset + at + 1 }));

/** Why a cell is refused, as a sentence. */
export function faultText({ rule, params }: Pick<Fault, 'rule' | 'params'>): string {
  const { entity } = params;
  const words = typeof entity === 'string' ? { ...params, entity: entityWord(entity) } : params;
  return translate(`hall.importRule.${rule}`, words);
}

/** All reasons of a row, each with the name of its column; one of the row as a whole has none. */
export const faultsText = (entity: HallEntity, faults: readonly Fault[]): string =>
  faults
    .map((fault) => {
      const text = faultText(fault);
      return fault.field === ''
        ? text
        : translate('hall.import.faultAt', { field: fieldWord(entity, fault.field), text });
    })
    .join(' ');

/** A cell of a read row as the screen shows it. */
export interface CheckCell {
  field: string;
  text: string;
  /** What stood there; null where nothing changes. */
  was: string | null;
  fault: string | null;
}

export function cellOf(row: PreviewRow, field: string, at: number): CheckCell {
  const fault = row.faults.find((one) => one.field === field);
  const text = fault ? faultText(fault) : null;
  return { field, text: row.cells[at] ?? '', was: row.before?.[at] ?? null, fault: text };
}
export const cellsOf = (columns: readonly string[], row: PreviewRow): CheckCell[] =>
  columns.map((field, at) => cellOf(row, field, at));

/** Row number, what would become of it and why not, then the columns of the file. */
export function checkColumns(preview: Preview): ListColumn<CheckRow>[] {
  const { entity } = preview;
  return [
    {
      key: '#row',
      title: translate('hall.import.row'),
      width: 4,
      align: 'end',
      fixed: true,
      text: ({ row }) => String(row),
    },
    {
      key: '#result',
      title: translate('hall.import.result'),
      width: 5.5,
      fixed: true,
      text: ({ status }) => translate(`hall.import.status.${status}`),
    },
    {
      key: '#why',
      title: translate('hall.import.why'),
      width: 16,
      grow: true,
      shown: preview.counts.bad > 0,
      text: ({ faults }) => faultsText(entity, faults),
    },
    ...preview.columns.map((field, at): ListColumn<CheckRow> => {
      const spec = fieldSpec(entity, field);
      return {
        key: field,
        title: fieldWord(entity, field),
        width: Math.max(roomFor(fieldWord(entity, field)), Math.min(14, spec?.width ?? 9)),
        align: spec?.kind === 'integer' || spec?.kind === 'decimal' ? 'end' : 'start',
        text: ({ cells }) => cells[at] ?? '',
      };
    }),
  ];
}
