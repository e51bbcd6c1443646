import type { Step } from '../visit.js';
import type { ClipMark, Moment } from './clip.js';

/** Which steps of a visit a moment tells: at its beginning, and when the words were said. */
const stepsOfMoment: Record<Moment, { from: Step | null; until: Step }> = {
  greeting: { from: 'called', until: 'greeted' },
  // Asking is no step of a visit; what is measured from it stands on the clip.
  answer: { from: null, until: 'answered' },
  farewell: { from: 'done', until: 'left' },
};

export interface TimedStep {
  step: Step;
  /** True wall clock, UTC milliseconds. */
  at: number;
}

/**
 * The timed steps that the moments of a clip tell, in the order of their times.
 * @param startAt true wall clock of the recording's first frame, UTC ms
 * @param known steps that make sense in the visit's mode; others are left out
 */
export function stepsOfMarks(marks: readonly ClipMark[], startAt: number, known: readonly Step[]): TimedStep[] {
  return marks
    .flatMap(({ moment, fromMs, untilMs }) => {
      const { from, until } = stepsOfMoment[moment];
      return [
        ...(from === null ? [] : [{ step: from, at: startAt + fromMs }]),
        ...(untilMs === null ? [] : [{ step: until, at: startAt + untilMs }]),
      ];
    })
    .filter(({ step }) => known.includes(step))
    .sort((a, b) => a.at - b.at);
}
