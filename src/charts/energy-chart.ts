import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
  type Plugin,
} from 'chart.js';
import { fillings, readColors, type ChartColors, type Filling } from './chart-colors.ts';
import type { ChartModel } from './chart-model.ts';
import { thinOut, type ChartColumn } from './thin-out.ts';

Chart.register(BarController, BarElement, LineController, LineElement, PointElement, CategoryScale, LinearScale);

/** The least width of a column with its gap, in CSS pixels: thinner ones blur into each other. */
const narrowestColumn = 3;

type Configuration = ChartConfiguration<'bar' | 'line', (number | null)[], string>;

/**
 * A chart on a canvas: usage as bars, price as a stepped line or as bars. The only place that knows Chart.js, which is
 * loaded with this module and not before a chart comes into view.
 */
export class EnergyChart {
  readonly #canvas: HTMLCanvasElement;
  readonly #figure: Element;
  /** What the canvas fills: its width is the page's, the canvas's own is Chart.js's. */
  readonly #frame: Element;
  readonly #resize: ResizeObserver;
  #model: ChartModel;
  #columns: ChartColumn[] = [];
  #chart: Chart<'bar' | 'line', (number | null)[], string> | undefined;
  #colors: ChartColors | undefined;
  #selected: number | null = null;
  #width = 0;

  /** @param figure - Holds the canvas and the elements from which the colours are read. */
  constructor(canvas: HTMLCanvasElement, figure: Element, model: ChartModel) {
    this.#canvas = canvas;
    this.#figure = figure;
    this.#model = model;
    this.#frame = canvas.parentElement ?? canvas;
    this.#resize = new ResizeObserver(() => {
      if (this.#frame.clientWidth !== this.#width) this.refresh();
    });
    this.#resize.observe(this.#frame);
    this.refresh();
  }

  /** Draws something else. */
  update(model: ChartModel): void {
    this.#model = model;
    this.#selected = null;
    this.refresh();
  }

  /** Draws anew, in the colours and for the width that are in force now. */
  refresh(): void {
    this.#chart?.destroy();
    this.#width = this.#frame.clientWidth;
    const { intervals, bands } = this.#model;
    this.#columns = thinOut(intervals, bands, this.#width / narrowestColumn);
    this.#colors = readColors(this.#figure);
    this.#chart = new Chart(this.#canvas, this.#configuration(this.#colors));
  }

  /** Draws anew if other colours are in force than when it was drawn. */
  recolor(): void {
    const drawn = this.#colors;
    const colors = Object.entries(readColors(this.#figure)) as [keyof ChartColors, string][];
    if (colors.some(([name, color]) => drawn?.[name] !== color)) this.refresh();
  }

  /** Marks the column that holds an interval; `null` marks none. */
  select(index: number | null): void {
    const column = index === null ? -1 : this.#columns.findIndex(({ first, last }) => index >= first && index <= last);
    const selected = column < 0 ? null : column;
    if (selected === this.#selected) return;
    this.#selected = selected;
    this.#chart?.draw();
  }

  /** The interval at a place of the canvas, in CSS pixels from its left edge; `null` beside the columns. */
  indexAt(x: number): number | null {
    const scale = this.#chart?.scales.x;
    if (!scale || x < scale.left || x > scale.right) return null;
    const share = (x - scale.left) / (scale.right - scale.left || 1);
    const column = this.#columns[Math.min(Math.floor(share * this.#columns.length), this.#columns.length - 1)];
    if (!column) return null;
    const within = share * this.#columns.length - this.#columns.indexOf(column);
    return Math.min(column.first + Math.floor(within * (column.last - column.first + 1)), column.last);
  }

  /** Lets go of everything. */
  destroy(): void {
    this.#resize.disconnect();
    this.#chart?.destroy();
    this.#chart = undefined;
  }

  #configuration(colors: ChartColors): Configuration {
    const { intervals, series, formats, tickOf } = this.#model;
    const columns = this.#columns;
    const font = { family: getComputedStyle(this.#canvas).fontFamily, size: 12 };
    const ticks = { color: colors.text, font, maxTicksLimit: 5 };
    const axis = (unit: string, decimals: (largest: number) => number) => ({
      beginAtZero: true,
      border: { display: false },
      title: { display: true, text: unit, color: colors.text, font, padding: 0 },
      ticks: {
        ...ticks,
        callback: (value: number | string, _: number, all: readonly { value: number }[]) =>
          formats.number(Number(value), decimals(Math.max(...all.map((each) => Math.abs(each.value))))),
      },
    });
    const extremes = columns.flatMap(({ lowestCtPerKWh: low, highestCtPerKWh: high }) =>
      low === null || high === null ? [] : [low, high],
    );
    return {
      type: 'bar',
      data: {
        labels: columns.map(({ first }) => {
          const interval = intervals[first];
          return interval ? tickOf(interval) : '';
        }),
        datasets: [
          ...(series === 'price' ? [] : [this.#usage(colors)]),
          ...(series === 'usage' ? [] : [series === 'price' ? this.#priceBars(colors) : this.#priceLine(colors)]),
        ],
      },
      options: {
        animation: false,
        // What is drawn follows the width of the page by `refresh`, which also asks how many columns there is room for.
        responsive: true,
        resizeDelay: 0,
        maintainAspectRatio: false,
        events: [],
        normalized: true,
        devicePixelRatio: Math.min(window.devicePixelRatio || 1, 2),
        scales: {
          x: {
            grid: { display: false },
            border: { color: colors.text },
            ticks: { color: colors.text, font, maxRotation: 0, autoSkip: true, autoSkipPadding: 16 },
          },
          ...(series === 'price'
            ? {}
            : {
                usage: {
                  ...axis('kWh', (largest) => (largest < 1 ? 2 : largest < 10 ? 1 : 0)),
                  position: 'left' as const,
                  grid: { color: lineColors(colors) },
                },
              }),
          ...(series === 'usage'
            ? {}
            : {
                price: {
                  ...axis('ct/kWh', () => 0),
                  position: series === 'price' ? ('left' as const) : ('right' as const),
                  grid: { color: lineColors(colors), drawOnChartArea: series === 'price' },
                  suggestedMin: Math.min(0, ...extremes),
                  suggestedMax: Math.max(0, ...extremes),
                },
              }),
        },
        plugins: { legend: { display: false }, tooltip: { enabled: false } },
      },
      plugins: [this.#marks(colors)],
    };
  }

  #usage(colors: ChartColors) {
    const fill = fillings(colors);
    return {
      type: 'bar' as const,
      label: this.#model.texts.usage,
      yAxisID: 'usage',
      data: this.#columns.map(({ kWh }) => kWh),
      backgroundColor: this.#columns.map((column) => fill(colors.usage, fillingOf(column))),
      ...barShape(colors.usage, this.#width / Math.max(1, this.#columns.length)),
    };
  }

  #priceBars(colors: ChartColors) {
    const fill = fillings(colors);
    const color = ({ band }: ChartColumn): string => (band ? colors[band] : colors.price);
    const { intervals, nowUtcMilliseconds: now = -Infinity } = this.#model;
    const hasNow = Number.isFinite(now);
    return {
      type: 'bar' as const,
      label: this.#model.texts.price,
      yAxisID: 'price',
      data: this.#columns.map(({ ctPerKWh }) => ctPerKWh),
      backgroundColor: this.#columns.map((column) => {
        const future = hasNow && (intervals[column.first]?.startUtcMilliseconds ?? 0) > now;
        return fill(color(column), column.band === 'cheapest' ? 'dotted' : future ? 'light' : 'plain');
      }),
      ...barShape(this.#columns.map(color), this.#width / Math.max(1, this.#columns.length)),
    };
  }

  #priceLine(colors: ChartColors) {
    return {
      type: 'line' as const,
      label: this.#model.texts.price,
      yAxisID: 'price',
      data: this.#columns.map(({ ctPerKWh }) => ctPerKWh),
      borderColor: colors.price,
      borderWidth: 2,
      stepped: 'middle' as const,
      pointRadius: this.#columns.length === 1 ? 3 : 0,
      spanGaps: false,
      order: -1,
    };
  }

  /** What Chart.js does not draw by itself: the present, the column being read, extremes, cheap times beneath the bars. */
  #marks(colors: ChartColors): Plugin<'bar' | 'line'> {
    return {
      id: 'nomos-marks',
      afterDatasetsDraw: (chart) => {
        const { ctx: context, chartArea: area } = chart;
        const width = (area.right - area.left) / Math.max(1, this.#columns.length);
        const left = (column: number): number => area.left + column * width;
        context.save();
        if (this.#model.series === 'both') {
          context.fillStyle = colors.cheapest;
          for (const [i, { band }] of this.#columns.entries()) {
            if (band !== 'cheapest') continue;
            context.fillRect(left(i), area.bottom + 2, width, 4);
          }
        }
        const { price } = chart.scales;
        if (price && this.#columns.some(({ first, last }) => last > first)) {
          context.fillStyle = colors.price;
          for (const [i, { lowestCtPerKWh: low, highestCtPerKWh: high }] of this.#columns.entries()) {
            if (low === null || high === null) continue;
            const top = price.getPixelForValue(high);
            context.fillRect(left(i) + width / 2 - 0.5, top, 1, price.getPixelForValue(low) - top);
          }
        }
        const now = this.#nowColumn();
        if (now !== null) {
          context.fillStyle = colors.text;
          context.fillRect(left(0) + now * width - 1, area.top, 2, area.bottom - area.top);
          context.font = `600 12px ${getComputedStyle(this.#canvas).fontFamily}`;
          context.textAlign = now * width > (area.right - area.left) / 2 ? 'right' : 'left';
          context.textBaseline = 'top';
          const shift = context.textAlign === 'right' ? -6 : 6;
          context.fillText(this.#model.texts.now, left(0) + now * width + shift, area.top);
        }
        if (this.#selected !== null) {
          context.strokeStyle = colors.text;
          context.lineWidth = 2;
          context.strokeRect(left(this.#selected), area.top, Math.max(width, 2), area.bottom - area.top);
        }
        context.restore();
      },
    };
  }

  /** Where the present is, in columns from the left; `null` when it is not in the chart. */
  #nowColumn(): number | null {
    const { intervals, nowUtcMilliseconds: now } = this.#model;
    if (now === undefined) return null;
    const at = intervals.findIndex((each) => each.startUtcMilliseconds <= now && now < each.endUtcMilliseconds);
    const interval = intervals[at];
    if (!interval) return null;
    const { startUtcMilliseconds: start, endUtcMilliseconds: end } = interval;
    const size = (this.#columns[0]?.last ?? 0) + 1;
    return (at + (now - start) / (end - start)) / size;
  }
}

/** The zero line stands out from the rest of the grid. */
function lineColors(colors: ChartColors) {
  return ({ tick }: { tick?: { value: number } }): string => (tick?.value === 0 ? colors.text : colors.grid);
}

function fillingOf({ status }: ChartColumn): Filling {
  if (status === 'preliminary') return 'hatched';
  return status === 'other' ? 'crossed' : 'plain';
}

/** Bars with an edge in the full colour, so that light and hatched ones keep their contrast; none where they touch. */
function barShape(color: string | string[], width: number) {
  return {
    borderColor: color,
    borderWidth: width > 6 ? 1 : 0,
    borderSkipped: false as const,
    categoryPercentage: 1,
    barPercentage: width > 6 ? 0.82 : 1,
    grouped: false,
  };
}
