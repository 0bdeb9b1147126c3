import { getInvoice, getPlan, getPrices, getUsage, listInvoices } from './resources.ts';
import type { Invoice } from '../contract/nomos/invoice.ts';
import type { List } from '../contract/nomos/list.ts';
import type { Plan } from '../contract/nomos/plan.ts';
import type { Price } from '../contract/nomos/price.ts';
import type { Usage } from '../contract/nomos/usage.ts';
import type { NomosClient } from './nomos-client.ts';
import type { InvoicesQuery, PricesQuery, UsageQuery } from './resources.ts';

/** What is asked, how, and how long the answer counts as fresh. */
export interface Query<Data> {
  queryKey: readonly unknown[];
  queryFn: (context: { signal: AbortSignal }) => Promise<Data>;
  /** Milliseconds. */
  staleTime?: number;
}

/** A list that is read page by page, by the cursor of the page before. */
export interface PagedQuery<Item> {
  queryKey: readonly unknown[];
  queryFn: (context: { signal: AbortSignal; pageParam: string | null }) => Promise<List<Item>>;
  initialPageParam: string | null;
  getNextPageParam: (last: List<Item>) => string | null;
  staleTime?: number;
}

const minute = 60_000;

/** A plan: its name and basic fee hardly ever change. */
export function planQuery(client: NomosClient, id: string): Query<Plan> {
  return { queryKey: ['plan', id], queryFn: ({ signal }) => getPlan(client, id, { signal }), staleTime: 60 * minute };
}

/** The prices of Berlin days, the end inclusive. */
export function pricesQuery(
  client: NomosClient,
  { subscription, ...query }: PricesQuery & { subscription: string },
): Query<Price> {
  return {
    queryKey: ['prices', subscription, query],
    queryFn: ({ signal }) => getPrices(client, subscription, query, { signal }),
    staleTime: 5 * minute,
  };
}

/** The usage of Berlin days, the end exclusive. */
export function usageQuery(
  client: NomosClient,
  { subscription, ...query }: UsageQuery & { subscription: string },
): Query<Usage> {
  return {
    queryKey: ['usage', subscription, query],
    queryFn: ({ signal }) => getUsage(client, subscription, query, { signal }),
    staleTime: 5 * minute,
  };
}

/** One invoice. */
export function invoiceQuery(client: NomosClient, id: string): Query<Invoice> {
  return { queryKey: ['invoice', id], queryFn: ({ signal }) => getInvoice(client, id, { signal }) };
}

/** The invoices of a subscription, newest first. */
export function invoicesQuery(client: NomosClient, query: Omit<InvoicesQuery, 'cursor'>): PagedQuery<Invoice> {
  return {
    queryKey: ['invoices', query],
    queryFn: ({ signal, pageParam }) => listInvoices(client, { ...query, cursor: pageParam }, { signal }),
    initialPageParam: null,
    getNextPageParam: (last) => (last.has_more ? last.next_page : null),
  };
}
