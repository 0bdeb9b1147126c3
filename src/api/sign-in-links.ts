import { linkAnswerSchema, linkPaths, type ConfirmLink, type LinkAnswer } from '../contract/gateway/sign-in-links.ts';
import { writeHeader } from '../contract/gateway/routes.ts';
import type { GatewayClient } from './gateway-client.ts';
import { request } from './request.ts';

/**
 * Signs in by a link. A link that is not accepted is an error of kind `invalid`, with `used_link` or `expired_link` in
 * `fieldErrors[0].code`.
 */
export async function confirmLink({ transport }: GatewayClient, link: ConfirmLink): Promise<LinkAnswer> {
  const { status, email, ...session } = await request(transport, linkPaths.use, linkAnswerSchema, {
    method: 'POST',
    body: link,
    headers: { [writeHeader.name]: writeHeader.value },
  });
  return status === 'unconfirmed' ? { status, email: email ?? '' } : { status, ...session };
}
