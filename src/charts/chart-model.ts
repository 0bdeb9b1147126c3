import type { Formats } from '../domain/format.ts';
import type { Interval } from '../domain/interval.ts';
import type { Resolution } from '../domain/interval-join.ts';

/** Which third of its day an interval's price belongs to; marked by colour and by pattern. */
export type ChartBand = 'cheapest' | 'dearest' | null;

/** Every word of a chart, in the language in force. */
export interface ChartTexts {
  /** Column heads of the table, and names of the series. */
  time: string;
  usage: string;
  price: string;
  cost: string;
  status: string;
  /** The marker of the present. */
  now: string;
  final: string;
  preliminary: string;
  /** Statuses beyond final and preliminary. */
  other: string;
  /** In place of a value that is not known. */
  noValue: string;
  cheapest: string;
  dearest: string;
  showTable: string;
  showChart: string;
  /** Said when only the first rows of a very long table are shown. */
  cut: string;
}

/** What a chart draws: intervals in order of time, each next to the one before, with what is not known as `null`. */
export interface ChartModel {
  /** What the chart is about, for screen readers and as the caption of the table. */
  label: string;
  intervals: readonly Interval[];
  resolution: Resolution;
  /** Usage as bars, price as bars, or usage as bars with the price as a stepped line on an axis of its own. */
  series: 'both' | 'price' | 'usage';
  /** Where the present is; what lies after it is drawn lighter. */
  nowUtcMilliseconds?: number;
  /** One for each interval. */
  bands?: readonly ChartBand[];
  /** The span of time of an interval as a person names it. */
  nameOf: (interval: Interval) => string;
  /** The same, short, for an axis. */
  tickOf: (interval: Interval) => string;
  formats: Formats;
  texts: ChartTexts;
}
