import type { RectificationDetail, RectificationRow } from '../../../domain/rectification/schema.js';
import type { Actor } from '../../ipc/context.js';
import type { FileTokens } from '../../services/files.js';
import type { KnownProblem } from '../data/known-problems.js';
import type { Orders } from '../orders.js';
import type { PlannedMatter } from '../plan/matters.js';
import type { Random } from '../random.js';
import type { Say } from '../words.js';

/** A unit somebody speaks for. */
export interface MatterUnit {
  id: number;
  hallId: number;
  windowIds: readonly number[];
  contact: Actor;
  leader: string | null;
}

export interface MatterNeeds {
  orders: Orders;
  files: FileTokens;
  random: Random;
  say: Say;
  office: Actor;
  reviewer: Actor;
  leader: Actor;
  inspectors: readonly Actor[];
  units: readonly MatterUnit[];
  /** Day number. */
  today: number;
  /** Told once of each matter that was planned. */
  step(): void;
}

/** A matter on its way, and what its last act answered. */
export interface Matter extends PlannedMatter {
  clientId: string;
  number: number;
  unit: MatterUnit;
  /** What it is made of: a finding, or what the office knows. */
  source: { findingId: number } | { problem: KnownProblem };
  /** On which it is written, a day number. */
  day: number;
  /** Who was named to verify it. */
  verifierId: number | null;
  row: RectificationRow | null;
  detail: RectificationDetail | null;
}

/** Its last revision, as every act names it. */
export function chosen({ row }: Matter): { id: number; revision: number } {
  if (!row) throw new Error('the demo hall has an act on a matter that is not written');
  return { id: row.id, revision: row.revision };
}
