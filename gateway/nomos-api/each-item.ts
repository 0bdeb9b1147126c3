import * as z from 'zod/mini';
import { listSchema } from '../../src/contract/nomos/list.ts';
import { badGateway } from '../errors.ts';
import type { Upstream } from './upstream.ts';

/** How many pages of 100 are searched, should the API ignore the filter. */
const maximumPages = 50;

/**
 * Reads a list page by page until nothing is left or `visit` says that it has seen enough.
 *
 * @param path - With a query.
 * @throws {GatewayError} 502 when a page is not there or is no list.
 */
export async function eachItem<Item>(
  upstream: Upstream,
  path: string,
  schema: z.ZodMiniType<Item>,
  visit: (item: Item) => boolean,
): Promise<void> {
  let cursor: string | null = null;
  for (let page = 0; page < maximumPages; page += 1) {
    const { status, body } = await upstream.get(path + (cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''));
    if (status !== 200) throw badGateway(`The Nomos API answered ${status}`);
    const list = z.safeParse(listSchema(schema), body);
    if (!list.success) throw badGateway('The Nomos API answered with something else than a list');
    for (const item of list.data.items) if (visit(item)) return;
    cursor = list.data.has_more ? list.data.next_page : null;
    if (!cursor) return;
  }
}
