import { z } from 'zod';
import { clientId, id, line, optionalLine, reason, revision } from '../../fields.js';
import { circular } from '../../rectification/circular.js';
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
import { chartPng } from './charts.js';

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
    note: 'Computes a month that is over, or its draft anew; one that is checked or frozen is refused. Scores given by hand stay with their item; those the scheme has no item for are told of and do not count.',
  }),
  'ranking.setManual': command({
    access: ['office'],
    input: z.strictObject({ ...step, items: z.array(rankingManual).min(1).max(500) }),
    output: rankingMonth,
    audit,
    note: 'Items given by hand, with what they are based on, of a draft; the month is computed anew with all of them.',
  }),
  'ranking.addEvidence': command({
    access: ['office'],
    input: z.strictObject({
      ...{ monthId: id, unitId: id, component: z.int().min(0) },
      clientId,
      token: z.string().max(100),
    }),
    output: rankingMonth,
    audit: { object: 'ranking_evidence' },
    note: 'Adds a picture or PDF to an item given by hand, of a draft; the month is computed anew and its record names the hash. The same client id again answers the same; the same bytes are there once.',
  }),
  'ranking.removeEvidence': command({
    access: ['office'],
    input: z.strictObject({ monthId: id, id }),
    output: rankingMonth,
    audit: { object: 'ranking_evidence' },
    note: 'Takes a picture or PDF off an item of a draft.',
  }),
  'ranking.openEvidence': command({
    access: overseers,
    input: z.strictObject({ id }),
    output: z.strictObject({}),
    audit: { object: 'ranking_evidence' },
    note: 'Shows a PDF with the program this computer has for it, as a copy that goes at the next start.',
  }),
  'ranking.check': command({
    access: ['office', 'reviewer'],
    input: z.strictObject(step),
    output: rankingMonth,
    audit,
    note: 'Checks a draft that was computed by the scheme that holds for the month: never who computed it last or gave a score of it by hand.',
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
    note: 'Freezes a checked month, by the scheme that holds for it: it is never rewritten.',
  }),
  'ranking.correct': command({
    access: ['office'],
    input: z.strictObject({ ...step, reason }),
    output: rankingMonth,
    audit,
    note: 'Puts a frozen month right by a further draft that names it and is reckoned by the same scheme; until that is frozen too, the old one holds.',
  }),
  'ranking.registerCircular': command({
    access: ['office'],
    input: z.strictObject({ id, sentTo: line(200), copiedTo: optionalLine(200) }),
    output: circular,
    audit: { object: 'circular' },
    note: 'The circular of a frozen month in the register of circulars: a draft, whose recipients are changed while it is one. It has its number from there when it is issued.',
  }),
  'ranking.circular': command({
    access: ['office'],
    input: z.strictObject({
      id,
      charts: z.array(z.strictObject({ title: line(200), summary: line(500), png: chartPng })).max(8),
      format: z.enum(['docx', 'pdf']),
      token: z.string().max(100),
    }),
    output: z.strictObject({ jobId: id }),
    audit,
    note: 'Writes the registered circular (工作通报) of a frozen month into a file, with its number or as a draft: first and last three, red flags, the points of every unit, and the pictures of the chosen charts.',
  }),
  'ranking.flags': query({
    access: overseers,
    input: z.strictObject({ hallId: id }),
    output: z.array(redFlag),
    note: 'Red flags of a hall, the latest month first.',
  }),
  'ranking.flagWindows': query({
    access: ['leader'],
    input: z.strictObject({ id }),
    output: z.array(z.strictObject({ windowId: id, windowLabel: z.string(), unitId: id, unitLabel: z.string() })),
    note: 'Windows in use that can be honoured for a month, with the units they belonged to on its last day; those whose units lead come first.',
  }),
  'ranking.giveFlag': command({
    access: ['leader'],
    input: redFlagInput,
    output: redFlag,
    audit: { object: 'red_flag' },
    note: 'Honours a window for a frozen month, once, and with it the unit it belonged to on the last day of that month; never for a month that was put right. The same client id again answers the same.',
  }),
} as const;
