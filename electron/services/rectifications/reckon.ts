import type { Reader } from '../../../db/database.js';
import { deadlineInputs } from '../../../db/queries/rectification-due.js';
import { isAppError, type AppError } from '../../../domain/errors.js';
import { deadlineOf, type Deadline } from '../../../domain/rectification/deadline.js';
import type { Rules } from './rules.js';

const refuse = (_: number, error: AppError): never => {
  throw error;
};

/**
 * Reckons when matters are due, from the rows this reader sees; writes nothing.
 * @param unknown told of a matter that has a day in a year without a calendar; it is left out
 * @throws AppError `deadline.noCalendar` where nobody wants to be told
 */
export async function reckon(
  reader: Reader,
  ids: readonly number[],
  { settings, calendar }: Pick<Rules, 'settings' | 'calendar'>,
  unknown: (id: number, error: AppError) => void = refuse,
): Promise<Map<number, Deadline>> {
  const deadlines = new Map<number, Deadline>();
  for (const [id, input] of await deadlineInputs(reader, ids)) {
    try {
      deadlines.set(id, deadlineOf(input, settings, calendar));
    } catch (error) {
      if (!isAppError(error, 'deadline.noCalendar')) throw error;
      unknown(id, error);
    }
  }
  return deadlines;
}
