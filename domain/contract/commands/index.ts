import type { z } from 'zod';
import { calendarCommands } from './calendar.js';
import { chartCommands } from './charts.js';
import { clipCommands } from './clips.js';
import { commentCommands, contactPointCommands } from './comments.js';
import { documentCommands } from './documents.js';
import { circularCommands, interviewCommands, orderCommands } from './escalation.js';
import { evidenceCommands } from './evidence.js';
import { footageCommands } from './footage.js';
import { hallCommands } from './hall.js';
import { instructionCommands } from './instructions.js';
import { ledgerCommands } from './ledger.js';
import { leadCommands, supervisorCommands } from './leads.js';
import { measureCommands } from './measures.js';
import { peopleCommands } from './people.js';
import { planCommands } from './plans.js';
import { proofCommands } from './proofs.js';
import { lookBackCommands } from './look-backs.js';
import { recurrenceCommands } from './recurrences.js';
import { rankingCommands } from './ranking.js';
import { rectificationCommands } from './rectifications.js';
import { replyCommands } from './replies.js';
import { roundReportCommands } from './round-reports.js';
import { sessionCommands } from './session.js';
import { systemCommands } from './system.js';
import { tellingCommands } from './telling.js';
import { templateCommands } from './templates.js';
import { findingCommands, visitCommands } from './visits.js';
import { workCommands } from './work.js';
import type { AnySpec } from '../define.js';

/** The whole contract: everything the renderer can ask of the main process. Handlers, bridge, client and docs derive from it. */
export const commands = {
  ...sessionCommands,
  ...systemCommands,
  ...peopleCommands,
  ...hallCommands,
  ...planCommands,
  ...templateCommands,
  ...visitCommands,
  ...findingCommands,
  ...supervisorCommands,
  ...leadCommands,
  ...evidenceCommands,
  ...footageCommands,
  ...clipCommands,
  ...rectificationCommands,
  ...orderCommands,
  ...interviewCommands,
  ...circularCommands,
  ...ledgerCommands,
  ...recurrenceCommands,
  ...lookBackCommands,
  ...calendarCommands,
  ...measureCommands,
  ...chartCommands,
  ...instructionCommands,
  ...rankingCommands,
  ...contactPointCommands,
  ...commentCommands,
  ...roundReportCommands,
  ...proofCommands,
  ...replyCommands,
  ...documentCommands,
  ...tellingCommands,
  ...workCommands,
} as const satisfies Record<string, AnySpec>;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
/** What a caller may write. */
export type CommandInput<N extends CommandName> = z.input<Commands[N]['input']>;
/** What a handler receives: parsed, trimmed, defaults filled. */
export type ParsedInput<N extends CommandName> = z.output<Commands[N]['input']>;
/** What a caller gets back. */
export type CommandOutput<N extends CommandName> = z.output<Commands[N]['output']>;

export const commandNames = Object.keys(commands) as CommandName[];
