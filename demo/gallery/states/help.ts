import type { ContactFormState } from '../../../elements/nomos-help/contact-form.ts';
import type { HelpService } from '../../../elements/nomos-help/help-contact.ts';
import type { HelpState, HelpView } from '../../../elements/nomos-help/help-element.ts';
import type { HelpArticle } from '../../../src/contract/gateway/help.ts';
import type { CustomerRequest } from '../../../src/contract/gateway/requests.ts';
import { endedSubscription, feedInSubscription, subscription } from '../fixtures.ts';
import { errors, requestId } from './errors.ts';

function article(slug: string, title: string, topic: string, more: Partial<HelpArticle> = {}): HelpArticle {
  return {
    slug,
    locale: 'de',
    title,
    summary: 'Worum es geht, steht hier in einem Satz.',
    topic,
    keywords: [],
    html: '<p>Der Text.</p>',
    text: 'Der Text.',
    ...more,
  };
}

/** Articles of the help centre, one of them with everything that a text can have. */
export const helpArticles: HelpArticle[] = [
  article('meter-reading', 'Zähler ablesen und Stand melden', 'meter', {
    keywords: ['Zählerstand', 'Stromzähler'],
    html: `<p>Einen Zähler ohne Funk lesen Sie selbst ab. Mehr im Text zum <a data-article="meter-exchange">Zählerwechsel</a>, unter <a data-path="/consumption">Verbrauch</a> und bei der <a href="https://www.bundesnetzagentur.de" rel="noopener noreferrer">Bundesnetzagentur</a>.</p>
<h2>So finden Sie den Zähler</h2>
<ul><li><strong>Im Keller:</strong> oft neben den anderen.</li><li>Die Nummer steht am Strichcode.</li></ul>
<h3>In Schritten</h3>
<ol><li>Hingehen.</li><li>Ablesen.</li></ol>
<blockquote><p>Ohne Stand wird geschätzt.</p></blockquote>
<table><thead><tr><th scope="col">Kennzahl</th><th scope="col">Bedeutung</th></tr></thead><tbody><tr><td>1.8.0</td><td>aus dem Netz</td></tr><tr><td>2.8.0</td><td>ins Netz</td></tr></tbody></table>`,
    text: 'Einen Zähler ohne Funk lesen Sie selbst ab.',
  }),
  article('meter-exchange', 'Ihr Zähler wurde getauscht', 'meter'),
  article('dynamic-price', 'Wie ein dynamischer Strompreis entsteht', 'price'),
  article('cheapest-hours', 'Günstige Stunden nutzen', 'price'),
  article('payment', 'Bezahlen, Lastschrift und neue Bankverbindung', 'invoice'),
  article('moving', 'Umzug', 'contract'),
  article('section-14a', 'Weniger Netzentgelt nach §\u00a014a\u00a0EnWG', 'smart-meter'),
  article('sign-in', 'Anmelden mit Code', 'portal'),
  article('wallbox', 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk', 'Über Lumio', { summary: '' }),
  article('english', 'Only in English', '', { locale: 'en' }),
];

const service: HelpService = {
  email: 'hilfe@lumio.example',
  phone: '+49 30 5550100',
  hours: null,
  openingHours: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' },
    { days: ['sat'], from: '09:00', to: '13:00' },
  ],
  answer_time: { count: 1, unit: 'working_day' },
  chat_url: 'https://lumio.example/chat',
  // A Tuesday before noon.
  now: new Date('2026-11-24T10:00:00Z'),
};

const at = (instant: string): HelpService => ({ ...service, now: new Date(instant) });

const shown = (view: HelpView, of: HelpService | null = service): HelpState => ({
  type: 'loaded',
  articles: helpArticles,
  view,
  service: of,
});

const [reading] = helpArticles as [HelpArticle, ...HelpArticle[]];

const request: CustomerRequest = {
  id: 'req_gallery0000000000000001',
  reference: 'K7QF-2M9A',
  kind: 'contact',
  state: 'received',
  received_at: '2026-11-24T10:02:00Z',
  subscription: subscription.id,
  end_at: null,
  refusal: null,
  summary: [
    { label: 'Thema', value: 'Rechnung oder Zahlung' },
    { label: 'Vertrag', value: '4X44EMKX' },
    { label: 'Nachricht', value: 'Guten Tag,\n\nwarum wurde die Rechnung vom Oktober storniert?' },
  ],
};

const visitorForm: ContactFormState = {
  draft: { topic: null, subscription: null, name: '', email: '', message: '' },
  person: null,
  subscriptions: [],
  subscription: null,
  file: { type: 'none' },
  saving: false,
  problems: {},
  failure: null,
  sent: null,
  messages: null,
};

const customerForm: ContactFormState = {
  ...visitorForm,
  person: { name: 'Katharina Mühlenbeck-Özdemir', email: 'katharina@sandbox.example' },
  subscriptions: [subscription, feedInSubscription, endedSubscription],
  subscription: subscription.id,
  messages: { type: 'loaded', messages: [] },
};

const typed: ContactFormState = {
  ...customerForm,
  draft: { ...visitorForm.draft, topic: 'invoice', message: 'Warum wurde die Rechnung vom Oktober storniert?' },
  file: { type: 'chosen', file: new File([new Uint8Array(380_000)], 'rechnung-oktober.pdf') },
};

const contact = (form: ContactFormState | null, of: HelpService | null = service): HelpState => ({
  type: 'contact',
  form,
  service: of,
});

/** Every state of `<nomos-help>`, by a name for the state. */
export const helpStates: Record<string, HelpState> = {
  loading: { type: 'loading' },
  'loading: contact known': { type: 'loading', service },
  ...Object.fromEntries(
    // The others are drawn in the same way, by every element.
    (['error: server', 'error: rate-limited'] as const).map((name) => [name, errors[name] ?? { type: 'loading' }]),
  ),
  'error: contact known': { type: 'error', error: { kind: 'network' }, service },
  empty: { type: 'empty', service },
  'empty: contact unknown': { type: 'empty' },
  topics: shown({ type: 'topics' }),
  'topics: contact unknown': shown({ type: 'topics' }, null),
  'topics: mail only': shown(
    { type: 'topics' },
    { ...service, phone: null, chat_url: null, answer_time: null, openingHours: [] },
  ),
  'topics: hours in words': shown(
    { type: 'topics' },
    { ...service, hours: 'Mo–Fr 8–18 Uhr, Sa 9–13 Uhr', answer_time: { count: 3, unit: 'hour' } },
  ),
  'topics: closed until today': shown({ type: 'topics' }, at('2026-11-24T06:00:00Z')),
  'topics: closed until tomorrow': shown({ type: 'topics' }, at('2026-11-24T20:00:00Z')),
  'topics: closed until Monday': shown({ type: 'topics' }, at('2026-11-28T14:00:00Z')),
  'topics: closed for a holiday': shown({ type: 'topics' }, at('2026-12-25T10:00:00Z')),
  results: shown({ type: 'results', query: 'Zaehler', found: helpArticles.slice(0, 2) }),
  'results: one': shown({ type: 'results', query: 'umzug', found: helpArticles.slice(5, 6) }),
  'results: none': shown({ type: 'results', query: 'Xylophon', found: [] }),
  article: shown({ type: 'article', article: reading, feedback: 'none' }),
  'article: helpful': shown({ type: 'article', article: reading, feedback: 'helpful' }),
  'article: not helpful': shown({ type: 'article', article: reading, feedback: 'not-helpful' }),
  'article: not heard': shown({ type: 'article', article: reading, feedback: 'failed' }),
  'article: in another language': shown({
    type: 'article',
    article: article('english', 'Only in English', '', {
      locale: 'en',
      html: '<p>This text has no German version.</p>',
    }),
    feedback: 'sending',
  }),
  missing: shown({ type: 'missing' }),
  'contact: loading': contact(null),
  'contact: visitor': contact(visitorForm),
  'contact: visitor, nothing filled in': contact({
    ...visitorForm,
    problems: { topic: 'required', name: 'required', email: 'required', message: 'required' },
  }),
  'contact: visitor, wrong': contact({
    ...visitorForm,
    draft: { topic: 'other', subscription: null, name: 'N'.repeat(201), email: 'name@beispiel', message: 'Hallo' },
    problems: { name: 'too_long', email: 'invalid_format' },
  }),
  'contact: customer': contact(customerForm),
  'contact: customer, typed': contact(typed),
  'contact: sending': contact({ ...typed, saving: true }),
  'contact: file refused': contact({
    ...typed,
    file: { type: 'refused', name: 'skript.jpg', problem: 'wrong-type' },
  }),
  'contact: contract and file refused': contact({
    ...typed,
    problems: { subscription: 'unknown_subscription', attachment: 'unsupported_type' },
  }),
  'contact: no connection': contact({ ...typed, failure: { kind: 'network' } }),
  'contact: failed': contact({ ...typed, failure: { kind: 'server', requestId } }),
  'contact: too often': contact({ ...typed, failure: { kind: 'rate-limited', retryAfterSeconds: 600 } }, null),
  'contact: sent': contact({
    ...customerForm,
    sent: { request, email: 'katharina@sandbox.example', file: { type: 'idle' } },
    messages: {
      type: 'loaded',
      messages: [request, { ...request, id: 'req_2', state: 'forwarded', received_at: '2026-10-02T08:00:00Z' }],
    },
  }),
  'contact: messages loading': contact({ ...customerForm, messages: { type: 'loading' } }),
  'contact: messages failed': contact({
    ...customerForm,
    messages: { type: 'error', error: { kind: 'server', requestId } },
  }),
};
