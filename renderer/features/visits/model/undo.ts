import type { Step } from '../../../../domain/visit.js';

/** One part before and after. */
export interface Before {
  path: string;
  before: unknown;
  after: unknown;
}
/** What one key did: an answer with the finding it opened, a step with the numbers it filled. */
export interface Deed {
  parts: Before[];
  /** The entry of a step: it is taken back by a further entry once it has been sent, and done again by one more. */
  step: { clientId: string; entry: StepDeed } | null;
  at: number;
  /** Typing: what follows soon in the same part is one with it. */
  flows: boolean;
}

export interface StepDeed {
  step: Step;
  windowId: number | null;
  at: number | null;
  note: string | null;
}

const KEPT = 200;
/** Within this time changes of the very same part are one: somebody is turning one thing. */
const ONE_MS = 1500;

/** What can be taken back, the newest last; and what was taken back, until something new is done. */
export class UndoStack {
  private deeds: Deed[] = [];
  private undone: Deed[] = [];

  get size(): number {
    return this.deeds.length;
  }
  push(deed: Deed): void {
    this.undone = [];
    const last = this.deeds.at(-1);
    const [kept] = last?.parts ?? [];
    const [part] = deed.parts;
    const one = last?.flows && deed.flows && deed.at - last.at < ONE_MS && kept?.path === part?.path;
    if (one && kept && part) {
      kept.after = part.after;
      last.at = deed.at;
      return;
    }
    this.deeds = [...this.deeds, deed].slice(-KEPT);
  }
  undo(): Deed | null {
    const deed = this.deeds.pop() ?? null;
    if (deed) this.undone.push(deed);
    return deed;
  }
  redo(): Deed | null {
    const deed = this.undone.pop() ?? null;
    if (deed) this.deeds.push(deed);
    return deed;
  }
  clear(): void {
    this.deeds = [];
    this.undone = [];
  }
}
