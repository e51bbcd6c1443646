import type { RectificationState } from '../../../../domain/rectification/life.js';
import type { MessageKey } from '../../../shared/i18n';
import type { LedgerFilter } from './ledger-address';

/** Columns of the board, in the order of a matter's life; each shows the states it holds. */
export interface BoardColumn {
  key: string;
  title: MessageKey;
  states: readonly RectificationState[];
}

export const boardColumns = [
  { key: 'draft', title: 'rectificationState.draft', states: ['draft'] },
  { key: 'issued', title: 'rectificationState.issued', states: ['issued'] },
  { key: 'rectifying', title: 'ledger.board.rectifying', states: ['acknowledged', 'in_rectification', 'reopened'] },
  { key: 'returned', title: 'rectificationState.returned', states: ['returned'] },
  { key: 'submitted', title: 'rectificationState.submitted', states: ['submitted'] },
  { key: 'verifying', title: 'rectificationState.verifying', states: ['verifying'] },
  { key: 'deciding', title: 'ledger.board.deciding', states: ['extension_pending', 'appealed'] },
  { key: 'shelved', title: 'rectificationState.shelved', states: ['shelved'] },
  { key: 'closed', title: 'rectificationState.closed', states: ['closed'] },
] as const satisfies readonly BoardColumn[];

/** Neither issued yet nor open any more. */
const notOpen: readonly RectificationState[] = ['draft', 'closed'];

/** The columns a narrowed ledger has, each with the states left of it. */
export function columnsFor(
  { open, states }: Pick<LedgerFilter, 'open' | 'states'>,
  sees: readonly RectificationState[],
): BoardColumn[] {
  return boardColumns.flatMap((column) => {
    const left = column.states.filter(
      (state) =>
        sees.includes(state) &&
        (states === undefined || states.includes(state)) &&
        (open !== true || !notOpen.includes(state)),
    );
    return left.length === 0 ? [] : [{ ...column, states: left }];
  });
}
