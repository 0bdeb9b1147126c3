import { msg, str } from '@lit/localize';
import type { ChartModel } from '../../src/charts/chart-model.ts';
import { berlinDateOf, berlinTimeLabel } from '../../src/domain/berlin-calendar.ts';
import { periodOfView } from '../../src/domain/consumption-view.ts';
import type { Formats } from '../../src/domain/format.ts';
import type { Interval } from '../../src/domain/interval.ts';
import { chartTexts } from '../../src/charts/chart-texts.ts';
import type { ConsumptionFigures, ConsumptionState } from './consumption-state.ts';
import { intervalLabel, resolutionLabel, viewLabel } from './consumption-texts.ts';

type Shown = Pick<Extract<ConsumptionState, { type: 'loaded' }>, 'feedIn' | 'meter' | 'view'>;

/** The chart of a period: usage, and its price where there is one. */
export function consumptionChart(
  { intervals, bands, resolution }: ConsumptionFigures,
  { feedIn, meter, view }: Shown,
  formats: Formats,
): ChartModel {
  const priced = intervals.some(({ ctPerKWh }) => ctPerKWh !== null);
  const span = viewLabel(view, periodOfView(view), formats);
  const by = resolutionLabel(resolution);
  const oneDay = view.period === 'day';
  return {
    label: feedIn
      ? msg(str`Einspeisung ${span}, ${by}`, { id: 'consumption.chart.feed-in' })
      : msg(str`Verbrauch ${span}, ${by}`, { id: 'consumption.chart' }),
    intervals,
    resolution,
    series: priced ? 'both' : 'usage',
    bands: oneDay && !feedIn ? bands : [],
    nameOf: ({ startUtcMilliseconds: start, endUtcMilliseconds: end }: Interval) => {
      const time = intervalLabel(start, end, resolution, formats);
      const withinDay = resolution === '15min' || resolution === 'hour';
      return withinDay && !oneDay ? `${formats.date(berlinDateOf(new Date(start)))}, ${time}` : time;
    },
    tickOf: ({ startUtcMilliseconds: start }) => {
      const date = berlinDateOf(new Date(start));
      if (resolution === 'month') return formats.month(date).slice(0, 3);
      if (oneDay) return berlinTimeLabel(new Date(start));
      return formats.dayAndMonth(date);
    },
    formats,
    texts: chartTexts({ feedIn, estimated: meter === 'analog' }),
  };
}
