import type { NomosApiError } from '../api/nomos-api-error.ts';
import type { Customer } from '../contract/nomos/customer.ts';
import type { Subscription } from '../contract/nomos/subscription.ts';

/** Who is signed in, as far as is known. */
export type SessionSnapshot =
  | { status: 'starting' }
  | {
      status: 'signed-out';
      /** `expired`: the session ended without the customer's doing. */
      reason: 'none' | 'signed-out' | 'expired';
    }
  | {
      status: 'signed-in';
      customer: Customer;
      /** Newest first. */
      subscriptions: Subscription[];
      /** The one that the elements show; `null` for a customer without any. */
      active: Subscription | null;
    }
  | { status: 'unreachable'; error: NomosApiError };

/** The theme of the portal: light, dark, or as the device has it. */
export type SessionTheme = 'light' | 'dark' | 'system';
