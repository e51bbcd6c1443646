/**
 * Figures that close: what is shown comes from a numerator and a denominator that are counted from rows. Nothing is
 * rounded before it is shown.
 */
export interface Ratio {
  numerator: number;
  denominator: number;
}

/** Why there is no figure: nothing to divide by, or too few to say anything (样本不足). */
export type NoFigure = 'none' | 'few';
export type Figure = { value: number } | { why: NoFigure };

/** @param atLeast fewer in the denominator are no sample */
export function figureOf({ numerator, denominator }: Ratio, atLeast = 1): Figure {
  if (denominator === 0) return { why: 'none' };
  return denominator < atLeast ? { why: 'few' } : { value: numerator / denominator };
}

/** Why two periods are not compared: one has no figure, its base is not above zero, or a period is not over. */
export type NoChange = 'noFigure' | 'noBase' | 'partial';
/** `percent` of the base for amounts; `points` (个百分点) for rates; a fraction in both, 0.52 being 52. */
export type Change = { by: number; in: 'percent' | 'points' } | { why: NoChange };

/** 同比 and 环比 of an amount: (now - base) / base. */
export function changeOfAmount(now: number, base: number, partial: boolean): Change {
  if (partial) return { why: 'partial' };
  return base <= 0 ? { why: 'noBase' } : { by: (now - base) / base, in: 'percent' };
}

/** 同比 and 环比 of a rate, in percentage points. */
export function changeOfRate(now: Figure, base: Figure, partial: boolean): Change {
  if (partial) return { why: 'partial' };
  return 'value' in now && 'value' in base ? { by: now.value - base.value, in: 'points' } : { why: 'noFigure' };
}

/**
 * Whether a share somebody typed is what its rows give, as far as it was written out: 70.2 holds for 70.24, 71 does not
 * for 69.2.
 * @param typed the number as it was written, `71`, `70.2`
 * @param unit what one of it is of the whole: a hundredth, or a tenth (七成)
 */
export function holdsFor(typed: string, ratio: Ratio, unit: 0.01 | 0.1 = 0.01): boolean {
  const figure = figureOf(ratio);
  if (!('value' in figure) || !/^\d+(\.\d+)?$/.test(typed)) return false;
  const digits = typed.split('.')[1]?.length ?? 0;
  const half = 0.5 * 10 ** -digits;
  // The tolerance is that of binary fractions alone.
  return Math.abs(Number(typed) - figure.value / unit) <= half + 1e-9;
}

/** A quantile of rising values, between its neighbours; null of none. @param q 0 to 1 */
export function quantileOf(rising: readonly number[], q: number): number | null {
  if (rising.length === 0) return null;
  const at = (rising.length - 1) * q;
  const below = rising[Math.floor(at)] ?? 0;
  const above = rising[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
