import { z } from 'zod';
import { id, line } from '../../fields.js';
import { chartFormats } from '../../measures/chart-formats.js';
import { period } from '../../measures/period.js';
import { command } from '../define.js';

const text = z.string().max(500);
const most = { columns: 60, rows: 20_000 } as const;
const cell = z.union([text, z.number()]).nullable();
/** Base64 of some 12 MB. */
const PICTURE = 16_000_000;

/** A drawing as a picture, its size in pixels. */
export const chartPng = z.strictObject({
  base64: z.base64().max(PICTURE),
  width: z.int().min(1).max(20_000),
  height: z.int().min(1).max(20_000),
});

export const chartCommands = {
  'charts.save': command({
    access: ['office', 'reviewer', 'leader', 'unit_contact'],
    input: z.strictObject({
      token: z.string().max(100),
      format: z.enum(chartFormats),
      language: z.enum(['zh-CN', 'en']),
      title: line(200),
      summary: line(500),
      notes: z.array(text).max(20),
      period,
      columns: z.array(text).min(1).max(most.columns),
      /** As files hold them, and as they are read on paper. */
      rows: z.array(z.array(cell).max(most.columns)).max(most.rows),
      words: z.array(z.array(text).max(most.columns)).max(most.rows),
      svg: z.string().max(PICTURE).nullable(),
      png: chartPng.nullable(),
    }),
    output: z.strictObject({ jobId: id }),
    audit: { object: 'measure' },
    note: 'Writes a chart as it is shown to a file: its picture, its drawing, its numbers, or all of it on paper.',
  }),
} as const;
