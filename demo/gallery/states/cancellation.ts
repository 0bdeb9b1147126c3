import { emptyCancellation } from '../../../elements/nomos-cancellation/cancellation-draft.ts';
import type { CancellationState } from '../../../elements/nomos-cancellation/cancellation-element.ts';
import type { CustomerRequest } from '../../../src/contract/gateway/requests.ts';
import type { BerlinDate } from '../../../src/domain/berlin-calendar.ts';
import { brands, feedInSubscription, subscription } from '../fixtures.ts';
import { requestId } from './errors.ts';

const signedOut = {
  type: 'loaded',
  today: '2026-11-24' as BerlinDate,
  notice: { count: 30, unit: 'day' },
  fields: emptyCancellation,
  known: null,
  offered: [],
  chosen: null,
  saving: false,
  problems: {},
  failure: null,
  support: brands.lumio.support,
} satisfies CancellationState;

const { first_name: firstName, last_name: lastName, email } = subscription.customer;

const signedIn = {
  ...signedOut,
  known: { name: `${firstName} ${lastName}`, email },
  offered: [subscription, feedInSubscription],
  chosen: subscription,
} satisfies CancellationState;

const typed = {
  ...emptyCancellation,
  name: 'Jo Ehrlich',
  email: 'jo.ehrlich@posteo.example',
  contract: 'Zähler 1APA0195124010, Torstraße 119',
};

const moving = {
  ...typed,
  termination: 'move-out',
  last_day: '2027-03-28',
  street: 'Am Alten Hafen',
  house_number: '7 c',
  zip: '28195',
  city: 'Bremen',
};

const terminated = { ...subscription, terminated_at: '2026-11-02T09:00:00Z', end_at: '2026-12-31T23:00:00Z' };

const request: CustomerRequest = {
  id: 'req_gallery',
  reference: 'K7QF-2M9A',
  kind: 'cancellation',
  state: 'received',
  received_at: '2026-11-24T10:00:12Z',
  subscription: null,
  end_at: null,
  refusal: null,
  summary: [
    { label: 'Erklärung', value: 'Ordentliche Kündigung' },
    { label: 'Vertrag', value: 'Zähler 1APA0195124010, Torstraße 119' },
    { label: 'Letzter Tag der Belieferung', value: 'so früh wie möglich' },
    { label: 'Name', value: 'Jo Ehrlich' },
    { label: 'E-Mail-Adresse', value: 'jo.ehrlich@posteo.example' },
  ],
};

const made = {
  type: 'made',
  request,
  email: 'jo.ehrlich@posteo.example',
  file: { type: 'idle' },
} satisfies CancellationState;

const applied = {
  ...request,
  state: 'applied',
  subscription: subscription.id,
  end_at: '2026-12-23T23:00:00Z',
} satisfies CustomerRequest;

/** Every state of `<nomos-cancellation>`, by a name for the state. */
export const cancellationStates: Record<string, CancellationState> = {
  loading: { type: 'loading' },
  'signed out': signedOut,
  'signed out: a wished day': { ...signedOut, fields: { ...typed, when: 'day', last_day: '2027-01-31' } },
  'signed out: a day to be typed': { ...signedOut, fields: { ...typed, when: 'day' } },
  'signed out: moving': { ...signedOut, fields: moving },
  'signed out: extraordinary': { ...signedOut, fields: { ...typed, termination: 'extraordinary' } },
  'signed out: no notice known': { ...signedOut, notice: null },
  'signed in': signedIn,
  'signed in: notice in months': { ...signedIn, notice: { count: 1, unit: 'month' } },
  'signed in: moving': { ...signedIn, fields: { ...moving, name: null, email: null } },
  'signed in: moving soon': { ...signedIn, fields: { ...moving, name: null, email: null, last_day: '2026-12-05' } },
  'signed in: feed-in, a wished day': {
    ...signedIn,
    chosen: feedInSubscription,
    fields: { ...emptyCancellation, when: 'day', last_day: '2027-01-31' },
  },
  'signed in: terminated already': { ...signedIn, offered: [terminated], chosen: terminated },
  'signed in: terminated, since when is not known': {
    ...signedIn,
    offered: [terminated],
    chosen: { ...terminated, terminated_at: null },
  },
  'signed in: another contract': { ...signedIn, chosen: null, fields: { ...emptyCancellation, choice: 'other' } },
  'nothing typed': {
    ...signedOut,
    fields: { ...emptyCancellation, termination: 'extraordinary', when: 'day' },
    problems: { contract: 'missing', last_day: 'missing', reason: 'missing', name: 'missing', email: 'missing' },
  },
  'typed wrongly': {
    ...signedOut,
    fields: { ...moving, email: 'jo.ehrlich@', house_number: '', last_day: '2025-01-01' },
    problems: { last_day: 'too-early', house_number: 'missing', email: 'invalid', name: 'too-long' },
  },
  ...Object.fromEntries(
    (['no-day', 'past', 'too-late', 'before-start', 'after-end'] as const).map((problem) => [
      `day: ${problem}`,
      {
        ...signedIn,
        chosen: terminated,
        fields: { ...emptyCancellation, when: 'day', last_day: '2026-11-01' },
        problems: { last_day: problem },
      } satisfies CancellationState,
    ]),
  ),
  'contract unknown': { ...signedIn, problems: { contract: 'unknown' } },
  sending: { ...signedOut, fields: moving, saving: true },
  'no connection': { ...signedOut, fields: typed, failure: { kind: 'network' } },
  'failed, nobody to ask': { ...signedOut, fields: typed, support: null, failure: { kind: 'server', requestId } },
  'too often': { ...signedOut, fields: typed, failure: { kind: 'rate-limited', retryAfterSeconds: 30 } },
  'session over': { ...signedOut, fields: typed, failure: { kind: 'unauthorized' } },
  'made: received': made,
  'made: applied': { ...made, request: applied },
  'made: too soon': { ...made, request: { ...request, refusal: 'invalid_termination_date' } },
  'made: refused': { ...made, request: { ...request, refusal: 'ended_subscription' } },
  'made: PDF on its way': { ...made, file: { type: 'loading' } },
  'made: PDF saved': { ...made, file: { type: 'saved', fileName: 'K7QF-2M9A-2026-11-24.pdf' } },
  'made: PDF failed': { ...made, file: { type: 'failed', error: { kind: 'network' } } },
};
