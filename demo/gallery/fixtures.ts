import type { Brand } from '../../src/contract/gateway/brand.ts';
import type { Invoice } from '../../src/contract/nomos/invoice.ts';
import type { MeterReading } from '../../src/contract/nomos/meter-reading.ts';
import type { Price } from '../../src/contract/nomos/price.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import {
  addDays,
  berlinDateOf,
  quarterHoursOfDay,
  startOfBerlinDay,
  type BerlinDate,
} from '../../src/domain/berlin-calendar.ts';
import type { DayCost, EnergyCost } from '../../src/domain/energy-cost.ts';

/** Made-up objects for the gallery and for tests that draw states without a network. */
export const subscription: Subscription = {
  id: 'sub_gallery0000000000000001',
  plan: 'pln_gallery0000000000000001',
  number: '4X44EMKX',
  status: 'active',
  type: 'consumption',
  estimated_usage: 3200,
  created_at: '2025-07-14T09:12:00Z',
  updated_at: '2026-02-02T10:00:00Z',
  start_at: '2025-08-31T22:00:00Z',
  terminated_at: null,
  end_at: null,
  customer: {
    id: 'cus_gallery0000000000000001',
    type: 'person',
    first_name: 'Katharina',
    last_name: 'Mühlenbeck-Özdemir',
    company_name: null,
    email: 'katharina@sandbox.example',
    vat_id: null,
    created_at: '2025-07-14T09:12:00Z',
  },
  address: { id: 'adr_1', street: 'Torstraße', house_number: '119', zip: '10119', city: 'Berlin' },
  billing_address: null,
  meter: { id: 'mtr_1', number: '1APA0195124010', type: 'smart', melo: null, malo: '41373559241' },
  payment_method: null,
  supplier: null,
};

/** A second contract, with a street whose name is long. */
export const feedInSubscription: Subscription = {
  ...subscription,
  id: 'sub_gallery0000000000000002',
  number: '7K20FEED',
  type: 'feed_in',
  address: { ...subscription.address, street: 'Geschwister-Scholl-Straße am Alten Gaswerk', house_number: '12 b' },
};

/** A third one, over. */
export const endedSubscription: Subscription = {
  ...subscription,
  id: 'sub_gallery0000000000000003',
  number: '2A11ENDE',
  status: 'ended',
  end_at: '2026-03-31T22:00:00Z',
  meter: { ...subscription.meter, type: 'analog' },
};

/** One with a meter that somebody reads. */
export const analogSubscription: Subscription = {
  ...subscription,
  id: 'sub_gallery0000000000000004',
  number: '6B12ABLE',
  meter: { ...subscription.meter, id: 'mtr_4', number: '1ESY1161229886', type: 'analog' },
};

/** A reading of its meter. */
export function meterReading(timestamp: string, value: number, type: string): MeterReading {
  const { id: subscriptionId, customer, meter } = analogSubscription;
  return {
    id: `mr_${timestamp}`,
    customer: customer.id,
    subscription: subscriptionId,
    meter: meter.id,
    value,
    timestamp,
    type,
    created_at: timestamp,
  };
}

/** Its readings, newest first: one from each source, and one from a source that we do not know. */
export const meterReadings = [
  meterReading('2026-10-31T23:00:00Z', 13_211.4, 'grid_estimation'),
  meterReading('2026-08-11T10:00:00Z', 12_640, 'customer_report'),
  meterReading('2026-01-14T23:00:00Z', 10_902, 'grid_reading'),
  meterReading('2025-08-31T22:00:00Z', 9_804.25, 'handover'),
];

const common = {
  customer: subscription.customer.id,
  subscription: subscription.id,
  month: 10,
  year: 2026,
  period_start: '2026-09-30T22:00:00Z',
  period_end: '2026-10-31T23:00:00Z',
  period_number: 13,
  issued_at: '2026-11-04T08:00:00Z',
  paid_at: null,
  usage: null,
  voids: null,
};

/** One invoice of each kind and status that a customer can meet. */
export const invoices = {
  open: {
    ...common,
    type: 'usage',
    id: 'inv_open',
    invoice_number: '4X44EMKX-013',
    status: 'open',
    usage: 231.4,
    total: 79.18,
  },
  paid: {
    ...common,
    type: 'usage',
    id: 'inv_paid',
    invoice_number: '4X44EMKX-012',
    status: 'paid',
    usage: 198.7,
    total: 63.4,
    month: 9,
    period_start: '2026-08-31T22:00:00Z',
    period_end: '2026-09-30T22:00:00Z',
    paid_at: '2026-10-12T08:00:00Z',
  },
  credit: {
    ...common,
    type: 'usage',
    id: 'inv_credit',
    invoice_number: '7K20FEED-004',
    status: 'paid',
    usage: 412.9,
    total: -38.11,
    month: 8,
    period_start: '2026-07-31T22:00:00Z',
    period_end: '2026-08-31T22:00:00Z',
    paid_at: '2026-09-12T08:00:00Z',
  },
  voided: {
    ...common,
    type: 'prepayment',
    id: 'inv_voided',
    invoice_number: '2A11ENDE-007',
    status: 'voided',
    total: 94,
    month: 7,
    period_start: '2026-06-30T22:00:00Z',
    period_end: '2026-07-31T22:00:00Z',
  },
  void: {
    ...common,
    type: 'void',
    id: 'inv_void',
    invoice_number: '2A11ENDE-007-S',
    status: 'paid',
    voids: 'inv_voided',
    total: -94,
    month: 7,
    period_start: '2026-06-30T22:00:00Z',
    period_end: '2026-07-31T22:00:00Z',
  },
  uncollectible: {
    ...common,
    type: 'prepayment',
    id: 'inv_uncollectible',
    invoice_number: '2A11ENDE-006',
    status: 'uncollectible',
    total: 1234.56,
    month: 6,
    period_start: '2026-05-31T22:00:00Z',
    period_end: '2026-06-30T22:00:00Z',
  },
  unknown: {
    ...common,
    type: 'other',
    id: 'inv_unknown',
    invoice_number: '4X44EMKX-K01',
    status: 'in_clarification',
    total: 12,
    month: 5,
    period_start: '2026-05-11T22:00:00Z',
    period_end: '2026-05-31T22:00:00Z',
  },
} satisfies Record<string, Invoice>;

/** A month of days that add up; some without a price, some still preliminary. */
export function monthOfCosts({ complete }: { complete: boolean }): EnergyCost {
  const days: DayCost[] = [];
  for (let date = '2026-10-01' as BerlinDate; date < '2026-11-01'; date = addDays(date, 1)) {
    const n = days.length;
    const kWh = 5.2 + ((n * 7) % 11) * 0.55;
    const priced = complete || n % 9 !== 4;
    days.push({
      berlinDate: berlinDateOf(startOfBerlinDay(date)),
      kWh,
      eur: n === 12 && !complete ? null : kWh * (0.21 + ((n * 5) % 7) * 0.015),
      status: n < 24 ? 'final' : 'preliminary',
      complete: priced && (complete || n !== 12),
    });
  }
  const sum = (of: (day: DayCost) => number): number => days.reduce((total, day) => total + of(day), 0);
  return {
    days,
    kWh: sum((day) => day.kWh),
    eur: sum((day) => day.eur ?? 0),
    status: 'preliminary',
    complete,
  };
}

/**
 * The prices of Berlin days, quarter-hour by quarter-hour: two hills and two valleys a day, the deeper valley at noon.
 *
 * @param energy - What is added to the part for the energy, in ct/kWh.
 */
export function pricesOf(
  dates: readonly string[],
  { energy = 0, feedIn = false, grid = 11.34 }: { energy?: number; feedIn?: boolean; grid?: number } = {},
): Price {
  const levies = 7.83;
  const items = dates.flatMap((date, day) =>
    quarterHoursOfDay(date as BerlinDate).map((at, i) => {
      const hour = i / 4;
      const hills = 6 * Math.cos(((hour - 8) / 12) * 2 * Math.PI) - 5 * Math.exp(-((hour - 13) ** 2) / 8);
      const amount = Math.round((9 + hills - day + energy) * 100) / 100;
      return {
        timestamp: at.toISOString(),
        amount: feedIn ? amount : Math.round((amount + grid + levies) * 100) / 100,
        components: [
          { type: 'electricity', amount },
          { type: 'grid', amount: feedIn ? 0 : grid },
          { type: 'levies', amount: feedIn ? 0 : levies },
        ],
      };
    }),
  );
  return { subscription: subscription.id, unit: 'ct/kWh', resolution: '15min', items };
}

const lightOnLumio = {
  brand: '#0b7a4b',
  on_brand: '#ffffff',
  accent: '#f2b705',
  background: '#f6f5f1',
  surface: '#fffefb',
  sunken: '#efede6',
  text: '#1c1f1a',
  muted: '#5d6259',
  line: '#dedbd1',
  good: '#0b6e44',
  warning: '#855600',
  bad: '#a8301c',
};

/** The two brands of the demo, for pages that have no gateway to ask. */
export const brands: Record<'lumio' | 'voltwerk', Brand> = {
  lumio: {
    slug: 'lumio',
    name: 'Lumio',
    plans: [],
    locales: ['de', 'en'],
    default_locale: 'de',
    default_theme: 'light',
    logo_url: null,
    colors: {
      light: lightOnLumio,
      dark: {
        brand: '#4fcb93',
        on_brand: '#06281a',
        accent: '#f4c14f',
        background: '#12150f',
        surface: '#1a1e17',
        sunken: '#242920',
        text: '#f0f2ea',
        muted: '#a4ab9a',
        line: '#323828',
        good: '#4fcb93',
        warning: '#f4c14f',
        bad: '#ff9a86',
      },
    },
    radius: '14px',
    density: 'comfortable',
    font_family: null,
    terms: {
      notice_period: { count: 30, unit: 'day' },
      dispute_body: {
        name: 'Schlichtungsstelle Energie e. V.',
        address: ['Friedrichstraße 133', '10117 Berlin'],
        phone: '+49 30 2757240-0',
        email: 'info@schlichtungsstelle-energie.de',
        url: 'https://www.schlichtungsstelle-energie.de',
      },
    },
    service: {
      opening_hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }],
      answer_time: { count: 1, unit: 'working_day' },
      chat_url: 'https://lumio.example/chat',
    },
    support: { email: 'hilfe@lumio.example', phone: '+49 30 5550100', hours: null, url: null },
    legal: {
      company: 'Lumio Energie GmbH',
      address: ['Torstraße 1', '10119 Berlin'],
      imprint_url: 'https://lumio.example/impressum',
      privacy_url: 'https://lumio.example/datenschutz',
      accessibility_url: 'https://lumio.example/barrierefreiheit',
      pages: ['imprint', 'privacy', 'accessibility'],
      creditor: null,
    },
  },
  voltwerk: {
    slug: 'voltwerk',
    name: 'Voltwerk',
    plans: [],
    locales: ['de', 'en'],
    default_locale: 'de',
    default_theme: 'dark',
    logo_url: null,
    colors: {
      light: {
        brand: '#2f4bff',
        on_brand: '#ffffff',
        accent: '#00c2d7',
        background: '#f3f5fa',
        surface: '#ffffff',
        sunken: '#e8ecf5',
        text: '#10142a',
        muted: '#555c78',
        line: '#d8deec',
        good: '#0a6f4f',
        warning: '#7d5200',
        bad: '#a8301c',
      },
      dark: {
        brand: '#8fa0ff',
        on_brand: '#0a1030',
        accent: '#00c2d7',
        background: '#0b0f1e',
        surface: '#12182c',
        sunken: '#1b2340',
        text: '#eef1ff',
        muted: '#a1aacb',
        line: '#28314f',
        good: '#4fd0a5',
        warning: '#f4c14f',
        bad: '#ff9a86',
      },
    },
    radius: '4px',
    density: 'compact',
    font_family: null,
    terms: null,
    service: null,
    support: { email: 'service@voltwerk.example', phone: null, hours: null, url: null },
    legal: {
      company: 'Voltwerk AG',
      address: ['Am Umspannwerk 4', '20457 Hamburg'],
      imprint_url: 'https://voltwerk.example/impressum',
      privacy_url: 'https://voltwerk.example/datenschutz',
      accessibility_url: 'https://voltwerk.example/barrierefreiheit',
      pages: [],
      creditor: null,
    },
  },
};
