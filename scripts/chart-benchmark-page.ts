/** Runs in the page of `bench-charts.ts`: draws the same year in three ways and takes the time of each. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from 'chart.js';
import uPlot from 'uplot';
import type { ChartModel } from '../src/charts/chart-model.ts';
import { EnergyChart } from '../src/charts/energy-chart.ts';
import { startOfBerlinDay, type BerlinDate } from '../src/domain/berlin-calendar.ts';
import { aggregate } from '../src/domain/aggregate.ts';
import { consumptionCsv } from '../src/domain/consumption-csv.ts';
import { createFormats } from '../src/domain/format.ts';
import { joinIntervals } from '../src/domain/interval-join.ts';
import type { Interval } from '../src/domain/interval.ts';
import { yearPeriod } from '../src/domain/period.ts';

/** What came out, in milliseconds by what was measured, and in bytes. */
export interface Measured {
  milliseconds: Record<string, number>;
  memory: number;
}

export type ChartBenchmark = (runs: number) => Promise<Measured>;

Chart.register(BarController, BarElement, LineController, LineElement, PointElement, CategoryScale, LinearScale);

const period = yearPeriod('2025-06-01' as BerlinDate);
const quarterHour = 900_000;

function series(): { usage: Parameters<typeof joinIntervals>[0]; price: Parameters<typeof joinIntervals>[1] } {
  const data = [];
  const items = [];
  const end = startOfBerlinDay(period.endExclusive).getTime();
  for (let at = startOfBerlinDay(period.start).getTime(), n = 0; at < end; at += quarterHour, n += 1) {
    const start = new Date(at).toISOString();
    data.push({ start, usage: 0.05 + (n % 97) / 400, type: 'final' });
    items.push({ timestamp: start, amount: 25 + (n % 89) / 8 - 3, components: [] });
  }
  return {
    usage: { meter_type: 'smart', resolution: '15min', data },
    price: { subscription: 'sub', unit: 'ct/kWh', resolution: '15min', items },
  };
}

function modelOf(intervals: readonly Interval[]): ChartModel {
  const texts = new Proxy({}, { get: (_, name) => String(name) }) as ChartModel['texts'];
  return {
    label: 'A year',
    intervals,
    resolution: '15min',
    series: 'both',
    nameOf: ({ startUtcMilliseconds }) => new Date(startUtcMilliseconds).toISOString(),
    tickOf: ({ startUtcMilliseconds }) => new Date(startUtcMilliseconds).toISOString().slice(5, 10),
    formats: createFormats('en'),
    texts,
  };
}

/** A place for a chart, with the colours that it reads. */
function place(): { figure: HTMLElement; canvas: HTMLCanvasElement } {
  const figure = document.createElement('figure');
  const colors = {
    usage: 'green',
    price: 'black',
    cheapest: 'teal',
    dearest: 'brown',
    grid: 'silver',
    text: 'gray',
    surface: 'white',
  };
  for (const [name, color] of Object.entries(colors)) {
    const probe = document.createElement('span');
    probe.className = `probe ${name}`;
    probe.style.color = color;
    figure.append(probe);
  }
  const frame = document.createElement('div');
  frame.className = 'frame';
  const canvas = document.createElement('canvas');
  frame.append(canvas);
  figure.append(frame);
  document.body.append(figure);
  return { figure, canvas };
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** The main thread's time for something that draws, with what the browser lays out for it. */
function timed(action: () => void): number {
  const start = performance.now();
  action();
  document.body.getBoundingClientRect();
  return performance.now() - start;
}

function ours(intervals: readonly Interval[]): number {
  const { figure, canvas } = place();
  let chart: EnergyChart | undefined;
  const time = timed(() => (chart = new EnergyChart(canvas, figure, modelOf(intervals))));
  chart?.destroy();
  figure.remove();
  return time;
}

function naive(intervals: readonly Interval[]): number {
  const { figure, canvas } = place();
  let chart: Chart<'bar' | 'line', (number | null)[]> | undefined;
  const time = timed(() => {
    chart = new Chart<'bar' | 'line', (number | null)[]>(canvas, {
      type: 'bar',
      data: {
        labels: intervals.map(({ startUtcMilliseconds }) => new Date(startUtcMilliseconds).toISOString()),
        datasets: [
          { type: 'bar', data: intervals.map(({ kWh }) => kWh), yAxisID: 'y' },
          { type: 'line', data: intervals.map(({ ctPerKWh }) => ctPerKWh), yAxisID: 'price', stepped: true },
        ],
      },
      options: { animation: false, maintainAspectRatio: false, scales: { price: { position: 'right' } } },
    });
  });
  chart?.destroy();
  figure.remove();
  return time;
}

function withUPlot(intervals: readonly Interval[]): number {
  const target = document.createElement('div');
  document.body.append(target);
  const data: uPlot.AlignedData = [
    intervals.map(({ startUtcMilliseconds }) => startUtcMilliseconds / 1000),
    intervals.map(({ kWh }) => kWh),
    intervals.map(({ ctPerKWh }) => ctPerKWh),
  ];
  let chart: uPlot | undefined;
  const time = timed(() => {
    chart = new uPlot(
      {
        width: 800,
        height: 320,
        series: [{}, { stroke: 'green' }, { stroke: 'black', scale: 'price' }],
        axes: [{}, {}, { scale: 'price' }],
      },
      data,
      target,
    );
  });
  chart?.destroy();
  target.remove();
  return time;
}

function heap(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
}

const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

async function chartBenchmark(runs: number): Promise<Measured> {
  const { usage, price } = series();
  const year = joinIntervals(usage, price, period);
  if (year.length !== 35_040) throw new Error(`A year of ${year.length} intervals`);
  const times: Record<string, number[]> = {};
  const measure = (name: string, run: () => number): void => {
    (times[name] ??= []).push(run());
  };
  const { figure, canvas } = place();
  const shown = new EnergyChart(canvas, figure, modelOf(year));
  const month = year.slice(0, 31 * 96);
  const days = aggregate(month, 'day');
  for (let run = 0; run < runs; run += 1) {
    measure('our chart, on screen', () => ours(year));
    measure('Chart.js with the same data, on screen', () => naive(year));
    measure('uPlot with the same data, on screen', () => withUPlot(year));
    measure('our chart, another period: a month by the day', () => timed(() => shown.update(modelOf(days))));
    measure('our chart, another period: a month by quarter-hours', () => timed(() => shown.update(modelOf(month))));
    measure('join of usage and prices', () => timed(() => joinIntervals(usage, price, period)));
    measure('CSV', () => timed(() => consumptionCsv(year, { locale: 'de' })));
    await frame();
  }
  shown.destroy();
  figure.remove();
  const day = year.slice(0, 96);
  for (let i = 0; i < 20; i += 1) ours(day);
  await frame();
  const before = heap();
  for (let i = 0; i < 200; i += 1) ours(day);
  await frame();
  const memory = heap() - before;
  const milliseconds = Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
  return { milliseconds, memory };
}

(globalThis as unknown as { chartBenchmark: ChartBenchmark }).chartBenchmark = chartBenchmark;
