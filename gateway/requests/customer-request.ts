import type { CheckedRequest } from '../../src/contract/gateway/requests.ts';

/** A file that came with a request. */
export interface Attachment {
  /** A name of our own, with the ending of its type: what the sender called it may be anything. */
  name: string;
  /** By what is in it. */
  type: string;
  content: Buffer;
}

/** What became of the part of a request that the Nomos API can carry out. */
export type Outcome =
  /** It has; supply ends at this exclusive Berlin midnight. */
  | { type: 'applied'; endAt: Date }
  /** It will not, for this reason (its own code): a person has to. */
  | { type: 'refused'; code: string }
  /** It did not answer yet. */
  | { type: 'open' }
  /** There is nothing for it to do. */
  | { type: 'none' };

/** A request as it is written down. */
export interface StoredRequest {
  /** `req_…` */
  id: string;
  /** For the telephone, such as `K7QF-2M9A`. */
  reference: string;
  /** Slug of the tenant. */
  tenant: string;
  /** `cus_…` of whoever was signed in; `null` for somebody who was not. */
  customer: string | null;
  receivedAt: Date;
  /** Without its key. Checked and tidied: trimmed, without control characters. */
  content: CheckedRequest;
  /**
   * What is known of a signed-in customer and the contract, as it was when the request was made; `null` when nobody was
   * signed in, or no contract of theirs is meant.
   */
  known: { name: string; email: string; contractNumber: string | null; deliveryAddress: string | null } | null;
  attachment: Attachment | null;
  outcome: Outcome;
}

/** A line of a request's content as people read it: the same in the answer, in the mails and on the receipt. */
export interface SummaryLine {
  label: string;
  value: string;
}
