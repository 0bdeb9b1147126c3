import {
  addDays,
  addMonths,
  berlinDateOf,
  startOfBerlinDay,
  startOfMonth,
  type BerlinDate,
} from '../../src/domain/berlin-calendar.ts';
import { contractNumber, invoicesOf, type InvoiceObject } from './billing.ts';
import {
  emailOfPerson,
  organisationsAt,
  type Contract,
  type Organisation,
  type Person,
  type PlanRecord,
} from './customers.ts';
import { customerIdOf, fractionOf, idOf, invoiceIdOf, subscriptionIdOf } from './identifiers.ts';
import type { Series } from './series.ts';

/** An object of the API, as JSON. */
export type ApiObject = Record<string, unknown> & { id: string };

/** A contract with everything that hangs on it. */
export interface Party {
  organisation: Organisation;
  person: Person;
  contract: Contract;
  plan: PlanRecord;
}

/** Everything that an organisation's token can see. Lists are newest first. */
export interface OrganisationData {
  organisation: Organisation;
  plans: ApiObject[];
  customers: ApiObject[];
  subscriptions: ApiObject[];
  meterReadings: ApiObject[];
  meterOrders: ApiObject[];
  gridFeeReductions: ApiObject[];
  /** By subscription id. */
  parties: Map<string, Party>;
}

const instant = (date: BerlinDate, clock = 0): string =>
  new Date(startOfBerlinDay(date).getTime() + clock * 3_600_000).toISOString();

/**
 * The sandbox's objects. Contracts are laid out around the instant at which it starts, and go on from there as the clock
 * does; what callers change (names, addresses, readings, orders, terminations) is kept in memory on top.
 */
export class World {
  readonly #series: Series;
  readonly #now: () => Date;
  readonly #organisations: readonly Organisation[];
  /** Changes by object id, laid over what follows from the clock. */
  readonly #changes = new Map<string, Record<string, unknown>>();
  /** Objects that callers made, by organisation and kind. */
  readonly #made = new Map<string, ApiObject[]>();
  readonly #invoices = new Map<string, InvoiceObject[]>();
  #day: string | undefined;
  #data: OrganisationData[] = [];

  constructor(series: Series, now: () => Date) {
    this.#series = series;
    this.#now = now;
    this.#organisations = organisationsAt(now());
  }

  get now(): Date {
    return this.#now();
  }

  /** What an organisation sees now. */
  organisation(slug: string): OrganisationData | undefined {
    this.#refresh();
    return this.#data.find(({ organisation }) => organisation.slug === slug);
  }

  /** All organisations, for signing in. */
  get organisations(): Organisation[] {
    this.#refresh();
    return this.#data.map(({ organisation }) => organisation);
  }

  /** The invoices of an organisation, newest first; all of them, or a subscription's. */
  invoices(data: OrganisationData, subscription?: string): InvoiceObject[] {
    const wanted = [...data.parties].filter(([id]) => subscription === undefined || id === subscription);
    return wanted
      .flatMap(([id, party]) => {
        const key = `${id} ${party.contract.end ?? ''} ${this.#now().toISOString().slice(0, 13)}`;
        let invoices = this.#invoices.get(key);
        if (!invoices) this.#invoices.set(key, (invoices = invoicesOf(this.#series, party, this.#now())));
        return invoices;
      })
      .sort((a, b) => (a.issued_at ?? '').localeCompare(b.issued_at ?? '') || a.id.localeCompare(b.id))
      .reverse();
  }

  /** The customer whom an object belongs to, by any id. */
  ownerOf(data: OrganisationData, id: string): string | undefined {
    if (data.customers.some((customer) => customer.id === id)) return id;
    for (const list of [data.subscriptions, data.meterReadings, data.meterOrders, data.gridFeeReductions]) {
      const found = list.find((item) => item.id === id);
      if (found) return idOfReference(found.customer);
    }
    return id.startsWith('inv_') ? this.invoice(data, id)?.customer : undefined;
  }

  /** One invoice, found without making those of all others. */
  invoice(data: OrganisationData, id: string): InvoiceObject | undefined {
    for (const [subscription, { contract }] of data.parties) {
      const end = contract.end ?? berlinDateOf(this.#now());
      for (let month = contract.start; month < end; month = addMonths(month, 1)) {
        const start = startOfBerlinDay(month).toISOString();
        if (id !== invoiceIdOf(subscription, month) && id !== invoiceIdOf(subscription, start, 'void')) continue;
        return this.invoices(data, subscription).find((invoice) => invoice.id === id);
      }
    }
    return undefined;
  }

  /** Lays a change over an object. */
  change(id: string, change: Record<string, unknown>): void {
    this.#changes.set(id, { ...this.#changes.get(id), ...change });
    this.#day = undefined;
  }

  /** Adds an object that a caller made. */
  add(slug: string, kind: 'meterReadings' | 'meterOrders' | 'gridFeeReductions', made: ApiObject): void {
    const key = `${slug} ${kind}`;
    this.#made.set(key, [made, ...(this.#made.get(key) ?? [])]);
    this.#day = undefined;
  }

  #refresh(): void {
    const day = berlinDateOf(this.#now());
    if (day === this.#day) return;
    this.#day = day;
    this.#data = this.#organisations.map((organisation) => this.#dataOf(organisation));
  }

  #dataOf(organisation: Organisation): OrganisationData {
    const parties = new Map<string, Party>();
    const customers: ApiObject[] = [];
    const subscriptions: ApiObject[] = [];
    for (const person of organisation.people) {
      const customer = this.#changed(customerObject(person));
      customers.push(customer);
      const billing = this.#changed(billingAddress(person));
      for (const agreed of person.contracts) {
        const contract = this.#terminated(person, agreed);
        const plan = organisation.plans.find(({ id }) => id === contract.plan);
        if (!plan) continue;
        const subscription = this.#changed(
          subscriptionObject({ person, contract, plan }, { customer, billing }, this.#now()),
        );
        parties.set(subscription.id, { organisation, person, contract, plan });
        subscriptions.push(subscription);
      }
    }
    const lists = {
      meterReadings: [...parties].flatMap(([id, party]) => readingsOf(id, party, this.#now())),
      meterOrders: [...parties].flatMap(([id, party]) => meterOrdersOf(id, party, this.#now())),
      gridFeeReductions: [...parties].flatMap(([id, party]) => reductionsOf(id, party)),
    };
    const made = (kind: keyof typeof lists): ApiObject[] =>
      newestFirst([...(this.#made.get(`${organisation.slug} ${kind}`) ?? []), ...lists[kind]]);
    return {
      organisation,
      plans: organisation.plans.map(planObject),
      customers: newestFirst(customers),
      subscriptions: newestFirst(subscriptions),
      meterReadings: made('meterReadings'),
      meterOrders: made('meterOrders'),
      gridFeeReductions: made('gridFeeReductions'),
      parties,
    };
  }

  /** A contract that a caller has terminated ends as that says. */
  #terminated(person: Person, contract: Contract): Contract {
    const end = this.#changes.get(subscriptionIdOf(person.name, contract.name))?.end_at;
    return typeof end === 'string' ? { ...contract, end: berlinDateOf(end) } : contract;
  }

  #changed(object: ApiObject): ApiObject {
    return { ...object, ...this.#changes.get(object.id) };
  }
}

/** The id of a part that is embedded or named by its id. */
export function idOfReference(reference: unknown): string {
  return typeof reference === 'string' ? reference : (reference as ApiObject).id;
}

function newestFirst(items: ApiObject[]): ApiObject[] {
  return items.sort((a, b) => String(b.created_at).localeCompare(String(a.created_at)) || b.id.localeCompare(a.id));
}

function planObject(plan: PlanRecord): ApiObject {
  const { id, name, slug, description, price, type } = plan;
  return {
    object: 'plan',
    id,
    name,
    slug,
    description,
    price,
    currency: 'EUR',
    created_at: '2021-01-01T00:00:00.000Z',
    type,
  };
}

function customerObject(person: Person): ApiObject {
  const first = person.contracts[0]?.start ?? ('2026-01-05' as BerlinDate);
  return {
    object: 'customer',
    id: customerIdOf(person.name),
    type: person.company ? 'company' : 'person',
    first_name: person.firstName,
    last_name: person.lastName,
    ...(person.company ? { company_name: person.company, vat_id: 'DE123456789' } : { vat_id: null }),
    email: emailOfPerson(person),
    created_at: instant(addDays(first, -45), 9 + fractionOf(person.name)),
  };
}

/** Where a customer's invoices go: one row, which all subscriptions of the customer refer to. */
function billingAddress(person: Person): ApiObject {
  const [first] = person.contracts;
  return {
    object: 'address',
    id: idOf('adr', `${person.name} billing`),
    street: first?.street,
    house_number: first?.houseNumber,
    zip: first?.zip,
    city: first?.city,
    created_at: customerObject(person).created_at,
  };
}

function subscriptionObject(
  { person, contract, plan }: Pick<Party, 'person' | 'contract' | 'plan'>,
  { customer, billing }: { customer: ApiObject; billing: ApiObject },
  now: Date,
): ApiObject {
  const today = berlinDateOf(now);
  const name = `${person.name} ${contract.name}`;
  const createdAt = instant(addDays(contract.start, -40), 9 + fractionOf(name));
  const address = {
    object: 'address',
    id: idOf('adr', name),
    street: contract.street,
    house_number: contract.houseNumber,
    zip: contract.zip,
    city: contract.city,
    created_at: createdAt,
  };
  const ended = contract.end !== null && contract.end <= today;
  return {
    object: 'subscription',
    id: subscriptionIdOf(person.name, contract.name),
    plan: plan.id,
    customer,
    address,
    billing_address: billing,
    meter: {
      object: 'meter',
      id: idOf('mtr', name),
      number: `1APA0${String(Math.floor(fractionOf(`${name} meter`) * 1e9)).padStart(9, '0')}`,
      type: contract.meter,
      melo: `DE000${String(Math.floor(fractionOf(`${name} melo`) * 1e12)).padStart(28, '0')}`,
      malo: '41373559241',
      created_at: createdAt,
    },
    payment_method: {
      object: 'payment_method',
      id: idOf('pm', name),
      type: 'sepa_debit',
      sepa_debit: { iban: 'DE************6485', account_holder: `${person.firstName} ${person.lastName}` },
      created_at: createdAt,
    },
    supplier: null,
    number: contractNumber(person, contract),
    status: ended ? 'ended' : contract.start > today ? 'pending' : 'active',
    estimated_usage: contract.annualKWh,
    created_at: createdAt,
    updated_at: createdAt,
    start_at: instant(contract.start),
    terminated_at: contract.end ? instant(addDays(contract.end, -30), 10) : null,
    end_at: contract.end ? instant(contract.end) : null,
    metadata: null,
    type: plan.type,
  };
}

/** Readings of an analog meter: one by the customer at the start, estimates by the grid, one by the grid each year. */
function readingsOf(subscription: string, { person, contract }: Party, now: Date): ApiObject[] {
  if (contract.meter !== 'analog') return [];
  const readings: ApiObject[] = [];
  const end = contract.end ?? berlinDateOf(now);
  let value = 18_250;
  for (let date = contract.start, n = 0; date <= end; date = addMonths(contract.start, 3 * n)) {
    const createdAt = instant(date, 12);
    if (createdAt > now.toISOString()) break;
    const type =
      n === 0 ? 'customer_report' : n % 4 === 0 ? 'grid_reading' : n === 3 ? 'customer_report' : 'grid_estimation';
    readings.push({
      object: 'meter_reading',
      id: idOf('mr', `${subscription} ${date}`),
      customer: customerIdOf(person.name),
      subscription,
      meter: idOf('mtr', `${person.name} ${contract.name}`),
      value,
      timestamp: instant(date),
      type,
      created_at: createdAt,
    });
    n += 1;
    value += Math.round((contract.annualKWh / 4) * (0.92 + 0.16 * fractionOf(`${subscription} ${n}`)));
  }
  return readings;
}

function meterOrdersOf(subscription: string, { person, contract }: Party, now: Date): ApiObject[] {
  const created = addDays(contract.start, 3);
  const common = {
    object: 'meter_order',
    id: idOf('prdo', subscription),
    subscription,
    customer: customerIdOf(person.name),
    provider: 'inexogy',
    created_at: instant(created, 9),
    installed_at: null,
    activated_at: null,
    cancelled_at: null,
    cancelled_reason: null,
    blocked_at: null,
    blocked_reason: null,
    appointment_at: null,
  };
  if (person.name === 'smart') {
    return [
      {
        ...common,
        status: 'activated',
        appointment_at: instant(addDays(created, 20), 9),
        installed_at: instant(addDays(created, 20), 10),
        activated_at: instant(addDays(created, 27), 10),
      },
    ];
  }
  if (person.name === 'analog') {
    return [{ ...common, status: 'scheduled', appointment_at: instant(addDays(berlinDateOf(now), 9), 10) }];
  }
  return [];
}

function reductionsOf(subscription: string, { person, contract }: Party): ApiObject[] {
  if (person.name !== 'smart') return [];
  const start = startOfMonth(addMonths(contract.start, 2));
  return [
    {
      object: 'grid_fee_reduction',
      id: idOf('gfr', subscription),
      subscription,
      type: 'enwg-14a-module-1',
      status: 'activated',
      valid_from: instant(start),
      valid_until: null,
      created_at: instant(addDays(start, -30), 9),
      updated_at: instant(start),
      customer: customerIdOf(person.name),
    },
  ];
}
