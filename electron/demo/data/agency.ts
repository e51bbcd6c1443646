import type { Words } from '../words.js';

/** A kind of body that staffs windows, with what people come for. Names are generic; the place is put before them. */
export interface Agency {
  name: Words;
  /** At most 20 characters in either language. */
  short: Words;
  /** How busy it is, against 1 of a small one. */
  weight: number;
  windows: readonly [Words, ...Words[]];
  /** What it licenses; each becomes items by the actions of `data/items`. */
  approvals: readonly Words[];
  services: readonly [Words, ...Words[]];
}

export const agency = (
  name: Words,
  short: Words,
  weight: number,
  rest: Pick<Agency, 'windows' | 'approvals' | 'services'>,
): Agency => ({ name, short, weight, ...rest });
