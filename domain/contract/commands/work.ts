import { z } from 'zod';
import { day, id, instant, line } from '../../fields.js';
import { job } from '../../jobs.js';
import { idList, listInput, rowsInput } from '../list.js';
import { command, query } from '../define.js';

/** A stretch of a snippet; `hit` marks what was searched for. */
const stretch = z.strictObject({ text: z.string(), hit: z.boolean() });

export const searchHit = z.strictObject({
  /** Which kind of row; its word is the locale key `entity.<kind>`. */
  kind: z.string(),
  ref: id,
  title: z.string(),
  snippet: z.array(stretch),
  /** Address in the console. */
  route: z.string(),
});
export type SearchHit = z.infer<typeof searchHit>;

export const auditRow = z.strictObject({
  id,
  at: instant,
  who: z.string(),
  personId: id.nullable(),
  action: z.string(),
  object: z.string(),
  ref: id.nullable(),
  /** How the object is called now; null where it has no name of its own. */
  label: z.string().nullable(),
  reason: z.string().nullable(),
  /** Canonical JSON of what was and what became; null where nothing was. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  hash: z.string(),
});
export type AuditRow = z.infer<typeof auditRow>;

export const savedView = z.strictObject({ id, list: z.string(), name: z.string(), query: z.string() });
export type SavedView = z.infer<typeof savedView>;

export const fileToken = z.strictObject({ token: z.string(), name: z.string(), bytes: z.int().nullable() });
export type FileToken = z.infer<typeof fileToken>;

export const workCommands = {
  'search.find': query({
    access: 'signedIn',
    input: z.strictObject({ text: z.string().max(200), limit: z.int().min(1).max(100) }),
    output: z.strictObject({ hits: z.array(searchHit), more: z.boolean() }),
    note: 'Anything by number or word, the nearest first, within what the caller may see.',
  }),
  'jobs.list': query({
    access: 'signedIn',
    input: z.strictObject({}),
    output: z.array(job),
    note: 'Running jobs and the latest ended ones of this computer.',
  }),
  'jobs.cancel': command({
    access: 'signedIn',
    input: z.strictObject({ id }),
    output: job,
    audit: null,
    note: 'Stops that job and removes what it had half made. Cancelled is not an error.',
  }),
  'jobs.clear': command({
    access: 'signedIn',
    input: z.strictObject({}),
    output: z.strictObject({ cleared: z.int() }),
    audit: null,
    note: 'Takes ended jobs out of the tray.',
  }),
  'audit.list': query({
    access: ['auditor', 'office'],
    input: listInput(['at'], {
      personId: id.optional(),
      object: z.string().max(40).optional(),
      action: z.string().max(60).optional(),
      fromDay: day.optional(),
      toDay: day.optional(),
    }),
    output: idList,
    note: 'Sequence numbers of the log rows that match, newest first; at most the newest 100,000.',
  }),
  'audit.rows': query({
    access: ['auditor', 'office'],
    input: rowsInput,
    output: z.array(auditRow),
    note: 'The log rows of these sequence numbers.',
  }),
  'audit.people': query({
    access: ['auditor', 'office'],
    input: z.strictObject({}),
    output: z.array(z.strictObject({ personId: id, name: z.string() })),
    note: 'Who stands in the log, by the newest name, for the filter.',
  }),
  'audit.verify': command({
    access: ['auditor', 'office'],
    input: z.strictObject({}),
    output: z.strictObject({ jobId: id }),
    audit: { object: 'audit' },
    note: 'Recomputes the whole chain of the log and compares it with its head.',
  }),
  'views.list': query({
    access: 'signedIn',
    input: z.strictObject({ list: line(60) }),
    output: z.array(savedView),
    note: "The caller's own saved views of one list.",
  }),
  'views.save': command({
    access: 'signedIn',
    input: z.strictObject({ list: line(60), name: line(40), query: z.string().max(2000) }),
    output: savedView,
    audit: null,
    note: "Saves or replaces one of the caller's own views by name.",
  }),
  'views.remove': command({
    access: 'signedIn',
    input: z.strictObject({ id }),
    output: z.strictObject({}),
    audit: null,
    note: "Removes one of the caller's own views.",
  }),
  'files.pickOpen': command({
    access: 'signedIn',
    input: z.strictObject({
      purpose: z.enum([
        'hallImport',
        'templateImport',
        'picture',
        'proof',
        'rankingEvidence',
        'calendarImport',
        'mediaTool',
        'replySheet',
        'documentTemplate',
      ]),
    }),
    output: fileToken.nullable(),
    audit: null,
    note: 'Lets the person choose a file; the path stays in the main process, the caller gets a one-use token.',
  }),
  'files.pickMany': command({
    access: 'signedIn',
    input: z.strictObject({ purpose: z.enum(['footage', 'footageFolder']) }),
    output: z.array(fileToken),
    audit: null,
    note: 'Lets the person choose files or a folder; none when the dialog was closed. A folder has no size.',
  }),
  'files.pickSave': command({
    access: 'signedIn',
    input: z.strictObject({
      purpose: z.enum([
        'hallExport',
        'hallTemplate',
        'templateExport',
        'visitReport',
        'certificate',
        'evidencePack',
        'ledgerExport',
        'replySheet',
        'documentTemplate',
        'matterDocument',
        'matterProof',
        'chart',
      ]),
      suggestedName: line(120),
    }),
    output: fileToken.nullable(),
    audit: null,
    note: 'Lets the person choose where to write; null when the dialog was closed.',
  }),
  'files.paste': command({
    access: 'signedIn',
    input: z.strictObject({}),
    output: fileToken.nullable(),
    audit: null,
    note: 'Takes the picture on the clipboard as a file of its own; null when there is none. The bytes never cross the bridge.',
  }),
  'files.showSaved': command({
    access: 'signedIn',
    input: z.strictObject({ jobId: id }),
    output: z.strictObject({}),
    audit: null,
    note: 'Opens the folder of a file that a job of this session wrote.',
  }),
  'home.overview': query({
    access: 'signedIn',
    input: z.strictObject({}),
    output: z.strictObject({
      halls: z.array(
        z.strictObject({
          id,
          name: z.string(),
          branches: z.int(),
          zones: z.int(),
          units: z.int(),
          windows: z.int(),
          staff: z.int(),
          partyMembers: z.int(),
          items: z.int(),
          approvals: z.int(),
          publicServices: z.int(),
          cameras: z.int(),
          shortestKeepDays: z.int().nullable(),
        }),
      ),
      /** What the office still has to put in order, by kind; empty for everybody else. */
      gaps: z.array(
        z.strictObject({
          kind: z.enum([
            'windowsWithoutCamera',
            'windowsWithoutPost',
            'postsWithoutB',
            'unitsWithoutContact',
            'hallsWithoutWaitingTarget',
            'recordersUnder30Days',
            'peopleNeverSignedIn',
            'noBackupToday',
            'noZones',
            'noUnits',
            'noWindows',
            'onePersonOnly',
          ]),
          count: z.int(),
          route: z.string(),
        }),
      ),
      /** Newest changes the caller may see. */
      recent: z.array(
        z.strictObject({
          at: instant,
          who: z.string(),
          action: z.string(),
          object: z.string(),
          label: z.string(),
          route: z.string(),
        }),
      ),
    }),
    note: 'What the home pages show, within what the caller may see.',
  }),
} as const;
