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
import { manySteps } from './0072-many-steps.js';
import { narrowLists } from './0074-narrow-lists.js';
import { clockStep } from './0076-clock.js';
import { appealStep } from './0078-appeal.js';
import { waitsStep } from './0088-waits.js';
import { visitsOfModeStep } from './0094-visits-of-mode.js';
import { rankingEvidenceStep } from './0096-ranking-evidence.js';
import { transferStep } from './0102-transfer.js';
import { rankingGivenStep } from './0104-ranking-given.js';
import { visitSpanStep } from './0108-visit-span.js';
import { rankingCircularStep } from './0110-ranking-circular.js';
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
  manySteps,
  narrowLists,
  clockStep,
  appealStep,
  waitsStep,
  visitsOfModeStep,
  rankingEvidenceStep,
  transferStep,
  rankingGivenStep,
  visitSpanStep,
  rankingCircularStep,
];
