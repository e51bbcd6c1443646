import { deadlineTypeNames, findingCategories, severities } from '../../../../domain/checklist/kinds.js';
import type { CommandInput } from '../../../../domain/contract/commands/index.js';
import { lights, waitingKinds } from '../../../../domain/rectification/kinds.js';
import { rectificationStates } from '../../../../domain/rectification/life.js';
import { readDays, writeDays, type ListState } from '../../../shared/list/list-address';
import { flagOf, given, idOf, oneOf } from '../../review/store/list-input';

type Input = CommandInput<'rectifications.list'>;
export type LedgerFilter = NonNullable<Input['filter']>;
type Sort = NonNullable<Input['sort']>['by'];

/** Not struck off, which is what a ledger is opened for. */
export const OPEN = 'open';
export const ledgerViews = ['table', 'board', 'calendar', 'unit'] as const;
export type LedgerView = (typeof ledgerViews)[number];

const yearOf = (value: string | undefined): number | undefined =>
  value !== undefined && /^20\d\d$/.test(value) ? Number(value) : undefined;

function spanOf<F extends string, T extends string>(value: string | undefined, first: F, last: T) {
  const { from, to } = readDays(value);
  return { [first]: from ?? undefined, [last]: to ?? undefined } as Record<F | T, number | undefined>;
}

/** Filters of the address -> of the contract; what is no value of its filter is left out. */
export function ledgerFilter(filters: Readonly<Record<string, string>>): LedgerFilter {
  const state = oneOf(rectificationStates, filters['state']);
  return given({
    states: state && [state],
    open: filters['state'] === OPEN ? true : undefined,
    light: oneOf(lights, filters['light']),
    waiting: oneOf(waitingKinds, filters['waiting']),
    forMe: flagOf(filters['forMe']),
    hallId: idOf(filters['hall']),
    unitId: idOf(filters['unit']),
    windowId: idOf(filters['window']),
    roundId: idOf(filters['round']),
    category: oneOf(findingCategories, filters['category']),
    severity: oneOf(severities, filters['severity']),
    deadlineType: oneOf(deadlineTypeNames, filters['type']),
    provisional: flagOf(filters['provisional']),
    extended: flagOf(filters['extended']),
    recurred: flagOf(filters['recurred']),
    escalated: flagOf(filters['escalated']),
    year: yearOf(filters['year']),
    ...spanOf(filters['due'], 'dueFrom', 'dueTo'),
    ...spanOf(filters['found'], 'foundFrom', 'foundTo'),
  });
}

/** State of the list -> input of the command. */
export function ledgerInput({ text, sort, filters }: Pick<ListState, 'text' | 'sort' | 'filters'>): Input {
  return {
    ...(text !== '' && { text }),
    ...(sort && { sort: { by: sort.by as Sort, direction: sort.direction } }),
    filter: ledgerFilter(filters),
  };
}

/** Rows stand in groups by light in the ledger's usual order: by due date, the earliest first. */
export const isGrouped = ({ sort }: Pick<ListState, 'sort'>): boolean => sort === null;

export const viewOf = ({ manner }: Pick<ListState, 'manner'>): LedgerView =>
  oneOf(ledgerViews, manner?.['view']) ?? 'table';

/** Monday to Sunday around a day, as a filter of days. */
export function weekOf(today: number): string {
  const monday = today - ((((today + 3) % 7) + 7) % 7);
  return writeDays(monday, monday + 6);
}
