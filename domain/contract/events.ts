import { z } from 'zod';
import { hallEntities } from '../hall/kinds.js';
import { job } from '../jobs.js';

/** Kinds of rows a screen may be showing. `session` and `system` tell it to ask again who is there and how we are. */
export const dataEntity = z.enum([
  'session',
  'system',
  'settings',
  'person',
  ...hallEntities,
  'view',
  'audit',
  'inspection_plan',
  'inspection_round',
  'dual_random_draw',
  'checklist_template',
  'checklist_version',
  'visit',
  'finding',
  'supervisor',
  'lead',
  'attachment',
  'recording',
  'clip',
  'derivation',
  'redaction',
  'release_exception',
  'evidence_pack',
  'evidence_fault',
  'name_pattern',
  'footage_taking',
  'rectification',
  'rectification_notice',
  'rectification_proof',
  'document_template',
  'recurrence_decision',
  'look_back',
  'look_back_draw',
  'follow_up_order',
  'summons_interview',
  'circular',
  'measure',
  'instruction',
  'ranking_scheme',
  'ranking_month',
  'ranking_evidence',
  'red_flag',
  'calendar',
  'contact_point',
  'quarter_comment',
]);
export type DataEntity = z.infer<typeof dataEntity>;

/** The only events that cross the bridge, and only plain data in them. */
export const events = {
  /** Whole job metadata after each step, at most four a second per job. */
  'jobs.changed': z.strictObject({ job }),
  /** After commit: which rows are not what they were. An empty `ids` means "any of that kind". */
  'data.changed': z.strictObject({ entity: dataEntity, ids: z.array(z.int()), revision: z.int() }),
  /** Somebody pressed a notice of the desktop: the place of the console it leads to. */
  'place.asked': z.strictObject({ route: z.string().regex(/^\/[\w/?.=&-]*$/) }),
} as const;

export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>;
