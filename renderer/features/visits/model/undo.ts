/** One part before and after. */
export interface Before {
  path: string;
  before: unknown;
  after: unknown;
}
/** What one key did: an answer with the finding it opened, a step with the numbers it filled. */
export interface Deed {
  parts: Before[];
  /** The entry of a step, and what the step was before it. */
  step: { clientId: string } | null;
  at: number;
  /** Typing: what follows soon in the same part is one with it. */
  flows: boolean;
}

const KEPT = 200;
/** Within this time changes of the very same part are one: somebody is turning one thing. */
const ONE_MS = 1500;

/** What can be taken back, the newest last. */
export class UndoStack {
  private deeds: Deed[] = [];

  get size(): number {
    return this.deeds.length;
  }
  push(deed: Deed): void {
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
  pop(): Deed | null {
    return this.deeds.pop() ?? null;
  }
  clear(): void {
    this.deeds = [];
  }
}
