import type { HallRow } from '../../../../domain/hall/entities.js';

/** What the cursor needs to know of the list it is in. */
export interface ListPlace {
  /** Keys of the shown columns from left to right. */
  columns: readonly string[];
  row: (id: number) => HallRow | undefined;
  focus: () => void;
}
