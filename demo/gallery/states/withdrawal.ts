import type { WithdrawalState } from '../../../elements/nomos-withdrawal/withdrawal-element.ts';
import { emptyWithdrawal } from '../../../elements/nomos-withdrawal/withdrawal-form.ts';
import type { CustomerRequest } from '../../../src/contract/gateway/requests.ts';
import { brands, subscription } from '../fixtures.ts';
import { requestId } from './errors.ts';

const signedOut = {
  type: 'loaded',
  fields: emptyWithdrawal,
  known: null,
  offered: [],
  chosen: null,
  saving: false,
  problems: {},
  failure: null,
  support: brands.lumio.support,
} satisfies WithdrawalState;

const { first_name: firstName, last_name: lastName, email } = subscription.customer;

const signedIn = {
  ...signedOut,
  known: { name: `${firstName} ${lastName}`, email },
  offered: [subscription],
  chosen: subscription,
} satisfies WithdrawalState;

const typed = {
  ...emptyWithdrawal,
  name: 'Jo Ehrlich',
  email: 'jo.ehrlich@posteo.example',
  contract: 'Vertrag 4X44EMKX',
  note: 'Den Vertrag habe ich am Telefon geschlossen.',
};

const request: CustomerRequest = {
  id: 'req_gallery',
  reference: 'R4TN-8XWE',
  kind: 'withdrawal',
  state: 'received',
  received_at: '2026-11-24T10:00:12Z',
  subscription: null,
  end_at: null,
  refusal: null,
  summary: [
    { label: 'Erklärung', value: 'Widerruf des Vertrags' },
    { label: 'Vertrag', value: 'Vertrag 4X44EMKX' },
    { label: 'Name', value: 'Jo Ehrlich' },
    { label: 'E-Mail-Adresse', value: 'jo.ehrlich@posteo.example' },
    { label: 'Anmerkung', value: 'Den Vertrag habe ich am Telefon geschlossen.' },
  ],
};

const made = {
  type: 'made',
  request,
  email: 'jo.ehrlich@posteo.example',
  file: { type: 'idle' },
} satisfies WithdrawalState;

/** Every state of `<nomos-withdrawal>`, by a name for the state. */
export const withdrawalStates: Record<string, WithdrawalState> = {
  loading: { type: 'loading' },
  'signed out': signedOut,
  'signed out: typed': { ...signedOut, fields: typed },
  'signed in': signedIn,
  'signed in: another contract': { ...signedIn, chosen: null, fields: { ...emptyWithdrawal, choice: 'other' } },
  'nothing typed': {
    ...signedOut,
    problems: { contract: 'missing', name: 'missing', email: 'missing' },
  },
  'typed wrongly': {
    ...signedOut,
    fields: { ...typed, email: 'jo.ehrlich' },
    problems: { email: 'invalid', note: 'too-long' },
  },
  sending: { ...signedOut, fields: typed, saving: true },
  'no connection': { ...signedOut, fields: typed, failure: { kind: 'network' } },
  failed: { ...signedOut, fields: typed, failure: { kind: 'server', requestId } },
  'made: received': made,
  'made: applied': { ...made, request: { ...request, state: 'applied', end_at: '2026-12-01T23:00:00Z' } },
  'made: too late': { ...made, request: { ...request, refusal: 'withdrawal_not_allowed' } },
};
