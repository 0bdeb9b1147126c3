import type * as z from 'zod/mini';
import { apiVersion } from '../contract/gateway/routes.ts';
import { customerSchema, type Customer } from '../contract/nomos/customer.ts';
import { gridFeeReductionSchema, type GridFeeReduction } from '../contract/nomos/grid-fee-reduction.ts';
import { invoiceSchema, type Invoice } from '../contract/nomos/invoice.ts';
import { listSchema, type List } from '../contract/nomos/list.ts';
import { meterOrderSchema, type MeterOrder } from '../contract/nomos/meter-order.ts';
import { meterReadingSchema, type MeterReading } from '../contract/nomos/meter-reading.ts';
import { planSchema, type Plan } from '../contract/nomos/plan.ts';
import { priceSchema, type Price } from '../contract/nomos/price.ts';
import { quoteSchema, type Quote } from '../contract/nomos/quote.ts';
import {
  subscriptionListItemSchema,
  subscriptionSchema,
  type Subscription,
  type SubscriptionListItem,
} from '../contract/nomos/subscription.ts';
import { usageSchema, type Usage } from '../contract/nomos/usage.ts';
import { request, type Transport } from './request.ts';

/** What every call takes. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
}

/** Which page of a list: at most 100 items; the cursor of the page before. */
export interface Page {
  limit?: number;
  cursor?: string | null;
}

/** Which invoices of a subscription. */
export interface InvoicesQuery extends Page {
  subscription: string;
  status?: string;
  type?: string;
  /** UTC instant; the billed period begins then or later. */
  periodStartFrom?: string;
  /** UTC instant; the billed period begins before it. */
  periodStartBefore?: string;
}

/** Which usage: Berlin days `yyyy-mm-dd`, the end exclusive. */
export interface UsageQuery {
  start?: string;
  end?: string;
  resolution?: '15min' | 'hour' | 'day' | 'week' | 'month' | 'auto';
}

/** Which prices: Berlin days `yyyy-mm-dd`, the end inclusive. */
export interface PricesQuery {
  start: string;
  end: string;
}

/** The Nomos API as a signed-in customer sees it: the gateway's mirror, or a server that speaks the same paths. */
export type NomosClient = ReturnType<typeof createNomosClient>;

type Query = Record<string, string | number | null | undefined>;

function search(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) parameters.append(name, String(value));
  }
  const text = parameters.toString();
  return text && `?${text}`;
}

/**
 * A client of the Nomos API. Every method rejects with a `NomosApiError` and nothing else.
 *
 * The API ignores filters that it does not know and then gives the whole list, so every item of a list is checked for the
 * subscription or customer that was asked for, and dropped when it is another's.
 */
export function createNomosClient(transport: Transport) {
  const get = <Schema extends z.ZodMiniType>(
    path: string,
    schema: Schema,
    options: CallOptions = {},
  ): Promise<z.output<Schema>> =>
    request(transport, path, schema, { headers: { 'x-api-version': apiVersion }, signal: options.signal });

  const list = async <Item>(
    path: string,
    schema: z.ZodMiniType<Item>,
    query: Query,
    isAskedFor: (item: Item) => boolean,
    options?: CallOptions,
  ): Promise<List<Item>> => {
    const page = await get(path + search(query), listSchema(schema), options);
    return { ...page, items: page.items.filter(isAskedFor) };
  };

  const ofSubscription = (subscription: string) => (item: { subscription: string }) =>
    item.subscription === subscription;

  const path = (...segments: string[]): string => segments.map((segment) => `/${encodeURIComponent(segment)}`).join('');

  return {
    customer: (id: string, options?: CallOptions): Promise<Customer> =>
      get(path('customers', id), customerSchema, options),

    subscriptions: (
      { customer, limit = 100, cursor }: Page & { customer: string },
      options?: CallOptions,
    ): Promise<List<SubscriptionListItem>> =>
      list(
        '/subscriptions',
        subscriptionListItemSchema,
        { 'filter[customer][eq]': customer, limit, cursor },
        (item) => item.customer === customer,
        options,
      ),

    subscription: (id: string, options?: CallOptions): Promise<Subscription> =>
      get(path('subscriptions', id), subscriptionSchema, options),

    usage: (id: string, { start, end, resolution }: UsageQuery, options?: CallOptions): Promise<Usage> =>
      get(path('subscriptions', id, 'usage') + search({ start, end, resolution }), usageSchema, options),

    prices: (id: string, { start, end }: PricesQuery, options?: CallOptions): Promise<Price> =>
      get(path('subscriptions', id, 'prices') + search({ start, end }), priceSchema, options),

    invoices: (query: InvoicesQuery, options?: CallOptions): Promise<List<Invoice>> =>
      list(
        '/invoices',
        invoiceSchema,
        {
          'filter[subscription][eq]': query.subscription,
          'filter[status][eq]': query.status,
          'filter[type][eq]': query.type,
          'filter[period_start][gte]': query.periodStartFrom,
          'filter[period_start][lt]': query.periodStartBefore,
          limit: query.limit,
          cursor: query.cursor,
        },
        ofSubscription(query.subscription),
        options,
      ),

    invoice: (id: string, options?: CallOptions): Promise<Invoice> => get(path('invoices', id), invoiceSchema, options),

    /** Address of an invoice's PDF; with `download` the browser saves it under the invoice's number. */
    invoiceFileUrl: (id: string, { download = false } = {}): string =>
      transport.baseUrl + path('invoices', id, 'file') + search({ download: download ? 1 : undefined }),

    meterReadings: (
      { subscription, limit, cursor }: Page & { subscription: string },
      options?: CallOptions,
    ): Promise<List<MeterReading>> =>
      list(
        '/meter-readings',
        meterReadingSchema,
        { 'filter[subscription][eq]': subscription, limit, cursor },
        ofSubscription(subscription),
        options,
      ),

    meterOrders: (
      { subscription, limit, cursor }: Page & { subscription: string },
      options?: CallOptions,
    ): Promise<List<MeterOrder>> =>
      list(
        '/meter-orders',
        meterOrderSchema,
        { 'filter[subscription][eq]': subscription, limit, cursor },
        ofSubscription(subscription),
        options,
      ),

    gridFeeReductions: (
      { subscription, limit, cursor }: Page & { subscription: string },
      options?: CallOptions,
    ): Promise<List<GridFeeReduction>> =>
      list(
        '/grid-fee-reductions',
        gridFeeReductionSchema,
        { 'filter[subscription][eq]': subscription, limit, cursor },
        ofSubscription(subscription),
        options,
      ),

    plan: (id: string, options?: CallOptions): Promise<Plan> => get(path('plans', id), planSchema, options),

    quote: (
      plan: string,
      { zipCode, usage, meterType }: { zipCode: string; usage: number; meterType: string },
      options?: CallOptions,
    ): Promise<Quote> =>
      get(
        path('plans', plan, 'quote') + search({ zip_code: zipCode, usage, meter_type: meterType }),
        quoteSchema,
        options,
      ),
  };
}
