import { invoiceSchema, type Invoice } from '../contract/nomos/invoice.ts';
import type { List } from '../contract/nomos/list.ts';
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';
import { ofSubscription, type Page } from './page.ts';
import type { PageQueries } from './query-cache.ts';
import type { Query } from './query.ts';

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

/** A page of a list, and which one it is, from 1. */
export interface NumberedPage<Item> extends List<Item> {
  page: number;
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

/** One invoice. */
export function invoiceQuery(client: NomosClient, id: string): Query<Invoice> {
  return { queryKey: ['invoice', id], queryFn: ({ signal }) => getInvoice(client, id, { signal }) };
}

/**
 * A page of a subscription's invoices, newest first; the last one when there are not so many. The API pages by cursor, so
 * that a page is reached through the ones before it, of which those in the cache are not asked again.
 */
export function invoicesQuery(
  { client, queryClient }: { client: NomosClient; queryClient: PageQueries },
  query: Omit<InvoicesQuery, 'cursor'>,
  page = 1,
): Query<NumberedPage<Invoice>> {
  return {
    queryKey: ['invoices', query, page],
    queryFn: async ({ signal }) => {
      const before =
        page > 1 ? await queryClient.query(invoicesQuery({ client, queryClient }, query, page - 1)) : undefined;
      if (before && (!before.next_page || !before.has_more)) return before;
      return { ...(await listInvoices(client, { ...query, cursor: before?.next_page ?? null }, { signal })), page };
    },
  };
}
