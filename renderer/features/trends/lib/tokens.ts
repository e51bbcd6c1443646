import type { Look } from '../model/look';

/** The tokens as they stand on the document; `theme` reads those of another one, before anything is painted. */
export function lookOf(theme?: 'light' | 'dark'): Look {
  const root = document.documentElement;
  const kept = root.dataset['theme'];
  if (theme) root.dataset['theme'] = theme;
  const style = getComputedStyle(root);
  const token = (name: string): string => style.getPropertyValue(`--mc-${name}`).trim();
  const look: Look = {
    text: token('text'),
    text2: token('text-2'),
    text3: token('text-3'),
    line: token('line'),
    lineStrong: token('line-strong'),
    surface: token('surface'),
    accent: token('accent'),
    wash: token('accent-wash'),
    hatch: token('hatch'),
    red: token('fill-red'),
    chart: [token('chart-1'), token('chart-2'), token('chart-3'), token('chart-4'), token('chart-5'), token('chart-6')],
    steps: [token('seq-1'), token('seq-2'), token('seq-3'), token('seq-4'), token('seq-5')],
    onLow: token('on-seq-low'),
    onHigh: token('on-seq-high'),
    // It stands in attributes of a drawing, between double quotes.
    font: token('font').replaceAll('"', "'"),
    size: Math.round(Number.parseFloat(style.fontSize) * 0.857 * 10) / 10,
  };
  if (theme) {
    if (kept === undefined) delete root.dataset['theme'];
    else root.dataset['theme'] = kept;
  }
  return look;
}
