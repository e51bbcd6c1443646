import { z } from 'zod';
import { id } from '../../fields.js';
import { editedTexts, reportOf, roundReport } from '../../report/schema.js';
import { command, query } from '../define.js';

const overseers = ['office', 'reviewer', 'leader'] as const;
const language = z.enum(['zh-CN', 'en']);

/** 检查情况报告 */
export const roundReportCommands = {
  'roundReports.read': query({
    access: overseers,
    input: z.strictObject({ of: reportOf, language }),
    output: roundReport,
    note: 'The report of a plan or a month: its sentences with the numbers they say, and its tables, all counted from rows.',
  }),
  'roundReports.make': command({
    access: overseers,
    input: z.strictObject({
      of: reportOf,
      language,
      texts: editedTexts,
      format: z.enum(['docx', 'pdf']),
      token: z.string().max(100),
    }),
    output: z.strictObject({ jobId: id }),
    audit: { object: 'measure' },
    note: 'Writes the report into a file. The office alone edits its sentences; a typed number no row stands behind is noted below its sentence.',
  }),
} as const;
