import { localMinute } from '../../domain/time.js';
import { TEXT_WIDTH, type PaperLanguage, type TimeRuler } from './paper.js';

/** A label of a ruler: where it starts, in which row above the bar, and where its mark stands, millimetres. */
export interface RulerLabel {
  x: number;
  width: number;
  row: number;
  mark: number;
  text: string;
}

export interface RulerLayout {
  width: number;
  /** How many rows of labels there are. */
  rows: number;
  labels: RulerLabel[];
  bars: { x: number; width: number; tone: 'waiting' | 'handling' }[];
  /** What stands under the bars, in one row. */
  under: { x: number; text: string }[];
  /** Whole minutes, or every fifth, tenth, … where they would stand too close. */
  ticks: number[];
}

/** Width of a letter at 8 pt: a Chinese one is as wide as it is high, others a little more than half of it. */
const EM_MM = 2.82;
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + (letter > '\u2e7f' ? EM_MM : EM_MM * 0.56), 0);
const GAP_MM = 2.5;
/** Ticks at least this far apart. */
const TICK_MM = 3;
const tickMinutes = [1, 5, 10, 15, 30, 60, 120, 360, 720, 1440];

/** `09:02` on the clock of Shanghai. */
export const clockOf = (instant: number): string => localMinute(instant).slice(11);

/** Lays a ruler out to scale; labels that would touch stand in rows above each other. */
export function layOut(ruler: TimeRuler, language: PaperLanguage): RulerLayout {
  const length = Math.max(1, ruler.to - ruler.from);
  const at = (instant: number): number =>
    (Math.min(Math.max(instant, ruler.from), ruler.to) - ruler.from) * (TEXT_WIDTH / length);
  const ends: number[] = [];
  const labels = [...ruler.marks]
    .sort((one, other) => one.at - other.at)
    .map(({ at: instant, label }): RulerLabel => {
      const text = language === 'en' ? `${clockOf(instant)} ${label}` : `${label} ${clockOf(instant)}`;
      const width = widthOf(text);
      const x = Math.max(0, Math.min(at(instant), TEXT_WIDTH - width));
      const free = ends.findIndex((end) => end + GAP_MM <= x);
      const row = free < 0 ? ends.length : free;
      ends[row] = x + width;
      return { x, width, row, mark: at(instant), text };
    });
  const bars = ruler.spans.map(({ from, to, tone }) => ({ x: at(from), width: at(to) - at(from), tone }));
  let end = -GAP_MM;
  const under = ruler.spans.map(({ from, label: text }) => {
    const x = Math.max(end + GAP_MM, Math.min(at(from), TEXT_WIDTH - widthOf(text)));
    end = x + widthOf(text);
    return { x, text };
  });
  const minutes = tickMinutes.find((step) => (step * 60_000 * TEXT_WIDTH) / length >= TICK_MM) ?? 1440;
  const step = minutes * 60_000;
  const ticks: number[] = [];
  for (let tick = Math.ceil(ruler.from / step) * step; tick <= ruler.to; tick += step) ticks.push(at(tick));
  return {
    width: TEXT_WIDTH,
    rows: ends.length,
    labels,
    bars,
    under: end > TEXT_WIDTH ? under.map(({ x, text }) => ({ x: x - (end - TEXT_WIDTH), text })) : under,
    ticks,
  };
}
