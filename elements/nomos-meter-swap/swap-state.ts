import type { CustomerRequest } from '../../src/contract/gateway/requests.ts';
import type { MeterOrder } from '../../src/contract/nomos/meter-order.ts';
import type { MeterReading } from '../../src/contract/nomos/meter-reading.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import type { BerlinDate } from '../../src/domain/berlin-calendar.ts';
import type { ChosenFile } from '../../src/ui/file-field.ts';
import type { ShownError } from '../../src/ui/notices.ts';
import type { Ordering } from '../../src/ui/product-ordering.ts';
import type { ReceiptFile } from '../../src/ui/request-receipt.ts';
import type { SwapDraft } from './swap-draft.ts';
import type { FieldProblems, SendingProblem } from './swap-problem.ts';

/** Why there is nothing to report. */
export type SwapIdleReason =
  | { type: 'no-subscription' | 'not-active' }
  | {
      type: 'pending' | 'ended';
      /** UTC instant: the start of supply, or its end, which is exclusive. */
      at: string | null;
    };

/** Reports from before. They load and fail by themselves, and the form works without them. */
export type EarlierSwaps =
  | { type: 'loading' }
  | { type: 'error'; error: ShownError }
  /** Newest first. */
  | { type: 'loaded'; requests: CustomerRequest[] };

/** A report that was taken. */
export interface SentSwap {
  request: CustomerRequest;
  /** The key that it was made with. */
  key: string;
  /** Where the confirmation goes. */
  email: string | null;
  file: ReceiptFile;
}

/** What `<nomos-meter-swap>` shows. */
export type MeterSwapState =
  | { type: 'signed-out' }
  | { type: 'loading' }
  | { type: 'empty'; reason: SwapIdleReason }
  | { type: 'error'; error: ShownError }
  | {
      type: 'loaded';
      subscription: Subscription;
      /** The Berlin day that it is. */
      today: BerlinDate;
      draft: SwapDraft;
      photo: ChosenFile;
      saving: boolean;
      problems: FieldProblems;
      failure: SendingProblem | null;
      /** A known reading that is higher than the final one: asked about once, never a reason to refuse. */
      doubt: MeterReading | null;
      /** In place of the form. */
      sent: SentSwap | null;
      earlier: EarlierSwaps;
      /** What there is of orders of smart meters; `null` while it is not known. */
      meterOrders: readonly MeterOrder[] | null;
      ordering: Ordering;
    };

export type LoadedSwap = Extract<MeterSwapState, { type: 'loaded' }>;
