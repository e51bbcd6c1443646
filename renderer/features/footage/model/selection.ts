import type { ClipMark, Moment } from '../../../../domain/footage/clip.js';

/** In and out of what is being worked on, ms; half open. */
export interface Span {
  inMs: number | null;
  outMs: number | null;
}

export const emptySpan: Span = { inMs: null, outMs: null };

/** A whole span, in before out. */
export const isWhole = (span: Span): span is { inMs: number; outMs: number } =>
  span.inMs !== null && span.outMs !== null && span.inMs < span.outMs;

/** Sets the in-point; an out-point that would come before it goes. */
export const withIn = ({ outMs }: Span, inMs: number): Span => ({
  inMs,
  outMs: outMs !== null && outMs > inMs ? outMs : null,
});

/** Sets the out-point; an in-point that would come after it goes. */
export const withOut = ({ inMs }: Span, outMs: number): Span => ({
  inMs: inMs !== null && inMs < outMs ? inMs : null,
  outMs,
});

/** A mark key: the first press is when it began, the second when the words were said, a third begins anew. */
export function pressMark(marks: readonly ClipMark[], moment: Moment, atMs: number): ClipMark[] {
  const others = marks.filter((mark) => mark.moment !== moment);
  const open = marks.find((mark) => mark.moment === moment && mark.untilMs === null);
  const next: ClipMark =
    open && open.fromMs <= atMs ? { ...open, untilMs: atMs } : { moment, fromMs: atMs, untilMs: null };
  return [...others, next].sort((a, b) => a.fromMs - b.fromMs);
}

export const withoutMark = (marks: readonly ClipMark[], moment: Moment): ClipMark[] =>
  marks.filter((mark) => mark.moment !== moment);

/** Milliseconds from what calls for the words to the words; null while they have not both been marked. */
export function momentMs(marks: readonly ClipMark[], moment: Moment): number | null {
  const mark = marks.find((each) => each.moment === moment);
  return mark === undefined || mark.untilMs === null ? null : mark.untilMs - mark.fromMs;
}

/** The same stretch of the wall clock in another recording, cut to what it holds; null where it holds nothing of it. */
export function spanIn(
  span: { inMs: number; outMs: number },
  shiftMs: number,
  lengthMs: number,
): { inMs: number; outMs: number } | null {
  const inMs = Math.max(0, Math.round(span.inMs + shiftMs));
  const outMs = Math.min(lengthMs, Math.round(span.outMs + shiftMs));
  return inMs < outMs ? { inMs, outMs } : null;
}
