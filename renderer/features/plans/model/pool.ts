import {
  addMonths,
  drawFaults,
  sampleSize,
  weightOf,
  type DrawFault,
  type DrawInput,
} from '../../../../domain/draw.js';
import { IN_ROUND } from '../../../../domain/plan.js';

/** Why an object cannot be drawn. */
export type LeftOut = { why: 'inRound' } | { why: 'recent'; day: number } | { why: 'excluded'; reason: string };

/** An object of a pool with its chance against the others. */
export interface PoolLine {
  id: number;
  lastVisitedDay: number | null;
  weight: number;
  leftOut: LeftOut | null;
}

type PoolSnapshot = Pick<DrawInput, 'objects' | 'repeatMonths' | 'day'>;

function leftOutOf({ excluded, lastVisitedDay }: DrawInput['objects'][number], snapshot: PoolSnapshot): LeftOut | null {
  if (excluded === IN_ROUND) return { why: 'inRound' };
  if (excluded !== null) return { why: 'excluded', reason: excluded };
  if (lastVisitedDay === null || addMonths(lastVisitedDay, snapshot.repeatMonths) <= snapshot.day) return null;
  return { why: 'recent', day: lastVisitedDay };
}

/** Those that can be drawn first, the longest unvisited of them on top; then those left out. */
export function poolLines(snapshot: PoolSnapshot): PoolLine[] {
  const lines = snapshot.objects.map((object) => ({
    id: object.id,
    lastVisitedDay: object.lastVisitedDay,
    weight: weightOf(object.lastVisitedDay, snapshot.day),
    leftOut: leftOutOf(object, snapshot),
  }));
  const never = Number.NEGATIVE_INFINITY;
  return lines.sort(
    (a, b) =>
      Number(a.leftOut !== null) - Number(b.leftOut !== null) ||
      (a.lastVisitedDay ?? never) - (b.lastVisitedDay ?? never) ||
      a.id - b.id,
  );
}

export interface PoolFigures {
  population: number;
  eligible: number;
  wanted: number;
  inspectors: number;
}

/** The numbers of a draw before it is made. */
export function poolFigures(input: DrawInput): PoolFigures {
  const present = input.objects.filter(({ excluded }) => excluded === null);
  return {
    population: present.length,
    eligible: present.filter((object) => leftOutOf(object, input) === null).length,
    wanted: sampleSize(present.length, input.size),
    inspectors: input.inspectors.filter(({ excluded }) => excluded === null).length,
  };
}

/** Why this draw would be refused, the same kind of reason told once. */
export function firstFaults(input: DrawInput): DrawFault[] {
  const faults = drawFaults(input);
  return faults.filter((fault, index) => faults.findIndex(({ rule }) => rule === fault.rule) === index);
}
