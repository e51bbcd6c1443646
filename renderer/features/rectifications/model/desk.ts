import { unitAtWork, type RectificationState } from '../../../../domain/rectification/life.js';
import type { RectificationRow } from '../../../../domain/rectification/schema.js';

/** What the desk of a unit is parted into, the most pressing first. */
export const deskGroups = ['over', 'returned', 'reopened', 'issued', 'working', 'asked', 'handed', 'shelved'] as const;
export type DeskGroup = (typeof deskGroups)[number];

const groupOf: Record<RectificationState, DeskGroup | null> = {
  draft: null,
  issued: 'issued',
  acknowledged: 'working',
  in_rectification: 'working',
  returned: 'returned',
  reopened: 'reopened',
  extension_pending: 'asked',
  appealed: 'asked',
  submitted: 'handed',
  verifying: 'handed',
  shelved: 'shelved',
  closed: null,
};

export interface DeskPart {
  group: DeskGroup;
  rows: RectificationRow[];
}

/** What is over in the unit's hands comes before everything else, whatever its state. */
const isOver = ({ light, state }: Pick<RectificationRow, 'light' | 'state'>): boolean =>
  light === 'red' && (unitAtWork as readonly RectificationState[]).includes(state);
const placeOf = (row: RectificationRow): DeskGroup | null => (isOver(row) ? 'over' : groupOf[row.state]);

/** The open matters of a unit under their headings, in the order they came; empty groups are left out. */
export const partsOf = (rows: readonly RectificationRow[]): DeskPart[] =>
  deskGroups
    .map((group) => ({ group, rows: rows.filter((row) => placeOf(row) === group) }))
    .filter((part) => part.rows.length > 0);

/** How many the unit has, by the group of their state. */
export const deskCounts = (rows: readonly RectificationRow[]): Record<DeskGroup, number> =>
  Object.fromEntries(
    deskGroups.map((group) => [group, rows.filter(({ state }) => groupOf[state] === group).length]),
  ) as Record<DeskGroup, number>;
