import { z } from 'zod';
import { instant } from '../../fields.js';
import { command, query } from '../define.js';

/** Kept per computer, outside the store: they are needed before anyone signs in. */
export const preferences = z.strictObject({
  language: z.enum(['system', 'zh-CN', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  textSize: z.enum(['normal', 'large']),
  railFolded: z.boolean(),
});
export type Preferences = z.infer<typeof preferences>;

export const repairs = ['retry', 'restore', 'openFolder', 'quit'] as const;

/** A backup as the recovery page and the system page list it. */
export const backupInfo = z.strictObject({
  name: z.string(),
  at: instant,
  bytes: z.int(),
  schemaVersion: z.int(),
  sha256: z.string(),
  /** Why it was made. */
  origin: z.enum(['manual', 'daily', 'migration']),
});
export type BackupInfo = z.infer<typeof backupInfo>;

export const systemStatus = z.strictObject({
  version: z.string(),
  preferences,
  /** The language `system` stands for. */
  systemLanguage: z.enum(['zh-CN', 'en']),
  store: z.discriminatedUnion('state', [
    /** `jobId`: the job that is making the demo hall, whose progress comes with `jobs.changed`. */
    z.strictObject({ state: z.literal('opening'), jobId: z.int().nullable() }),
    z.strictObject({ state: z.literal('ready') }),
    z.strictObject({
      state: z.literal('problem'),
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
      repairs: z.array(z.enum(repairs)),
      backups: z.array(backupInfo),
    }),
  ]),
  demo: z.boolean(),
  /** `behind` when the computer's clock cannot be right: before 2020, or before the latest moment of the log (`lastRecordedAt`). */
  clock: z.strictObject({ now: instant, lastRecordedAt: instant.nullable(), behind: z.boolean() }),
  lastBackupAt: instant.nullable(),
});
export type SystemStatus = z.infer<typeof systemStatus>;

export const systemHealth = z.strictObject({
  dataFolder: z.string(),
  storeBytes: z.int(),
  freeBytes: z.int(),
  backups: z.array(backupInfo),
  auditRows: z.int(),
  auditHead: z.string().nullable(),
  runtime: z.strictObject({ electron: z.string(), chromium: z.string(), node: z.string(), sqlite: z.string() }),
});

export const systemCommands = {
  'system.status': query({
    access: 'anyone',
    input: z.strictObject({}),
    output: systemStatus,
    note: 'How the console is: the store, the clock, the preferences. Answers even when the store cannot be opened.',
  }),
  'system.health': query({
    access: ['office', 'auditor'],
    input: z.strictObject({}),
    output: systemHealth,
    note: 'Where the data lie, how large they are, which versions run.',
  }),
  'system.setPreferences': command({
    access: 'anyone',
    input: preferences.partial(),
    output: preferences,
    audit: null,
    note: 'Language, theme and text size of this computer.',
  }),
  'system.repair': command({
    access: 'anyone',
    input: z.discriminatedUnion('repair', [
      z.strictObject({ repair: z.literal('retry') }),
      z.strictObject({ repair: z.literal('openFolder') }),
      z.strictObject({ repair: z.literal('quit') }),
      z.strictObject({ repair: z.literal('restore'), backup: z.string().max(200) }),
    ]),
    output: systemStatus,
    audit: null,
    note: 'Only while the store cannot be opened, and only what its problem offers.',
  }),
  'system.backup': command({
    access: ['office'],
    input: z.strictObject({}),
    output: z.strictObject({ jobId: z.int() }),
    audit: { object: 'system' },
    note: 'Copies the store while it is in use, checks the copy and writes down its SHA-256.',
  }),
  'system.checkIntegrity': command({
    access: ['office'],
    input: z.strictObject({}),
    output: z.strictObject({ jobId: z.int() }),
    audit: { object: 'system' },
    note: 'Full check of every page of the store.',
  }),
  'system.openDemo': command({
    access: 'anyone',
    input: z.strictObject({}),
    output: z.strictObject({ jobId: z.int().nullable() }),
    audit: null,
    note: 'Leaves the present data folder and opens the demo hall, making it first when it is not there.',
  }),
  'system.leaveDemo': command({
    access: 'anyone',
    input: z.strictObject({}),
    output: z.strictObject({}),
    audit: null,
    note: 'Back to the real data folder.',
  }),
  'system.openWindow': command({
    access: 'signedIn',
    input: z.strictObject({}),
    output: z.strictObject({}),
    audit: null,
    note: 'Opens another window on the same session; at most four stand open.',
  }),
  'system.confirmClock': command({
    access: ['office', 'auditor'],
    input: z.strictObject({ latestAt: instant, reason: z.string().trim().min(1).max(200) }),
    output: z.strictObject({}),
    audit: { object: 'system' },
    note: 'Says that the clock is right now and the log ran ahead once, up to `latestAt`; from here on the clock is held to this moment.',
  }),
  'system.fillScreen': command({
    access: 'anyone',
    input: z.strictObject({ on: z.boolean() }),
    output: z.strictObject({}),
    audit: null,
    note: 'Lets the window at the front fill the screen for the wall display, or gives the screen back. Also while locked.',
  }),
  'system.setIdleMinutes': command({
    access: ['office'],
    input: z.strictObject({ minutes: z.int().min(0).max(240) }),
    output: z.strictObject({ minutes: z.int() }),
    audit: { object: 'settings' },
    note: 'Minutes without input until the console locks.',
  }),
} as const;
