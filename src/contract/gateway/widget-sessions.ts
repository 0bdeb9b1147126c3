import * as z from 'zod/mini';
import { nullish } from '../tolerant.ts';

/**
 * Sessions of widgets on suppliers' own sites. `make` is for a supplier's backend and never for browsers; the others are for
 * the pages of origins that the tenant lists.
 */
export const widgetSessionPaths = {
  make: '/admin/widget_session',
  renew: '/gateway/widget-session/renewals',
  succeed: '/gateway/widget-session/successions',
} as const;

/** Asks for a token for a customer (`cus_…`) on the pages of an origin. */
export const createWidgetSessionSchema = z.object({
  customerId: z.string().check(z.maxLength(100)),
  origin: z.string().check(z.maxLength(300)),
});

/** A token for one customer on the pages of one origin, until a UTC instant. */
export interface WidgetSession {
  object: 'widget_session';
  token: string;
  expires_at: string;
}

/** Asks for new tokens by the refresh token, which is good for one use. */
export const renewalSchema = z.object({ refresh_token: z.string().check(z.maxLength(200)) });

/** Makes the session of an older token go on under the one that asks; the older one is worth nothing afterwards. */
export const successionSchema = z.object({ predecessor: z.string().check(z.maxLength(200)) });

/**
 * What signing in, or a renewal, gives on a supplier's own site: the session as elsewhere, and the tokens in place of a
 * cookie. `null` where the origin is the portal's own and a cookie was set.
 */
export const widgetSignInSchema = z.object({
  status: z.literal(['signed-in', 'signed-out']),
  customer: nullish(z.string()),
  expires_at: nullish(z.string()),
  token: nullish(z.string()),
  token_expires_at: nullish(z.string()),
  refresh_token: nullish(z.string()),
});

export type WidgetSignIn = z.output<typeof widgetSignInSchema>;
