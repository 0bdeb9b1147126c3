import * as z from 'zod/mini';
import { nullish } from '../tolerant.ts';
import type { GatewaySession } from './session.ts';

/** Where links are made, by a supplier's backend alone and never by browsers, and where they are used. */
export const linkPaths = { make: '/admin/magic_link', use: '/gateway/sign-in/links' } as const;

/** What a link signs in by: one that a supplier's backend asked for, or the one in a mail with a code. */
export const linkTypes = ['magiclink', 'email'] as const;

/**
 * Signs in by a link. `confirmed` says that the customer has seen for which address it is: a link from a mail needs that in
 * any browser but the one that asked for the mail.
 */
export const confirmLinkSchema = z.object({
  token_hash: z.string().check(z.maxLength(200)),
  type: z.literal(linkTypes),
  confirmed: z.optional(z.boolean()),
});

/** A session, or the address that the customer has to confirm first. */
export const linkAnswerSchema = z.object({
  status: z.literal(['signed-in', 'unconfirmed']),
  /** With a session: `cus_…`, and the UTC instant at which it ends. */
  customer: nullish(z.string()),
  expires_at: nullish(z.string()),
  /** Without one. */
  email: nullish(z.string()),
});

/** Asks for a link to the portal of a customer (`cus_…`); `next` is the route that it leads to. */
export const createMagicLinkSchema = z.object({
  customerId: z.string().check(z.maxLength(100)),
  next: z.optional(z.string().check(z.maxLength(2000))),
});

/** A link for one customer, for one use, for a minute. */
export interface MagicLink {
  object: 'magic_link';
  link: string;
}

export type LinkType = (typeof linkTypes)[number];
export type ConfirmLink = z.output<typeof confirmLinkSchema>;
export type LinkAnswer = GatewaySession | { status: 'unconfirmed'; email: string };

/** Why a link was not accepted: `errors[0].code` of the 422 answer. */
export type LinkProblem = 'expired_link' | 'used_link';
