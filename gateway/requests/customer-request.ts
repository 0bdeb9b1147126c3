import type { CheckedRequest } from '../../src/contract/gateway/requests.ts';

/** A file that came with a request. What the sender called it may be anything, and is forgotten. */
export interface Attachment {
  /** By what is in it. */
  type: string;
  /** Of the name that we give it, without the dot. */
  ending: string;
  content: Buffer;
}

type WithoutKey<Request> = Request extends unknown ? Omit<Request, 'key'> : never;

/** What is asked. The key is with whoever made it, and with nobody else. */
export type RequestContent = WithoutKey<CheckedRequest>;

/** A customer as the Nomos API knew them when the request was made, and the contract that is meant if it is one of theirs. */
export interface KnownCustomer {
  name: string;
  email: string;
  contractNumber: string | null;
  deliveryAddress: string | null;
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
  /** Checked and tidied: trimmed, without control characters. */
  content: RequestContent;
  /** `null` when nobody was signed in, or the Nomos API did not answer. */
  known: KnownCustomer | null;
  /** Of the file that came with it. The file itself is kept apart, and goes when the supplier has it. */
  attachmentName: string | null;
  outcome: Outcome;
  /** When the supplier's mail was out. */
  forwardedAt: Date | null;
}

/** A line of a request's content as people read it: the same in the answer, in the mails and on the receipt. */
export interface SummaryLine {
  label: string;
  value: string;
}
