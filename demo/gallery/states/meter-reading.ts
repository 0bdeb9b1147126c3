import type { MeterReadingState } from '../../../elements/nomos-meter-reading/meter-reading-element.ts';
import type { BerlinDate } from '../../../src/domain/berlin-calendar.ts';
import { checkMeterReading } from '../../../src/domain/meter-reading-check.ts';
import { analogSubscription, brands, meterReading, meterReadings } from '../fixtures.ts';
import { errors, requestId } from './errors.ts';

const loadedReading = {
  type: 'loaded',
  subscription: analogSubscription,
  today: '2026-11-24' as BerlinDate,
  draft: { value: '', date: null, note: '' },
  saving: false,
  problem: null,
  question: null,
  sent: null,
  history: { type: 'loaded', readings: meterReadings },
  support: brands.lumio.support,
} satisfies MeterReadingState;

/** A form in which something was typed that it asks or complains about. */
const typedReading = { ...loadedReading, draft: { value: '13.420', date: '2026-11-24', note: 'Zähler im Keller' } };

function askedReading(kWh: number, date = loadedReading.today): MeterReadingState {
  const check = checkMeterReading({ kWh, date }, meterReadings, analogSubscription.estimated_usage);
  return { ...typedReading, draft: { value: String(kWh), date, note: '' }, question: { kWh, date, check } };
}

/** Every state of `<nomos-meter-reading>`, by a name for the state. */
export const meterReadingStates: Record<string, MeterReadingState> = {
  'signed out': { type: 'signed-out' },
  loading: { type: 'loading' },
  ...errors,
  'no subscription': { type: 'empty', reason: { type: 'no-subscription' } },
  'smart meter': { type: 'empty', reason: { type: 'smart-meter' } },
  'a meter of an unknown kind': { type: 'empty', reason: { type: 'other-meter' } },
  pending: { type: 'empty', reason: { type: 'pending', at: '2026-12-31T23:00:00Z' } },
  'pending: no date': { type: 'empty', reason: { type: 'pending', at: null } },
  ended: { type: 'empty', reason: { type: 'ended', at: '2026-03-31T22:00:00Z' } },
  'ended: no date': { type: 'empty', reason: { type: 'ended', at: null } },
  'not active': { type: 'empty', reason: { type: 'not-active' } },
  loaded: loadedReading,
  'loaded: history loading': { ...loadedReading, history: { type: 'loading' } },
  'loaded: no history': { ...loadedReading, history: { type: 'empty' } },
  'loaded: history failed': { ...loadedReading, history: { type: 'error', error: { kind: 'server', requestId } } },
  'loaded: many readings': {
    ...loadedReading,
    history: { type: 'loaded', readings: [meterReadings, meterReadings, meterReadings, meterReadings].flat() },
  },
  'typed: sending': { ...typedReading, saving: true },
  ...Object.fromEntries(
    (['empty', 'negative', 'zero', 'not-a-number', 'too-large', 'too-many-decimals', 'implausible'] as const).map(
      (type) => [`typed: ${type}`, { ...typedReading, problem: { type, field: 'value' as const } }],
    ),
  ),
  'typed: implausible, nobody to ask': {
    ...typedReading,
    support: null,
    problem: { type: 'implausible', field: 'value' },
  },
  ...Object.fromEntries(
    (['no-date', 'in-future', 'before-contract', 'after-contract', 'out-of-period'] as const).map((type) => [
      `typed: ${type}`,
      { ...typedReading, problem: { type, field: 'date' as const } },
    ]),
  ),
  'typed: out of a contract that ends': {
    ...typedReading,
    subscription: { ...analogSubscription, end_at: '2026-12-31T23:00:00Z' },
    problem: { type: 'out-of-period', field: 'date' },
  },
  'typed: duplicate': {
    ...typedReading,
    problem: { type: 'duplicate', field: 'date', date: loadedReading.today },
  },
  'typed: unsupported': { ...typedReading, problem: { type: 'unsupported', field: null } },
  'typed: no connection': {
    ...typedReading,
    problem: { type: 'failed', field: null, error: { kind: 'network' } },
  },
  'typed: failed': {
    ...typedReading,
    problem: { type: 'failed', field: null, error: { kind: 'server', requestId } },
  },
  'typed: too often': {
    ...typedReading,
    problem: { type: 'failed', field: null, error: { kind: 'rate-limited', retryAfterSeconds: 30 } },
  },
  'asked: lower than last': askedReading(13_000),
  'asked: higher than a later one': askedReading(13_500, '2026-10-15' as BerlinDate),
  'asked: much higher': askedReading(134_200),
  'asked: sending': { ...askedReading(134_200), saving: true } as MeterReadingState,
  'asked: much lower': {
    ...askedReading(13_212, '2027-03-01' as BerlinDate),
    today: '2027-03-01' as BerlinDate,
  } as MeterReadingState,
  sent: {
    ...loadedReading,
    sent: meterReading('2026-11-24T10:00:00Z', 13_420, 'customer_report'),
  },
};
