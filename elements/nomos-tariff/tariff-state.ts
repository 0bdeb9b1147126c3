import type { Brand } from '../../src/contract/gateway/brand.ts';
import type { CustomerRequest } from '../../src/contract/gateway/requests.ts';
import type { Terms } from '../../src/contract/gateway/terms.ts';
import type { Price } from '../../src/contract/nomos/price.ts';
import type { Quote } from '../../src/contract/nomos/quote.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import type { MeasuredYear } from '../../src/domain/measured-year.ts';
import type { Formats } from '../../src/domain/format.ts';
import type { ShownError } from '../../src/ui/notices.ts';

/** Something that loads by itself: without it the rest stands. */
export type Piece<Content> =
  | { type: 'loading' }
  /** There is none, and asking again would not change that. */
  | { type: 'none' }
  | { type: 'error'; error: ShownError }
  | { type: 'loaded'; content: Content };

/** What can be copied. */
export type Identifier = 'malo' | 'melo' | 'meter' | 'number';

/** What was copied last, and whether that worked. */
export interface Copied {
  what: Identifier;
  done: boolean;
}

/** What `<nomos-tariff>` shows. */
export type TariffState =
  | { type: 'signed-out' }
  | { type: 'loading' }
  | { type: 'empty' }
  | { type: 'error'; error: ShownError }
  | {
      type: 'loaded';
      subscription: Subscription;
      now: Date;
      /** The name of the plan, once it is known. */
      planName: string | null;
      /** What the plan costs at the place of delivery. */
      quote: Piece<Quote>;
      /** The prices of today; `none` where no price of the moment applies. */
      price: Piece<Price>;
      /** What was used in twelve whole months, where there are as many. */
      measured: MeasuredYear | null;
      /** What the customer asked for concerning this contract, newest first. */
      requests: Piece<CustomerRequest[]>;
      /** Who supplies, once the brand is known. */
      supplier: Pick<Brand, 'legal' | 'support'> | null;
      /** What the supplier's contracts say. */
      terms: Terms | null;
      copied: Copied | null;
    };

export type LoadedTariff = Extract<TariffState, { type: 'loaded' }>;

/** What the cards need to draw themselves. */
export interface TariffContext {
  formats: Formats;
  /** The level of the cards' headings. */
  headingLevel: number;
  onRetry: () => void;
}
