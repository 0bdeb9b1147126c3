import { legalPath, legalTextSchema, type LegalText } from '../contract/gateway/legal.ts';
import type { GatewayClient } from './gateway-client.ts';
import type { Query } from './query.ts';
import { request } from './request.ts';

/** `GET /gateway/legal/{page}`: a legal text of the supplier in a language. Public. */
export function legalTextQuery({ transport }: GatewayClient, page: string, locale: string): Query<LegalText> {
  return {
    queryKey: ['public', 'legal', page, locale],
    queryFn: ({ signal }) =>
      request(
        transport,
        `${legalPath}/${encodeURIComponent(page)}?locale=${encodeURIComponent(locale)}`,
        legalTextSchema,
        { signal },
      ),
    staleTime: 30 * 60_000,
  };
}
