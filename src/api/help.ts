import * as z from 'zod/mini';
import { helpPath, helpSchema, type HelpArticle, type HelpFeedback } from '../contract/gateway/help.ts';
import { writeHeader } from '../contract/gateway/routes.ts';
import type { GatewayClient } from './gateway-client.ts';
import type { CallOptions } from './nomos-client.ts';
import type { Query } from './query.ts';
import { request } from './request.ts';

/** Articles change when the gateway is started anew, if ever. Milliseconds. */
const freshFor = 30 * 60_000;

/** `GET /gateway/help`: every article in a language, in the order in which they are shown. Public. */
export function helpQuery({ transport }: GatewayClient, locale: string): Query<HelpArticle[]> {
  return {
    queryKey: ['public', 'help', locale],
    queryFn: async ({ signal }) => {
      const path = `${helpPath}?locale=${encodeURIComponent(locale)}`;
      return (await request(transport, path, helpSchema, { signal })).articles;
    },
    staleTime: freshFor,
  };
}

/**
 * `POST /gateway/help/{slug}/feedback`: says whether an article helped. Only a count is kept.
 *
 * @throws {NomosApiError} `rate-limited` when this network has said so too often.
 */
export async function sendHelpFeedback(
  { transport }: GatewayClient,
  slug: string,
  feedback: HelpFeedback,
  { signal }: CallOptions = {},
): Promise<void> {
  await request(transport, `${helpPath}/${encodeURIComponent(slug)}/feedback`, z.unknown(), {
    method: 'POST',
    body: feedback,
    headers: { [writeHeader.name]: writeHeader.value },
    signal,
  });
}
