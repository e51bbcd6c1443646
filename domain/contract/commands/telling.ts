import { z } from 'zod';
import { usualTelling, type TellingPreferences } from '../../rectification/telling.js';
import { command, query } from '../define.js';

const minute = z.int().min(0).max(1439);

/** How one person wants to be told by the desktop. */
export const tellingPreferences = z.strictObject({
  on: z.boolean(),
  digestMinute: minute,
  atOnce: z.boolean(),
  quietFrom: minute,
  quietTo: minute,
  quietDaysOff: z.boolean(),
}) satisfies z.ZodType<TellingPreferences>;

/** As they were kept; what is missing or damaged is as usual, field by field. */
export function storedTelling(value: unknown): TellingPreferences {
  const fields = tellingPreferences.partial().safeParse(value);
  return fields.success ? ({ ...usualTelling, ...fields.data } as TellingPreferences) : usualTelling;
}

export const tellingCommands = {
  'telling.preferences': query({
    access: 'signedIn',
    input: z.strictObject({}),
    output: tellingPreferences,
    note: "When the caller is told of due dates and decisions; everybody's own.",
  }),
  'telling.setPreferences': command({
    access: 'signedIn',
    input: tellingPreferences,
    output: tellingPreferences,
    audit: null,
    note: 'Sets them for the caller alone.',
  }),
} as const;
