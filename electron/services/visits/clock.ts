import type { Database, Tx } from '../../../db/database.js';
import { insertClockChange } from '../../../db/queries/visit-clock.js';
import { shiftBetweenRuns, shiftWithin, type ClockReading } from '../../../domain/clock-watch.js';
import type { Clock } from '../../../domain/time.js';

/** Watches the computer's clock while visits are recorded, and notes what it sees beside each of them. */
export class ClockWatch {
  readonly #database: Database;
  readonly #wall: Clock;
  readonly #steady: Clock;
  /** Visits that were written in this run. */
  readonly #recorded = new Set<number>();
  #last: ClockReading | null = null;

  /**
   * @param wall what the clock of the computer says
   * @param steady milliseconds that only ever go forward, whoever sets the clock
   */
  constructor(database: Database, wall: Clock, steady: Clock) {
    this.#database = database;
    this.#wall = wall;
    this.#steady = steady;
  }

  /** Compares the clocks with those of the last time; a shift is noted at every open visit of this run. */
  async look(): Promise<void> {
    const wall = this.#wall();
    const reading = { wall, steady: this.#steady() };
    const shiftMs = this.#last && shiftWithin(this.#last, reading);
    this.#last = reading;
    if (shiftMs === null || this.#recorded.size === 0) return;
    const change = { noticedAt: wall, shiftMs, kind: 'running' } as const;
    // Unaudited: a fact of the computer, not the act of a person.
    await this.#database.write('visits.clock', (tx) => insertClockChange(tx, [...this.#recorded], change), {
      unaudited: true,
    });
  }

  /** The first time a visit is written in this run: was it saved later than now? */
  async compare(tx: Tx, visit: { id: number; updatedAt: number }, wall: number): Promise<void> {
    if (this.#recorded.has(visit.id)) return;
    const shiftMs = shiftBetweenRuns(visit.updatedAt, wall);
    if (shiftMs !== null) await insertClockChange(tx, [visit.id], { noticedAt: wall, shiftMs, kind: 'betweenRuns' });
  }

  /** This visit was written, and that is on the disk. */
  recorded(visitId: number): void {
    this.#recorded.add(visitId);
  }

  /** It is over: what happens to the clock from now on is nothing to it. */
  ended(visitId: number): void {
    this.#recorded.delete(visitId);
  }
}
