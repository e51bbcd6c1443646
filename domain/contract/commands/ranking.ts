import { z } from 'zod';
import { id, reason, revision } from '../../fields.js';
import {
  monthInput,
  rankingLine,
  rankingManual,
  rankingMonth,
  redFlag,
  redFlagInput,
  schemeInput,
  schemeVersion,
} from '../../ranking/month.js';
import { command, query } from '../define.js';

const overseers = ['office', 'reviewer', 'leader'] as const;
const step = { id, revision } as const;
const audit = { object: 'ranking_month' } as const;

/** 月评比 */
export const rankingCommands = {
  'ranking.schemes': query({
    access: overseers,
    input: z.strictObject({}),
    output: z.array(schemeVersion),
    note: 'Schemes by the month they hold from, the latest first; of one month the newest holds.',
  }),
  'ranking.addScheme': command({
    access: ['office', 'leader'],
    input: schemeInput,
    output: schemeVersion,
    audit: { object: 'ranking_scheme' },
    note: 'A scheme from a month on, whose weights sum to 100 %; never for months that are frozen. None is ever changed.',
  }),
  'ranking.list': query({
    access: overseers,
    input: z.strictObject({ hallId: id }),
    output: z.array(rankingLine),
    note: 'Months of a main hall with its branches, the latest first, each version of them: who stood where.',
  }),
  'ranking.get': query({
    access: overseers,
    input: z.strictObject({ id }),
    output: rankingMonth,
    note: 'One month, whole, and which units would stand otherwise were it computed now.',
  }),
  'ranking.compute': command({
    access: ['office'],
    input: monthInput,
    output: rankingMonth,
    audit,
    note: 'Computes a month that is over, or its draft anew; one that is checked or frozen is refused.',
  }),
  'ranking.setManual': command({
    access: ['office'],
    input: z.strictObject({ ...step, item: rankingManual }),
    output: rankingMonth,
    audit,
    note: 'An item given by hand, with what it is based on, of a draft; the month is computed anew.',
  }),
  'ranking.check': command({
    access: ['office', 'reviewer'],
    input: z.strictObject(step),
    output: rankingMonth,
    audit,
    note: 'Checks a draft: never who computed it last.',
  }),
  'ranking.reopen': command({
    access: ['office', 'reviewer', 'leader'],
    input: z.strictObject({ ...step, reason }),
    output: rankingMonth,
    audit,
    note: 'Makes a checked month a draft again, with a reason.',
  }),
  'ranking.freeze': command({
    access: ['leader'],
    input: z.strictObject(step),
    output: rankingMonth,
    audit,
    note: 'Freezes a checked month: it is never rewritten.',
  }),
  'ranking.correct': command({
    access: ['office'],
    input: z.strictObject({ ...step, reason }),
    output: rankingMonth,
    audit,
    note: 'Puts a frozen month right by a further draft that names it and is reckoned by the same scheme; until that is frozen too, the old one holds.',
  }),
  'ranking.flags': query({
    access: overseers,
    input: z.strictObject({ hallId: id }),
    output: z.array(redFlag),
    note: 'Red flags of a hall, the latest month first.',
  }),
  'ranking.giveFlag': command({
    access: ['leader'],
    input: redFlagInput,
    output: redFlag,
    audit: { object: 'red_flag' },
    note: 'Honours a window for a frozen month, once. The same client id again answers the same.',
  }),
} as const;
