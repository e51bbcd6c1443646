import type { EChartsType } from 'echarts/core';
import type { Period } from '../../../../domain/measures/period.js';
import type { Behind, Dense } from '../model/chart';
import type { Look } from '../model/look';

/** Share of what is seen that a key moves by, and that it shows less or more by. */
const MOVE = 0.2;
const ZOOM = 1.5;

interface Seen {
  /** Percent of the whole. */
  start: number;
  end: number;
}

/** Keeps the marks of a dense chart as coarse as what is seen of it allows, and finds the rows under one. */
export class DenseView {
  #seen: Seen = { start: 0, end: 100 };
  #grain = 1;

  constructor(
    private readonly chart: EChartsType,
    private readonly dense: Dense,
    private readonly look: Look,
  ) {
    chart.on('datazoom', (event) => {
      const { batch, ...one } = event as Partial<Seen> & { batch?: Partial<Seen>[] };
      const { start, end } = batch?.[0] ?? one;
      if (start !== undefined && end !== undefined) this.#seen = { start, end };
      this.regrain();
    });
    this.regrain(true);
  }

  /** Draws anew where the marks have become too fine or too coarse. */
  regrain(always = false): void {
    const grain = this.dense.grain(this.#visible(), this.chart.getWidth());
    if (grain === this.#grain && !always) return;
    this.#grain = grain;
    this.chart.setOption({ series: this.dense.series(this.look, grain) }, { replaceMerge: ['series'] });
  }

  behind(value: unknown): Behind | null {
    const [at, height] = Array.isArray(value) ? (value as unknown[]).map(Number) : [];
    return at === undefined || height === undefined ? null : this.dense.behind(at, height, this.#grain);
  }

  /** Left and right move, plus and minus show less and more. */
  key(key: string): boolean {
    const { start, end } = this.#seen;
    const width = end - start;
    const moves: Readonly<Record<string, () => Seen>> = {
      ArrowLeft: () => moved(start - width * MOVE, width),
      ArrowRight: () => moved(start + width * MOVE, width),
      '+': () => moved(start + (width - width / ZOOM) / 2, width / ZOOM),
      '=': () => moved(start + (width - width / ZOOM) / 2, width / ZOOM),
      '-': () => moved(start - (width * ZOOM - width) / 2, width * ZOOM),
      Home: () => moved(0, width),
      End: () => moved(100, width),
    };
    const next = moves[key]?.();
    if (next) this.chart.dispatchAction({ type: 'dataZoom', ...next });
    return next !== undefined;
  }

  #visible(): Period {
    const { fromDay, toDay } = this.dense;
    const days = toDay - fromDay + 1;
    return { fromDay: fromDay + (days * this.#seen.start) / 100, toDay: fromDay + (days * this.#seen.end) / 100 - 1 };
  }
}

/** A stretch of the whole that stays within it. */
function moved(start: number, width: number): Seen {
  const kept = Math.min(100, width);
  const from = Math.min(100 - kept, Math.max(0, start));
  return { start: from, end: from + kept };
}
