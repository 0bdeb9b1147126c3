import type {
  AccountForm,
  AccountProblem,
  AccountState,
  StepUpState,
} from '../../../elements/nomos-account/account-state.ts';
import type { Subscription } from '../../../src/contract/nomos/subscription.ts';
import { checkIban, type IbanCheck } from '../../../src/domain/iban-check.ts';
import { brands, endedSubscription, feedInSubscription, subscription } from '../fixtures.ts';
import { errors, requestId } from './errors.ts';

type Loaded = Extract<AccountState, { type: 'loaded' }>;
type Form<Type extends AccountForm['type']> = Extract<AccountForm, { type: Type }>;

const paid: Subscription = {
  ...subscription,
  billing_address: { id: 'adr_2', street: 'Am Alten Hafen', house_number: '3 b', zip: '20457', city: 'Hamburg' },
  payment_method: {
    id: 'pm_1',
    type: 'sepa_debit',
    sepa_debit: { iban: 'DE************6485', account_holder: 'Katharina Mühlenbeck-Özdemir' },
  },
};

const device = {
  browser: 'Firefox',
  system: 'Android',
  remembered: true,
  created_at: '2026-10-02T06:12:00Z',
  origin: null as string | null,
};

const devices = [
  { ...device, id: 'ses_1', current: true, last_used_at: '2026-11-24T09:00:00Z' },
  { ...device, id: 'ses_2', browser: 'Safari', system: 'iOS', current: false, last_used_at: '2026-11-23T17:00:00Z' },
  { ...device, id: 'ses_3', browser: null, system: null, current: false, last_used_at: '2026-11-02T21:00:00Z' },
];

const loaded: Loaded = {
  type: 'loaded',
  customer: paid.customer,
  subscription: paid,
  subscriptions: [paid],
  form: null,
  chosen: null,
  saved: null,
  devices: { type: 'loaded', devices, ending: null, ended: null, problem: null },
  support: brands.lumio.support,
  creditor: { name: 'Lumio Energie GmbH', identifier: 'DE98ZZZ09999999999' },
};

const company: Loaded = {
  ...loaded,
  customer: {
    ...paid.customer,
    type: 'company',
    company_name: 'Bäckerei & Konditorei Mühlenbeck Lebensmittelhandelsgesellschaft mbH',
    vat_id: 'DE123456789',
  },
};

const common = { saving: false, problems: [], storedMeanwhile: null };
const names: Form<'names'> = {
  ...common,
  type: 'names',
  company: false,
  draft: { first_name: 'Katharina', last_name: 'Mühlenbeck', company_name: '' },
};
const billing: Form<'billing-address'> = {
  ...common,
  type: 'billing-address',
  draft: { street: 'Mühlgäßchen', house_number: '12 a-c/2', zip: '6020', city: 'Innsbruck' },
};
const mandate: Form<'payment-method'> = {
  ...common,
  type: 'payment-method',
  draft: { iban: '', account_holder: 'Katharina Mühlenbeck-Özdemir', consent: false },
  check: null,
  stepUp: null,
};
const code: StepUpState = {
  email: 'katharina@sandbox.example',
  code: '',
  saving: false,
  problem: null,
  resendSeconds: 42,
  resent: false,
};

/** Without the devices, which are drawn often enough. */
const withForm = (form: AccountForm, more: Partial<Loaded> = {}): Loaded => ({
  ...loaded,
  devices: { type: 'absent' },
  ...more,
  form,
});
const withProblems = (form: AccountForm, ...problems: AccountProblem[]): Loaded => withForm({ ...form, problems });

/** The form with an IBAN in it and what is said of that while it is typed. */
function typed(iban: string, check: IbanCheck | null = checkIban(iban)): Loaded {
  return withForm({ ...mandate, draft: { ...mandate.draft, iban }, check });
}

const complete = { ...mandate, draft: { ...mandate.draft, iban: 'DE68500105178297336485', consent: true } };
const withCode = (stepUp: Partial<StepUpState>): Loaded => withForm({ ...complete, stepUp: { ...code, ...stepUp } });

/** Every state of `<nomos-account>`, by a name for the state. */
export const accountStates: Record<string, AccountState> = {
  'signed out': { type: 'signed-out' },
  loading: { type: 'loading' },
  ...errors,
  loaded,
  company,
  'several contracts': { ...loaded, subscriptions: [paid, feedInSubscription, endedSubscription] },
  'no contract': { ...loaded, subscription: null, subscriptions: [] },
  'no payment method, billed where it is delivered': { ...loaded, subscription },
  'another way to pay': {
    ...loaded,
    subscription: { ...paid, payment_method: { id: 'pm_2', type: 'carrier_pigeon', sepa_debit: null } },
  },
  'no creditor': { ...loaded, creditor: null },
  'no creditor, nobody to ask': { ...loaded, creditor: null, support: null },
  'devices loading': { ...loaded, devices: { type: 'loading' } },
  'devices unknown': { ...loaded, devices: { type: 'absent' } },
  'devices failed': { ...loaded, devices: { type: 'error', error: { kind: 'server', requestId } } },
  'one device': {
    ...loaded,
    devices: { type: 'loaded', devices: devices.slice(0, 1), ending: null, ended: 'Safari auf iOS', problem: null },
  },
  'a device being signed out': {
    ...loaded,
    devices: { type: 'loaded', devices, ending: 'ses_2', ended: null, problem: null },
  },
  'all others being signed out': {
    ...loaded,
    devices: { type: 'loaded', devices, ending: 'others', ended: null, problem: null },
  },
  'a device that stays signed in': {
    ...loaded,
    devices: { type: 'loaded', devices, ending: null, ended: null, problem: { kind: 'network' } },
  },
  'names: form': withForm(names),
  'names: form of a company': withForm(
    { ...names, company: true, draft: { ...names.draft, company_name: 'Bäckerei Mühlenbeck' } },
    { customer: company.customer },
  ),
  'names: wrong': withProblems(
    { ...names, draft: { ...names.draft, first_name: '' } },
    { type: 'missing', field: 'first_name' },
    { type: 'too-long', field: 'last_name' },
  ),
  'names: changed elsewhere': withForm({ ...names, storedMeanwhile: 'Katharina Brandt' }),
  'names: conflict': withProblems(names, { type: 'conflict', field: null }),
  'names: saved': { ...loaded, saved: { type: 'names' } },
  'billing: form': withForm({ ...billing, draft: { ...billing.draft, zip: '10119', city: 'Berlin' } }),
  'billing: form, shared, four digits': withForm(billing, {
    subscriptions: [paid, feedInSubscription, endedSubscription],
  }),
  'billing: missing': withProblems(
    { ...billing, draft: { street: '', house_number: '', zip: '', city: '' } },
    ...(['street', 'house_number', 'zip', 'city'] as const).map((field) => ({ type: 'missing' as const, field })),
  ),
  'billing: refused': withProblems(
    billing,
    ...(['street', 'house_number', 'zip', 'city'] as const).map((field) => ({ type: 'refused' as const, field })),
  ),
  'billing: rejected': withProblems(billing, { type: 'rejected', field: null }),
  'billing: another contract chosen': withForm(billing, {
    chosen: feedInSubscription,
    subscriptions: [paid, feedInSubscription],
  }),
  'billing: saved': { ...loaded, saved: { type: 'billing-address' } },
  'payment: form': withForm(mandate),
  'payment: a country': typed('AT61', null),
  'payment: valid': typed('DE68500105178297336485'),
  'payment: no SEPA': typed('TR330006100519786457841326'),
  'payment: no country': typed('XX68500105178297336485'),
  'payment: wrong digits': typed('DE68500105178297336486'),
  'payment: too short': typed('DE6850010517829733648'),
  'payment: foreign characters': typed('DE68😀'),
  'payment: nothing filled in': withProblems(
    { ...mandate, draft: { ...mandate.draft, account_holder: '' } },
    { type: 'iban', field: 'iban', check: { type: 'invalid', reason: 'empty' } },
    { type: 'missing', field: 'account_holder' },
    { type: 'no-consent', field: 'consent' },
  ),
  'payment: refused': withProblems(
    { ...complete, draft: { ...complete.draft, account_holder: 'Käthe 🎉' } },
    { type: 'refused', field: 'iban' },
    { type: 'foreign-characters', field: 'account_holder' },
  ),
  'payment: holder too long': withProblems(complete, { type: 'too-long', field: 'account_holder' }),
  'payment: changed elsewhere': withForm({ ...complete, storedMeanwhile: 'DE•• •••• •••• 3000, Katharina Brandt' }),
  'payment: saving': withForm({ ...complete, saving: true }),
  'payment: failed': withProblems(complete, { type: 'failed', field: null, error: { kind: 'server', requestId } }),
  'payment: too often': withProblems(complete, {
    type: 'failed',
    field: null,
    error: { kind: 'rate-limited', retryAfterSeconds: 40 },
  }),
  'code: asked for': withCode({}),
  'code: checking': withCode({ code: '123456', saving: true }),
  'code: another one sent': withCode({ resendSeconds: 0, resent: true }),
  ...Object.fromEntries(
    (['code-wrong', 'code-attempts'] as const).map((type) => [
      `code: ${type}`,
      withCode({ code: '12345', problem: { type, field: 'code' } }),
    ]),
  ),
  'code: too often': withCode({ problem: { type: 'rate-limited', field: null, seconds: 600 } }),
  'payment: saved': { ...loaded, saved: { type: 'payment-method', paymentMethod: paid.payment_method ?? null } },
};
