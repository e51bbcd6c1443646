import type { DataEntity } from '../../../domain/contract/events.js';
import type { LightColour } from '../components/StateLight.vue';
import type { ListSort, ListState } from './list-address';

/** A column. `width` in rem is its share of the room and what it has at least six tenths of; `grow` takes more of what is left. */
export interface ListColumn<Row> {
  key: string;
  title: string;
  width: number;
  grow?: boolean;
  /** In rem: it never gets narrower, however little room there is. */
  least?: number;
  align?: 'start' | 'end';
  /** Name under which the list is sorted by it; left out: not sortable. */
  sort?: string;
  /** Shown unless chosen otherwise; left out: yes. */
  shown?: boolean;
  /** Cannot be hidden. */
  fixed?: boolean;
  /** The words of the cell: shown, spoken, and its title when cut. A slot `cell-<key>` may draw it richer. */
  text: (row: Row) => string;
}

export interface FilterOption {
  value: string;
  label: string;
  /** Small words beside it, e.g. the hall a unit belongs to. */
  note?: string | undefined;
}

/** A filter, shown as a chip. Values stand in the address as text. */
export interface ListFilter {
  key: string;
  label: string;
  kind: 'choice' | 'days';
  /** Choices, or how to get them when the chip opens (asked once). */
  options?: readonly FilterOption[] | (() => Promise<readonly FilterOption[]>);
  /** Seldom asked for: a chip once it is chosen among further filters, or set. */
  rare?: boolean;
}

/** A ready-made view; `query` as in the address, e.g. `f.state=disabled`. */
export interface ListTab {
  key: string;
  label: string;
  query: string;
  count?: number | undefined;
  /** The view by itself, where `query` carries on what the list is narrowed to; what differs from it can be saved. */
  plain?: string;
}

/** Rows under one heading. The ids of a grouped list are in the order of its groups. */
export interface ListGroup {
  key: string;
  label: string;
  count: number;
  light?: LightColour;
  note?: string;
}

export interface ListAnswer {
  ids: readonly number[];
  /** How many there are in all; left out: as many as `ids`. */
  total?: number;
  groups?: readonly ListGroup[];
}

export interface ListOptions<Row> {
  /** Name of the list: its saved views. */
  name: string;
  /** Rows of these kinds are what it shows; a change of one asks again. */
  entities: readonly DataEntity[];
  /** Rows of these kinds are named in its rows; a change of one makes all of them old. */
  related?: readonly DataEntity[];
  /** `limit`: only so many of the first ids are needed now; left out: all of them. */
  fetchIds: (state: ListState, limit?: number) => Promise<ListAnswer>;
  /** For lists that grow without end: so many ids are shown at once, the rest comes right after. */
  first?: number;
  fetchRows: (ids: number[]) => Promise<readonly Row[]>;
  idOf: (row: Row) => number;
  columns: () => readonly ListColumn<Row>[];
  filters?: () => readonly ListFilter[];
  /** The order where none is chosen, shown as such in the head. */
  usual?: ListSort;
  /** Words of the address that say how the list is shown; see `ListState`. */
  manner?: readonly string[];
}

/** Slots of a list page; `cell-<key>` draws the cell of a column, given its row and its words. */
export type ListSlots<Row> = Partial<Record<`cell-${string}`, (scope: { row: Row; text: string }) => unknown>> & {
  group?: (scope: { group: ListGroup }) => unknown;
  tools?: () => unknown;
  actions?: () => unknown;
  banner?: () => unknown;
  views?: () => unknown;
  filters?: () => unknown;
  empty?: () => unknown;
  foot?: () => unknown;
  bulk?: (scope: { ids: number[]; clear: () => void }) => unknown;
  body?: () => unknown;
  keys?: () => unknown;
};
