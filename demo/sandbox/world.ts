import { addMonths, berlinDateOf, startOfBerlinDay } from '../../src/domain/berlin-calendar.ts';
import { invoicesOf, type InvoiceObject } from './billing.ts';
import { organisationsAt, type Contract, type Organisation, type Person, type PlanRecord } from './customers.ts';
import { invoiceIdOf, subscriptionIdOf } from './identifiers.ts';
import {
  billingAddress,
  customerObject,
  meterOrdersOf,
  planObject,
  readingsOf,
  reductionsOf,
  subscriptionObject,
} from './objects.ts';
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
  /** Invoices that were issued before their time, newest first. */
  readonly #issued: InvoiceObject[] = [];
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
    const isWanted = (id: string): boolean =>
      data.parties.has(id) && (subscription === undefined || id === subscription);
    const issued = this.#issued.filter((invoice) => isWanted(invoice.subscription));
    const wanted = [...data.parties].filter(([id]) => subscription === undefined || id === subscription);
    return wanted
      .flatMap(([id, party]) => {
        const key = `${id} ${party.contract.start} ${party.contract.end ?? ''} ${this.#now().toISOString().slice(0, 13)}`;
        let invoices = this.#invoices.get(key);
        if (!invoices) this.#invoices.set(key, (invoices = invoicesOf(this.#series, party, this.#now())));
        return invoices;
      })
      .concat(issued)
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
    const issued = this.#issued.find((invoice) => invoice.id === id && data.parties.has(invoice.subscription));
    if (issued) return issued;
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

  /** Issues an invoice that does not follow from the contract and the clock. */
  issue(invoice: InvoiceObject): void {
    this.#issued.unshift(invoice);
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
        const contract = this.#asChanged(person, agreed);
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
      newestFirst(
        [...(this.#made.get(`${organisation.slug} ${kind}`) ?? []), ...lists[kind]].map((item) => this.#changed(item)),
      );
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

  /** A contract that has been terminated ends as that says; one that was activated began then. */
  #asChanged(person: Person, contract: Contract): Contract {
    const { start_at: start, end_at: end } = this.#changes.get(subscriptionIdOf(person.name, contract.name)) ?? {};
    return {
      ...contract,
      ...(typeof start === 'string' ? { start: berlinDateOf(start) } : {}),
      ...(typeof end === 'string' ? { end: berlinDateOf(end) } : {}),
    };
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
