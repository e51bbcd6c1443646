import { z } from 'zod';

/** What the office still has to put in order in the hall; each is also a filter of the list that shows those rows. */
export const hallGaps = [
  'windowsWithoutCamera',
  'windowsWithoutPost',
  'postsWithoutB',
  'unitsWithoutContact',
  'hallsWithoutWaitingTarget',
  'recordersUnder30Days',
] as const;
export const hallGap = z.enum(hallGaps);
export type HallGap = z.infer<typeof hallGap>;
