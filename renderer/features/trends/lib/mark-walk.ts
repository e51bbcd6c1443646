import type { Mark } from '../model/option';
import type { ChartOption } from '../model/chart';

/** A mark that can be reached by keys: where the drawing library knows it, what is said of it and what it opens. */
export interface Stop {
  seriesIndex: number;
  dataIndex: number;
  mark: Mark;
}

/** Marks of a drawing in the order of its series; those that say nothing are passed over. */
export function stopsOf(option: ChartOption): Stop[] {
  const series = (option['series'] ?? []) as readonly { data?: unknown }[];
  return series.flatMap(({ data }, seriesIndex) =>
    Array.isArray(data)
      ? (data as (Partial<Mark> | null)[]).flatMap((mark, dataIndex) =>
          mark?.tip && mark.value !== null ? [{ seriesIndex, dataIndex, mark: mark as Mark }] : [],
        )
      : [],
  );
}

/** The stop a key leads to: along its series, or to what stands at the same place of the next series. */
export function stopAfter(stops: readonly Stop[], now: Stop | null, key: string): Stop | null {
  const at = now === null ? -1 : stops.indexOf(now);
  const last = stops.length - 1;
  if (now === null || at < 0) return stops[key === 'End' ? last : 0] ?? null;
  if (key === 'Home' || key === 'End') return stops[key === 'Home' ? 0 : last] ?? null;
  if (key === 'ArrowLeft' || key === 'ArrowRight')
    return stops[Math.min(last, Math.max(0, at + (key === 'ArrowRight' ? 1 : -1)))] ?? now;
  const way = key === 'ArrowDown' ? 1 : -1;
  const beside = stops.filter(
    ({ seriesIndex, dataIndex }) => dataIndex === now.dataIndex && (seriesIndex - now.seriesIndex) * way > 0,
  );
  return (way > 0 ? beside[0] : beside.at(-1)) ?? now;
}

export const walkKeys: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];
