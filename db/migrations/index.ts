import { core } from './0010-core.js';
import { hall } from './0020-hall.js';
import { visits } from './0030-visits.js';
import { footage } from './0040-footage.js';
import { rectification } from './0050-rectification.js';
import { escalation } from './0052-escalation.js';
import { lookBacks } from './0054-look-back.js';
import { documentTemplate } from './0056-document-template.js';
import { tellingStep } from './0058-telling.js';
import { stuck } from './0059-stuck.js';
import { measuresStep } from './0060-measures.js';
import { wallStep } from './0062-wall.js';
import { toldOnceStep } from './0065-told-once.js';
import { instructionStep } from './0066-instruction.js';
import { rankingStep } from './0068-ranking.js';
import { commentsStep } from './0070-comments.js';
import type { Migration } from './migration.js';

/** Every step of the schema, in order. A new one is a new line; a line that has been released is never changed. */
export const migrations: readonly Migration[] = [
  core,
  hall,
  visits,
  footage,
  rectification,
  escalation,
  lookBacks,
  documentTemplate,
  tellingStep,
  stuck,
  measuresStep,
  wallStep,
  toldOnceStep,
  instructionStep,
  rankingStep,
  commentsStep,
];
