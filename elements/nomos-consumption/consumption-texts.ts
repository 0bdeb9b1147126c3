import { msg, str } from '@lit/localize';
import { addDays, berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import type { Comparison } from '../../src/domain/compare-periods.ts';
import type { ConsumptionView } from '../../src/domain/consumption-view.ts';
import type { Formats } from '../../src/domain/format.ts';
import type { Resolution } from '../../src/domain/interval-join.ts';
import type { Period } from '../../src/domain/period.ts';

/** How long an interval is, in words. */
export function resolutionLabel(resolution: Resolution): string {
  switch (resolution) {
    case '15min':
      return msg('Viertelstunden', { id: 'consumption.resolution.15min' });
    case 'hour':
      return msg('Stunden', { id: 'consumption.resolution.hour' });
    case 'day':
      return msg('Tage', { id: 'consumption.resolution.day' });
    case 'week':
      return msg('Wochen', { id: 'consumption.resolution.week' });
    case 'month':
      return msg('Monate', { id: 'consumption.resolution.month' });
  }
}

/** The span of time shown, as a person names it. */
export function viewLabel({ period: kind }: ConsumptionView, period: Period, formats: Formats): string {
  switch (kind) {
    case 'day':
      return formats.dateLong(period.start);
    case 'month':
      return formats.month(period.start);
    case 'year':
      return period.start.slice(0, 4);
    default:
      return formats.period(period);
  }
}

/** The span of time of a row, as a person names it. */
export function intervalLabel(
  startUtcMilliseconds: number,
  end: number,
  resolution: Resolution,
  formats: Formats,
): string {
  const start = new Date(startUtcMilliseconds);
  const date = berlinDateOf(start);
  switch (resolution) {
    case '15min':
    case 'hour':
      return formats.timeRange(start, new Date(end));
    case 'day':
      return formats.date(date);
    case 'week':
      return formats.period({ start: date, endExclusive: berlinDateOf(new Date(end)) });
    case 'month':
      return formats.month(date);
  }
}

/** How a period stands to another one: `12 % weniger als im Zeitraum davor`. `null` when there is nothing to say. */
export function comparisonText(
  comparison: Comparison | null,
  reference: 'before' | 'year-ago',
  formats: Formats,
): string | null {
  if (!comparison?.ratio) return null;
  const share = Math.abs(comparison.ratio - 1);
  const percent = formats.percent(share);
  const than = reference === 'before' ? 'before' : 'year-ago';
  if (share < 0.005) {
    return than === 'before'
      ? msg('so viel wie im Zeitraum davor', { id: 'consumption.compare.same.before' })
      : msg('so viel wie vor einem Jahr', { id: 'consumption.compare.same.year-ago' });
  }
  if (comparison.ratio < 1) {
    return than === 'before'
      ? msg(str`${percent} weniger als im Zeitraum davor`, { id: 'consumption.compare.less.before' })
      : msg(str`${percent} weniger als vor einem Jahr`, { id: 'consumption.compare.less.year-ago' });
  }
  return than === 'before'
    ? msg(str`${percent} mehr als im Zeitraum davor`, { id: 'consumption.compare.more.before' })
    : msg(str`${percent} mehr als vor einem Jahr`, { id: 'consumption.compare.more.year-ago' });
}

/** Which days, or months of an analog meter, were compared, where not both periods were so as a whole. */
export function comparedDaysText(
  { whole, currentDates }: Comparison,
  meter: 'analog' | 'smart',
  formats: Formats,
): string | null {
  const [first, last] = [currentDates[0], currentDates.at(-1)];
  if (whole || !first || !last) return null;
  if (meter === 'analog') {
    const months = first === last ? formats.month(first) : `${formats.month(first)} – ${formats.month(last)}`;
    return msg(str`Verglichen: ${months}.`, { id: 'consumption.compare.months' });
  }
  const days = formats.period({ start: first, endExclusive: addDays(last, 1) });
  return msg(str`Verglichen: ${days}, Tag für Tag.`, { id: 'consumption.compare.days' });
}
