import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import {
  BrushComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  TitleComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
} from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import type { Behind, ChartOption } from '../model/chart';
import type { Look } from '../model/look';

/** The drawing library with what these charts need of it. Only `ChartPlot` and `save` ask for this module, and late. */
use([
  ...[BarChart, LineChart, HeatmapChart],
  ...[GridComponent, TooltipComponent, LegendComponent, TitleComponent, MarkAreaComponent, BrushComponent],
  ...[VisualMapContinuousComponent, CanvasRenderer, SVGRenderer],
]);

export interface Drawn {
  show(option: ChartOption): void;
  resize(): void;
  end(): void;
}

interface Heard {
  open(behind: Behind): void;
  /** Places on the axis of months, from and to. */
  brush(from: number, to: number): void;
}

/** A chart in an element; `brushed` lets a stretch of its axis be chosen by dragging. */
export function draw(element: HTMLElement, brushed: boolean, heard: Heard): Drawn {
  const chart = init(element, null, { renderer: 'canvas' });
  chart.on('click', ({ data }: { data?: unknown }) => {
    const { behind } = (data ?? {}) as { behind?: Behind };
    if (behind) heard.open(behind);
  });
  if (brushed) listenForBrush(chart, heard);
  return {
    show(option) {
      chart.setOption({ ...option, ...(brushed && brush) }, { notMerge: true });
      if (brushed) takeBrush(chart);
    },
    resize: () => chart.resize(),
    end: () => chart.dispose(),
  };
}

const brush = {
  brush: {
    xAxisIndex: 0,
    brushType: 'lineX',
    brushMode: 'single',
    transformable: false,
    throttleType: 'debounce',
    brushStyle: { borderWidth: 1, color: 'rgba(70,119,184,0.15)', borderColor: 'rgba(70,119,184,0.6)' },
    outOfBrush: { colorAlpha: 1 },
  },
};
const takeBrush = (chart: EChartsType): void =>
  chart.dispatchAction({
    type: 'takeGlobalCursor',
    key: 'brush',
    brushOption: { brushType: 'lineX', brushMode: 'single' },
  });

function listenForBrush(chart: EChartsType, heard: Heard): void {
  chart.on('brushEnd', (event: unknown) => {
    const { areas = [] } = event as { areas?: { coordRange?: [number, number] }[] };
    const [from, to] = areas[0]?.coordRange ?? [];
    chart.dispatchAction({ type: 'brush', areas: [] });
    // A press is no stretch.
    if (from !== undefined && to !== undefined && from < to) heard.brush(from, to);
  });
}

interface Pictured {
  option: ChartOption;
  look: Look;
  title: string;
  summary: string;
  width: number;
  height: number;
}

/** A chart with its title and sentence as a drawing of its own, on a plain ground. */
function complete({ option, look, title, summary, height }: Pictured): { option: ChartOption; height: number } {
  const room = Math.round(look.size * 4.2);
  const inside = height + room;
  const moved = (grid: unknown): unknown => {
    const one = grid as Record<string, unknown>;
    const top = one['top'];
    // Small multiples stand in shares of the whole; a single grid in pixels.
    return typeof top === 'string'
      ? { ...one, ...sharesBelow(one, room, inside) }
      : { ...one, top: Number(top) + room };
  };
  const titles = [option['title'] ?? []].flat() as Record<string, unknown>[];
  return {
    height: inside,
    option: {
      ...option,
      backgroundColor: look.surface,
      title: [
        {
          text: summary,
          subtext: title,
          left: 8,
          top: 4,
          itemGap: 4,
          textStyle: { color: look.text, fontSize: look.size * 1.2, fontWeight: 700 },
          subtextStyle: { color: look.text3, fontSize: look.size },
        },
        ...titles.map((one) => ({ ...one, ...sharesBelow(one, room, inside) })),
      ],
      ...(option['legend'] !== undefined && { legend: { ...(option['legend'] as object), top: room } }),
      grid: Array.isArray(option['grid']) ? option['grid'].map(moved) : moved(option['grid']),
    },
  };
}

function sharesBelow(place: Record<string, unknown>, room: number, inside: number): Record<string, string> {
  const left = (inside - room) / inside;
  const share = (text: unknown): number => Number.parseFloat(String(text)) * left;
  return {
    top: `${share(place['top']) + (100 * room) / inside}%`,
    ...(place['height'] !== undefined && { height: `${share(place['height'])}%` }),
  };
}

/** The chart as SVG text. */
export function svgOf(pictured: Pictured): string {
  const { option, height } = complete(pictured);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: pictured.width, height });
  chart.setOption(option);
  const text = chart.renderToSVGString();
  chart.dispose();
  return text;
}

/** The chart as a PNG in twice its size: base64 without its prefix. */
export function pngOf(pictured: Pictured): { base64: string; width: number; height: number } {
  const { option, height } = complete(pictured);
  const element = document.createElement('div');
  const chart = init(element, null, { renderer: 'canvas', width: pictured.width, height, devicePixelRatio: 2 });
  chart.setOption(option);
  const url = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: pictured.look.surface });
  chart.dispose();
  return { base64: url.slice(url.indexOf(',') + 1), width: pictured.width * 2, height: height * 2 };
}
