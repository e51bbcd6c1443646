import type { DueStep } from './due-strip.js';
import type { DueStepKind } from './kinds.js';

/** 计, 不计 and why, under one or more steps of the strip. */
export interface DueCaption {
  kind: 'start' | 'counted' | 'makeup' | 'extended' | 'holiday' | 'weekend' | 'localOff' | 'suspended' | 'over';
  /** Steps it stands under: indexes of the first and the last. */
  first: number;
  last: number;
  /** Working days counted, days not counted, or for `over` all the working days over by then. */
  days: number;
  name: string | null;
}

const captionKinds: Record<DueStepKind, DueCaption['kind']> = {
  start: 'start',
  counted: 'counted',
  makeup: 'makeup',
  extended: 'extended',
  holiday: 'holiday',
  weekend: 'weekend',
  localOff: 'localOff',
  suspended: 'suspended',
  due: 'counted',
  over: 'over',
  today: 'over',
};
/** Kinds whose names tell neighbours apart. */
const namedKinds: readonly DueCaption['kind'][] = ['holiday', 'makeup', 'localOff'];

/** The captions under a strip: neighbours of a kind together (计 2 日, 国庆节放假 7 日, 停计 12 日, 逾 3). */
export function dueCaptions(steps: readonly DueStep[]): DueCaption[] {
  const captions: DueCaption[] = [];
  let counted = 0;
  steps.forEach((step, index) => {
    const before = captions.at(-1);
    const extended = step.kind === 'due' && before?.kind === 'extended';
    const kind = extended ? 'extended' : captionKinds[step.kind];
    const name = namedKinds.includes(kind) ? step.name : null;
    const joined = before !== undefined && before.kind === kind && before.name === name ? before : null;
    const caption = joined ?? { kind, first: index, last: index, days: 0, name };
    if (joined === null) captions.push(caption);
    caption.last = index;
    if (kind === 'over') caption.days = step.count ?? 0;
    else caption.days += step.count === null ? step.toDay - step.day + 1 : step.count - counted;
    counted = step.count ?? counted;
  });
  return captions;
}
