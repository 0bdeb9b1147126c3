import { emptySwapDraft, type SwapDraft } from '../../../elements/nomos-meter-swap/swap-draft.ts';
import { swapFields, type FieldProblem, type FieldProblems } from '../../../elements/nomos-meter-swap/swap-problem.ts';
import type { LoadedSwap, MeterSwapState } from '../../../elements/nomos-meter-swap/swap-state.ts';
import type { CustomerRequest } from '../../../src/contract/gateway/requests.ts';
import type { BerlinDate } from '../../../src/domain/berlin-calendar.ts';
import type { FileProblem } from '../../../src/ui/file-field.ts';
import { analogSubscription, feedInSubscription, meterReadings, subscription } from '../fixtures.ts';
import { errors, requestId } from './errors.ts';

const draft: SwapDraft = { ...emptySwapDraft(), key: 'gallery0gallery0gallery0' };

const typed: SwapDraft = {
  ...draft,
  date: '2026-11-20',
  oldReading: '13.240',
  newNumber: '1 ESY 1162 0034 71',
  newReading: '0,4',
  note: 'Der Monteur war vom Netzbetreiber.',
};

/** A report of an exchanged meter, as the gateway gives it back. */
export const swapRequest: CustomerRequest = {
  id: 'req_gallery000000000000001',
  reference: 'K7QF-2M9A',
  kind: 'meter-swap',
  state: 'received',
  received_at: '2026-11-24T10:12:00Z',
  subscription: analogSubscription.id,
  end_at: null,
  refusal: null,
  summary: [
    { label: 'Tag des Wechsels', value: '20.11.2026' },
    { label: 'Alter Zähler', value: '1ESY1161229886' },
    { label: 'Letzter Stand', value: '13.240\u00a0kWh' },
    { label: 'Neuer Zähler', value: '1 ESY 1162 0034 71' },
    { label: 'Erster Stand', value: '0,4\u00a0kWh' },
    { label: 'Datei', value: 'foto.jpg' },
  ],
};

const loaded = {
  type: 'loaded',
  subscription: analogSubscription,
  today: '2026-11-24' as BerlinDate,
  draft,
  photo: { type: 'none' },
  saving: false,
  problems: {},
  failure: null,
  doubt: null,
  sent: null,
  earlier: { type: 'loaded', requests: [] },
  meterOrders: null,
  ordering: { type: 'none' },
} satisfies LoadedSwap;

const photo = { name: 'IMG_4711.jpg', size: 2_516_582 } as File;
const filled: LoadedSwap = { ...loaded, draft: typed, photo: { type: 'chosen', file: photo } };
const wrong = (problems: FieldProblems): LoadedSwap => ({ ...loaded, draft: typed, problems });
const all = (problem: FieldProblem): LoadedSwap =>
  wrong(Object.fromEntries(swapFields.map((field) => [field, problem])));
const sent = {
  request: swapRequest,
  key: draft.key,
  email: 'juergen@sandbox.example',
  file: { type: 'idle' },
} as const;
const files: FileProblem[] = ['too-large', 'wrong-type', 'empty', 'unreadable'];

/** Every state of `<nomos-meter-swap>`, by a name for the state. */
export const meterSwapStates: Record<string, MeterSwapState> = {
  'signed out': { type: 'signed-out' },
  loading: { type: 'loading' },
  ...errors,
  'no subscription': { type: 'empty', reason: { type: 'no-subscription' } },
  pending: { type: 'empty', reason: { type: 'pending', at: '2026-12-31T23:00:00Z' } },
  'pending: no date': { type: 'empty', reason: { type: 'pending', at: null } },
  ended: { type: 'empty', reason: { type: 'ended', at: '2026-03-31T22:00:00Z' } },
  'ended: no date': { type: 'empty', reason: { type: 'ended', at: null } },
  'not active': { type: 'empty', reason: { type: 'not-active' } },
  loaded,
  'loaded: feed-in': { ...loaded, subscription: feedInSubscription },
  'loaded: reports from before': {
    ...loaded,
    earlier: {
      type: 'loaded',
      requests: [swapRequest, { ...swapRequest, id: 'req_2', reference: 'A2B3-C4D5', state: 'forwarded' }],
    },
  },
  'loaded: reports loading': { ...loaded, earlier: { type: 'loading' } },
  'loaded: reports failed': { ...loaded, earlier: { type: 'error', error: { kind: 'server', requestId } } },
  'loaded: a smart meter is offered': { ...loaded, meterOrders: [] },
  'loaded: a smart meter is looked at': {
    ...loaded,
    meterOrders: [],
    ordering: {
      type: 'review',
      subscription: analogSubscription,
      product: 'smart-meter',
      baseFee: { type: 'known', nowEurPerMonth: 13.9, thenEurPerMonth: 15.57 },
      saving: false,
      problem: null,
    },
  },
  'loaded: a smart meter is ordered': {
    ...loaded,
    ordering: { type: 'placed', subscription: analogSubscription, product: 'smart-meter' },
  },
  'typed: with a photo': filled,
  'typed: sending': { ...filled, saving: true },
  'typed: lower than the last reading': { ...filled, doubt: meterReadings[0] ?? null },
  ...Object.fromEntries(
    files.map((problem) => [
      `typed: photo, ${problem}`,
      { ...filled, photo: { type: 'refused', name: 'Zählerschrank im Keller, links.tiff', problem } as const },
    ]),
  ),
  'typed: nothing': wrong({
    date: 'no-date',
    'old-number': 'no-number',
    'old-reading': 'empty',
    'new-number': 'no-number',
    'new-reading': 'empty',
  }),
  'typed: no readings': wrong({ 'old-reading': 'not-a-number', 'new-reading': 'negative' }),
  'typed: readings that cannot be': wrong({ 'old-reading': 'too-large', 'new-reading': 'too-many-decimals' }),
  'typed: the same number': wrong({ 'new-number': 'same-number' }),
  ...Object.fromEntries(
    (['in-future', 'before-contract', 'after-contract', 'too-early'] as const).map((problem) => [
      `typed: ${problem}`,
      wrong({ date: problem }),
    ]),
  ),
  'typed: before a contract without a beginning': {
    ...wrong({ date: 'before-contract' }),
    subscription: { ...subscription, start_at: null },
  },
  'typed: too long': all('too-long'),
  'typed: refused': all('refused'),
  'typed: the photo is refused': { ...filled, problems: { photo: 'photo-refused' } },
  'typed: no connection': { ...filled, failure: { type: 'failed', error: { kind: 'network' } } },
  'typed: failed': { ...filled, failure: { type: 'failed', error: { kind: 'server', requestId } } },
  'typed: too often': {
    ...filled,
    failure: { type: 'failed', error: { kind: 'rate-limited', retryAfterSeconds: 30 } },
  },
  'typed: an earlier attempt arrived': {
    ...filled,
    failure: { type: 'arrived-before' },
    earlier: { type: 'loaded', requests: [swapRequest] },
  },
  sent: { ...loaded, sent },
  'sent: receipt being made': { ...loaded, sent: { ...sent, file: { type: 'loading' } } },
  'sent: receipt saved': {
    ...loaded,
    sent: { ...sent, file: { type: 'saved', fileName: 'K7QF-2M9A-2026-11-24.pdf' } },
  },
  'sent: receipt failed': {
    ...loaded,
    sent: { ...sent, file: { type: 'failed', error: { kind: 'network' } } },
  },
};
