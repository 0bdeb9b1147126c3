import { msg, str } from '@lit/localize';
import type { ChartBand, ChartModel } from '../../src/charts/chart-model.ts';
import { chartTexts } from '../../src/charts/chart-texts.ts';
import type { Price } from '../../src/contract/nomos/price.ts';
import { berlinDateOf, berlinTimeLabel, startOfBerlinDay } from '../../src/domain/berlin-calendar.ts';
import { priceBands } from '../../src/domain/cheap-hours.ts';
import type { Formats } from '../../src/domain/format.ts';
import type { Interval } from '../../src/domain/interval.ts';
import type { PriceView } from './price-view.ts';

interface Curve {
  intervals: Interval[];
  bands: ChartBand[];
}

/** What a series draws, by the day on which it is looked at: the same arrays as long as nothing changes. */
const curves = new WeakMap<Price, Map<string, Curve>>();

function curveOf(price: Price, { today, tomorrow }: PriceView, feedIn: boolean): Curve {
  let byDay = curves.get(price);
  if (!byDay) curves.set(price, (byDay = new Map<string, Curve>()));
  const key = `${today.berlinDate} ${String(feedIn)}`;
  let curve = byDay.get(key);
  if (!curve) {
    const days = [today, tomorrow].filter((day) => day.extremes !== null);
    const intervals = days.flatMap((day) => day.intervals);
    const bands = priceBands(intervals).map((band) => (feedIn ? opposite(band) : band));
    byDay.set(key, (curve = { intervals, bands }));
  }
  return curve;
}

/** For what is paid out the dear hours are the good ones. */
function opposite(band: ChartBand): ChartBand {
  return band === 'cheapest' ? 'dearest' : band === 'dearest' ? 'cheapest' : null;
}

/** The course of the prices over today and, once they are known, tomorrow. */
export function pricesChart(
  price: Price,
  view: PriceView,
  { now, feedIn, formats }: { now: Date; feedIn: boolean; formats: Formats },
): ChartModel {
  const { intervals, bands } = curveOf(price, view, feedIn);
  const until = view.tomorrow.extremes ? view.tomorrow.berlinDate : view.today.berlinDate;
  const oneDay = until === view.today.berlinDate;
  const span = oneDay ? formats.date(until) : `${formats.date(view.today.berlinDate)} – ${formats.date(until)}`;
  return {
    label: feedIn
      ? msg(str`Vergütung ${span}`, { id: 'prices.chart.payout' })
      : msg(str`Strompreis ${span}`, { id: 'prices.chart' }),
    intervals,
    bands,
    resolution: price.resolution === 'hourly' ? 'hour' : '15min',
    series: 'price',
    // By the minute: nobody sees less, and every drawing would be a new one.
    nowUtcMilliseconds: Math.floor(now.getTime() / 60_000) * 60_000,
    nameOf: ({ startUtcMilliseconds: start, endUtcMilliseconds: end }) => {
      const time = formats.timeRange(new Date(start), new Date(end));
      return oneDay ? time : `${formats.dayAndMonth(berlinDateOf(new Date(start)))} ${time}`;
    },
    tickOf: ({ startUtcMilliseconds: start }) => {
      const date = berlinDateOf(new Date(start));
      return !oneDay && startOfBerlinDay(date).getTime() === start
        ? formats.dayAndMonth(date)
        : berlinTimeLabel(new Date(start));
    },
    formats,
    texts: chartTexts({ feedIn }),
  };
}
