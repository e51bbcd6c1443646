// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from 'vitest';
import { monthOf } from '../../domain/measures/period.js';
import { parseIsoDay } from '../../domain/time.js';
import { signed } from '../../renderer/features/trends/model/figures';
import { base, drawnTip, monthAxis } from '../../renderer/features/trends/model/option';
import { useText } from '../../renderer/shared/composables/use-text';
import { setLocale } from '../../renderer/shared/i18n';
import { look } from './support/chart-look';

/** The pieces every chart is put together from. */
const october = monthOf(parseIsoDay('2026-10-14') ?? 0);
const words = useText();
beforeAll(() => setLocale('zh-CN'));

describe('the axis of months', () => {
  const ticks = (count: number): string[] =>
    monthAxis(
      look,
      Array.from({ length: count }, (_, at) => october - count + 1 + at),
      words,
    )['data'] as string[];

  it('bears its year at both ends and in January; of a long stretch everywhere', () => {
    const dated = (count: number): number[] => ticks(count).flatMap((tick, at) => (tick.includes('\n') ? [at] : []));
    expect(dated(13)).toEqual([0, 3, 12]);
    expect(dated(30)).toHaveLength(30);
  });
});

describe('a change', () => {
  it('that rounds to nothing is neither up nor down', () => {
    expect([-0.04, 0.04, 0, -0.06, 1.25].map((by) => signed(by))).toEqual(['±0.0', '±0.0', '±0.0', '−0.1', '+1.3']);
  });
});

describe('what is said on hover', () => {
  it('stands as text, in letters as large as those of the chart', () => {
    const place = drawnTip('<b>民政局</b>\n{a|1}') as HTMLElement;
    expect(place.children).toHaveLength(0);
    expect(place.textContent).toBe('<b>民政局</b>\n{a|1}');
    expect(drawnTip('')).toBe('');
    expect(base({ ...look, size: 15.4 }, 'item', {})['tooltip']).toMatchObject({ textStyle: { fontSize: 15.4 } });
  });
});
