/** Colours and sizes of a drawing, out of the design tokens. */
export interface Look {
  text: string;
  text2: string;
  text3: string;
  line: string;
  lineStrong: string;
  surface: string;
  accent: string;
  wash: string;
  hatch: string;
  /** Grave and overdue alone. */
  red: string;
  /** Six that are told apart in every kind of colour vision; the last is for comparison. */
  chart: readonly [string, string, string, string, string, string];
  /** From little to much. */
  steps: readonly [string, string, string, string, string];
  onLow: string;
  onHigh: string;
  font: string;
  /** Pixels of the smallest text. */
  size: number;
}

/** Series differ by dash and marker as well as by colour. */
export const dashes = ['solid', [6, 3], [2, 3], [10, 3, 2, 3], [4, 2, 1, 2], [4, 4]] as const;
export const markers = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'circle'] as const;

/** A hatch drawn into bars: a month that is not over, or one more sign beside a colour. */
export const hatch = (look: Look) => ({
  symbol: 'rect',
  color: look.surface,
  dashArrayX: [1, 0],
  dashArrayY: [1, 5],
  rotation: Math.PI / 4,
});
