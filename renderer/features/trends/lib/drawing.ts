import { BarChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  BrushComponent,
  DataZoomInsideComponent,
  DataZoomSliderComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  TitleComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
} from 'echarts/components';
import { graphic, init, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import type { Behind, ChartModel, ChartOption } from '../model/chart';
import type { Look } from '../model/look';
import { DenseView } from './dense';
import { stopAfter, stopsOf, walkKeys, type Stop } from './mark-walk';

/** The drawing library with what these charts need of it. Only `ChartPlot` and `save` ask for this module, and late. */
use([
  ...[BarChart, LineChart, HeatmapChart, ScatterChart, DataZoomInsideComponent, DataZoomSliderComponent],
  ...[GridComponent, TooltipComponent, LegendComponent, TitleComponent, MarkAreaComponent, BrushComponent],
  ...[VisualMapContinuousComponent, CanvasRenderer, SVGRenderer],
]);

export interface Drawn {
  show(model: ChartModel, look: Look): void;
  resize(): void;
  /** Whether the key was for the drawing; what is said of the mark it leads to goes to `Heard.say`. */
  key(key: string): boolean;
  end(): void;
}

interface Heard {
  open(behind: Behind): void;
  /** Places on the axis of months, from and to. */
  brush(from: number, to: number): void;
  say(tip: string): void;
}

/** A chart in an element; `brushed` lets a stretch of its axis be chosen by dragging. */
export function draw(element: HTMLElement, brushed: boolean, heard: Heard): Drawn {
  const chart = init(element, null, { renderer: 'canvas' });
  let dense: DenseView | null = null;
  let stops: Stop[] = [];
  let stop: Stop | null = null;
  let shown: { model: ChartModel; look: Look } | null = null;
  chart.on('click', ({ data, value }: { data?: unknown; value?: unknown }) => {
    const behind = dense ? dense.behind(value) : ((data ?? {}) as { behind?: Behind }).behind;
    if (behind) heard.open(behind);
  });
  if (brushed) listenForBrush(chart, heard);
  return {
    show(model, look) {
      const option = model.option(look, chart.getWidth());
      shown = { model, look };
      chart.setOption({ ...option, ...(brushed && brush) }, { notMerge: true });
      chart.off('datazoom');
      dense = model.dense ? new DenseView(chart, model.dense, look) : null;
      stops = stopsOf(option);
      stop = null;
      if (brushed) takeBrush(chart);
    },
    resize() {
      const before = chart.getWidth();
      chart.resize();
      if (dense) dense.regrain();
      else if (shown && chart.getWidth() !== before) chart.setOption(shown.model.option(shown.look, chart.getWidth()));
    },
    key(key) {
      if (dense) return dense.key(key);
      if (key === 'Enter' && stop?.mark.behind) heard.open(stop.mark.behind);
      else if (walkKeys.includes(key)) {
        stop = stopAfter(stops, stop, key);
        if (!stop) return false;
        const { seriesIndex, dataIndex, mark } = stop;
        chart.dispatchAction({ type: 'showTip', seriesIndex, dataIndex });
        heard.say(mark.tip);
      } else return false;
      return true;
    },
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
  model: ChartModel;
  look: Look;
  width: number;
  height: number;
  /** It stands under its title and its sentence already. */
  untitled?: boolean;
}

/** Pixels at either side of the title of a picture, and above it. */
const EDGE = 8;

/** A chart with its title and sentence as a drawing of its own, on a plain ground. */
function complete({ model, look, width, height, untitled = false }: Pictured): { option: ChartOption; height: number } {
  const { title, summary } = model;
  // What is seen of it is moved by hand: there is none on paper.
  const option: ChartOption = { ...model.option(look, width), dataZoom: null };
  const fontSize = look.size * 1.2;
  const headline = {
    ...{ fontSize, fontFamily: look.font, lineHeight: Math.round(fontSize * 1.4) },
    ...{ width: width - 2 * EDGE, overflow: 'break' },
  };
  const said = new graphic.Text({ style: { text: summary, ...headline, fontWeight: 700 } as object });
  const room = untitled ? 0 : Math.round(said.getBoundingRect().height + look.size * 3);
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
          show: !untitled,
          text: summary,
          subtext: title,
          left: EDGE,
          top: 4,
          padding: 0,
          itemGap: 4,
          textStyle: { color: look.text, fontWeight: 700, ...headline },
          subtextStyle: { color: look.text3, fontSize: look.size, fontFamily: look.font },
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
  // What it looks like under a pointer: on paper there is none, and a drawing that is kept holds shapes and words alone.
  return text.replaceAll(/<style[^>]*>.*?<\/style>/gs, '');
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
