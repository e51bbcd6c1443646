import { describe, expect, it } from 'vitest';
import { layOut } from '../../../electron/documents/time-ruler.js';
import { rulerPng } from '../../../electron/documents/ruler-png.js';
import type { TimeRuler } from '../../../electron/documents/paper.js';

const MINUTE = 60_000;
const start = Date.UTC(2026, 9, 14, 1, 0);
const ruler = (minutes: readonly number[], spans: readonly [number, number][] = []): TimeRuler => ({
  title: null,
  from: start,
  to: start + Math.max(...minutes) * MINUTE,
  marks: minutes.map((minute, index) => ({ at: start + minute * MINUTE, label: `步骤${index}` })),
  spans: spans.map(([from, to], index) => ({
    from: start + from * MINUTE,
    to: start + to * MINUTE,
    tone: index === 0 ? 'waiting' : 'handling',
    label: `时长 ${to - from} 分钟`,
  })),
});

describe('a time ruler', () => {
  it('is to scale over the width of the text', () => {
    const { bars, labels, width } = layOut(ruler([0, 30, 60], [[0, 30]]), 'zh-CN');
    expect(width).toBe(156);
    expect(bars).toEqual([{ x: 0, width: 78, tone: 'waiting' }]);
    expect(labels.map(({ mark }) => mark)).toEqual([0, 78, 156]);
    expect(labels[0]?.text).toBe('步骤0 09:00');
  });

  it.each([
    ['far apart', [0, 20, 40, 60], 1],
    ['within a minute', [0, 30, 30.2, 30.4, 30.6, 60], 4],
    ['all at the end', [0, 59.9, 59.95, 60], 3],
  ])('writes no label over another or past the edge: %s', (_name, minutes, rows) => {
    const layout = layOut(ruler(minutes), 'zh-CN');
    expect(layout.rows).toBe(rows);
    for (let row = 0; row < layout.rows; row += 1) {
      const own = layout.labels.filter((label) => label.row === row).sort((a, b) => a.x - b.x);
      own.forEach((label, index) => {
        const next = own[index + 1];
        if (next) expect(next.x - label.x).toBeGreaterThan(18);
        expect(label.x).toBeGreaterThanOrEqual(0);
        expect(label.x).toBeLessThan(156);
      });
    }
  });

  it('keeps what stands under two short bars apart and inside', () => {
    const { under } = layOut(
      ruler(
        [0, 58, 59, 60],
        [
          [58, 59],
          [59, 60],
        ],
      ),
      'zh-CN',
    );
    const [first, second] = under;
    expect((second?.x ?? 0) - (first?.x ?? 0)).toBeGreaterThan(15);
    expect(second?.x).toBeLessThan(145);
  });

  it.each([3, 90, 60 * 24, 60 * 24 * 40])('has ticks that can be told apart over %i minutes', (minutes) => {
    const { ticks } = layOut(ruler([0, minutes]), 'zh-CN');
    const steps = ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0));
    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.length).toBeLessThan(60);
    if (minutes <= 60 * 24) expect(Math.min(...steps)).toBeGreaterThanOrEqual(2.9);
  });

  it('is drawn as a PNG of its size', () => {
    const png = Buffer.from(rulerPng(layOut(ruler([0, 30, 60], [[0, 30]]), 'zh-CN')));
    expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    expect(png.readUInt32BE(16)).toBe(1560);
    expect(png.readUInt32BE(20)).toBe(40);
  });
});
