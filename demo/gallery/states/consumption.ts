import type { ConsumptionState } from '../../../elements/nomos-consumption/consumption-state.ts';
import type { BerlinDate } from '../../../src/domain/berlin-calendar.ts';
import { analogConsumption, smartConsumption } from '../consumption-fixtures.ts';
import { errors, requestId } from './errors.ts';

const day = smartConsumption({ period: 'day', date: '2026-11-23' as BerlinDate });

/** Every state of `<nomos-consumption>`, by a name for the state. */
export const consumptionStates: Record<string, ConsumptionState> = {
  'signed out': { type: 'signed-out' },
  loading: { type: 'loading' },
  ...errors,
  'no subscription': { type: 'empty', reason: 'no-subscription', start: null },
  'not started': { type: 'empty', reason: 'not-started', start: '2026-12-01' as BerlinDate },
  day,
  'day: quarter-hours': smartConsumption(day.view, { resolution: '15min' }),
  'day: of 23 hours, negative prices': smartConsumption(
    { period: 'day', date: '2026-03-29' as BerlinDate },
    { resolution: '15min', negative: true },
  ),
  'day: of 25 hours, gaps': smartConsumption({ period: 'day', date: '2026-10-25' as BerlinDate }, { gaps: true }),
  'day: substitute values': smartConsumption(day.view, { other: true }),
  '7 days': smartConsumption({ period: '7days', date: day.view.date }),
  'week: by hour': smartConsumption({ period: 'week', date: '2026-11-10' as BerlinDate }, { resolution: 'hour' }),
  month: smartConsumption({ period: 'month', date: '2026-11-10' as BerlinDate }),
  'month: without prices': smartConsumption({ period: 'month', date: '2026-10-10' as BerlinDate }, { prices: false }),
  'month: prices failed': smartConsumption(
    { period: 'month', date: '2026-10-10' as BerlinDate },
    { prices: false, pricesFailed: true },
  ),
  'month: feed-in': smartConsumption({ period: 'month', date: '2026-10-10' as BerlinDate }, { feedIn: true }),
  year: smartConsumption({ period: 'year', date: '2026-11-10' as BerlinDate }),
  'year: analog meter': analogConsumption(),
  'period loading': { ...day, content: { type: 'loading' } },
  'period failed': { ...day, content: { type: 'error', error: { kind: 'server', requestId } } },
  ...Object.fromEntries(
    (['before', 'after', 'future', 'not-yet', 'no-data'] as const).map((reason) => [
      `nothing: ${reason}`,
      { ...day, content: { type: 'empty', reason } } satisfies ConsumptionState,
    ]),
  ),
};
