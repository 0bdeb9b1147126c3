import { customerSchema, type Customer } from '../contract/nomos/customer.ts';
import { gridFeeReductionSchema, type GridFeeReduction } from '../contract/nomos/grid-fee-reduction.ts';
import { invoiceSchema, type Invoice } from '../contract/nomos/invoice.ts';
import type { List } from '../contract/nomos/list.ts';
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
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';

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

const ofSubscription = (subscription: string) => (item: { subscription: string }) => item.subscription === subscription;

/** `GET /customers/{id}` */
export function getCustomer(client: NomosClient, id: string, options?: CallOptions): Promise<Customer> {
  return client.get(pathOf(['customers', id]), customerSchema, options);
}

/** `GET /subscriptions`, of one customer; parts by id only. */
export function listSubscriptions(
  client: NomosClient,
  { customer, limit = 100, cursor }: Page & { customer: string },
  options?: CallOptions,
): Promise<List<SubscriptionListItem>> {
  const path = pathOf(['subscriptions'], { 'filter[customer][eq]': customer, limit, cursor });
  return client.list(path, subscriptionListItemSchema, (item) => item.customer === customer, options);
}

/** `GET /subscriptions/{id}`, with its parts. */
export function getSubscription(client: NomosClient, id: string, options?: CallOptions): Promise<Subscription> {
  return client.get(pathOf(['subscriptions', id]), subscriptionSchema, options);
}

/** `GET /subscriptions/{id}/usage` */
export function getUsage(
  client: NomosClient,
  id: string,
  { start, end, resolution }: UsageQuery,
  options?: CallOptions,
): Promise<Usage> {
  return client.get(pathOf(['subscriptions', id, 'usage'], { start, end, resolution }), usageSchema, options);
}

/** `GET /subscriptions/{id}/prices` */
export function getPrices(
  client: NomosClient,
  id: string,
  { start, end }: PricesQuery,
  options?: CallOptions,
): Promise<Price> {
  return client.get(pathOf(['subscriptions', id, 'prices'], { start, end }), priceSchema, options);
}

/** `GET /invoices`, of one subscription, newest first. */
export function listInvoices(client: NomosClient, query: InvoicesQuery, options?: CallOptions): Promise<List<Invoice>> {
  const path = pathOf(['invoices'], {
    'filter[subscription][eq]': query.subscription,
    'filter[status][eq]': query.status,
    'filter[type][eq]': query.type,
    'filter[period_start][gte]': query.periodStartFrom,
    'filter[period_start][lt]': query.periodStartBefore,
    limit: query.limit,
    cursor: query.cursor,
  });
  return client.list(path, invoiceSchema, ofSubscription(query.subscription), options);
}

/** `GET /invoices/{id}` */
export function getInvoice(client: NomosClient, id: string, options?: CallOptions): Promise<Invoice> {
  return client.get(pathOf(['invoices', id]), invoiceSchema, options);
}

/** Address of an invoice's PDF; with `download` the browser saves it under the invoice's number. */
export function invoiceFileUrl(client: NomosClient, id: string, { download = false } = {}): string {
  return client.url(pathOf(['invoices', id, 'file'], { download: download ? 1 : undefined }));
}

/** `GET /meter-readings`, of one subscription. */
export function listMeterReadings(
  client: NomosClient,
  { subscription, limit, cursor }: Page & { subscription: string },
  options?: CallOptions,
): Promise<List<MeterReading>> {
  const path = pathOf(['meter-readings'], { 'filter[subscription][eq]': subscription, limit, cursor });
  return client.list(path, meterReadingSchema, ofSubscription(subscription), options);
}

/** `GET /meter-orders`, of one subscription. */
export function listMeterOrders(
  client: NomosClient,
  { subscription, limit, cursor }: Page & { subscription: string },
  options?: CallOptions,
): Promise<List<MeterOrder>> {
  const path = pathOf(['meter-orders'], { 'filter[subscription][eq]': subscription, limit, cursor });
  return client.list(path, meterOrderSchema, ofSubscription(subscription), options);
}

/** `GET /grid-fee-reductions`, of one subscription. */
export function listGridFeeReductions(
  client: NomosClient,
  { subscription, limit, cursor }: Page & { subscription: string },
  options?: CallOptions,
): Promise<List<GridFeeReduction>> {
  const path = pathOf(['grid-fee-reductions'], { 'filter[subscription][eq]': subscription, limit, cursor });
  return client.list(path, gridFeeReductionSchema, ofSubscription(subscription), options);
}

/** `GET /plans/{id}` */
export function getPlan(client: NomosClient, id: string, options?: CallOptions): Promise<Plan> {
  return client.get(pathOf(['plans', id]), planSchema, options);
}

/** `GET /plans/{id}/quote`: what the plan costs at a place, for a yearly usage in kWh. */
export function getQuote(
  client: NomosClient,
  plan: string,
  { zipCode, usage, meterType }: { zipCode: string; usage: number; meterType: string },
  options?: CallOptions,
): Promise<Quote> {
  const path = pathOf(['plans', plan, 'quote'], { zip_code: zipCode, usage, meter_type: meterType });
  return client.get(path, quoteSchema, options);
}
