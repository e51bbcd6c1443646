import type { TimeBase } from './packets.js';
import type { CutCheck } from './cut.js';
import type { Derived, StillShape } from './clip.js';
import type { RedactionTrack } from './redaction.js';

export type CutFacts = NonNullable<Derived['cut']>;

/** How a cut was made: enough to make it again and to say what was looked at. */
export interface CutRecipe {
  cut: CutFacts;
  checks: CutCheck[];
  /** Packets that are the recording's own, byte for byte. */
  copiedPackets: number;
  /** Why nothing could be copied; null where it was, or nobody tried. */
  wholeBecause: string | null;
  /** Lines that were burned in beside the clock. */
  caption: string[] | null;
}

/** How a redacted copy was made of a cut. */
export interface RedactedRecipe {
  /** Frames in which something was made unreadable. */
  maskedFrames: number;
  hasSound: boolean;
  cut: CutFacts;
  track: RedactionTrack;
}

/** Which frame a still is, and what was drawn on it. */
export interface StillRecipe {
  atMs: number;
  /** Time stamp of the frame in the file, and its unit; null where it was found by counting. */
  pts: number | null;
  timeBase: TimeBase | null;
  annotated: boolean;
  shapes: StillShape[];
}

export type Recipe = CutRecipe | RedactedRecipe | StillRecipe;
