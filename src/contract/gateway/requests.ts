import * as z from 'zod/mini';
import { nullish, openEnum } from '../tolerant.ts';
import { longestText } from './request-bounds.ts';

/*
 * What customers ask of the supplier that is more than reading: declarations (cancellation, withdrawal), an exchanged
 * meter, a message. The gateway writes each down before it answers, and sees to it that it arrives.
 */

/** Where requests are made and read. A receipt lies below a request: `/gateway/requests/{id}/receipt`. */
export const requestsPath = '/gateway/requests';

/** The parts of a request that is sent with a file (`multipart/form-data`): the request as JSON, and the file. */
export const requestParts = { request: 'request', attachment: 'attachment' } as const;

const text = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
const line = text(longestText.line);
const subscription = z.string().check(z.regex(/^sub_[A-Za-z0-9]{1,64}$/));
/** A Berlin day, `yyyy-mm-dd`; whether there is such a day is for the gateway to say. */
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
/** A state of a meter in kWh. */
const reading = z.number().check(z.minimum(0), z.maximum(99_999_999));

const every = {
  /**
   * Made by whoever asks, from at least 128 random bits: the same request with the same key is one request, however often
   * it is sent; and whoever has the key may read the receipt.
   */
  key: z.string().check(z.regex(/^[A-Za-z0-9_-]{22,64}$/)),
  /** The language of the confirmation. */
  locale: z.literal(['de', 'en']),
};

/** Who asks, and where the confirmation goes. */
const person = { name: line, email: text(longestText.email) };

/**
 * Which contract is meant: one of a signed-in customer's own by its id, else in a person's words (contract number, meter
 * number or address). One of the two has to be there.
 */
const contract = { subscription: nullish(subscription), contract: nullish(line) };

/** A postal address as a person gives it. */
export const newAddressSchema = z.object({ street: line, house_number: line, zip: line, city: line });

/** The fields that s. 312k BGB allows: kind and reason, person, contract, date, where the confirmation goes. */
export const cancellationSchema = z.object({
  ...every,
  ...person,
  ...contract,
  kind: z.literal('cancellation'),
  termination: z.literal(['ordinary', 'move-out', 'extraordinary']),
  /** The last Berlin day of supply that is wished for; `null` is as early as can be. A move-out names its day. */
  last_day: nullish(day),
  /** Why, in a person's words; needed when extraordinary. */
  reason: nullish(text(longestText.reason)),
  /** Where the last invoice goes after a move. */
  new_address: nullish(newAddressSchema),
});

/** The fields that s. 356a BGB asks for: person, contract, where the confirmation goes. */
export const withdrawalSchema = z.object({
  ...every,
  ...person,
  ...contract,
  kind: z.literal('withdrawal'),
  /** Anything that somebody wants to add; never needed. */
  note: nullish(text(longestText.reason)),
});

/** A meter that was exchanged, of one of a signed-in customer's subscriptions. */
export const meterSwapSchema = z.object({
  ...every,
  kind: z.literal('meter-swap'),
  subscription,
  /** The Berlin day of the exchange. */
  exchanged_on: day,
  old_meter_number: line,
  /** The last state of the old meter. */
  old_reading_kwh: reading,
  new_meter_number: line,
  /** The first state of the new meter. */
  new_reading_kwh: reading,
  note: nullish(text(longestText.reason)),
});

/** A message to the customer service. */
export const contactSchema = z.object({
  ...every,
  ...person,
  kind: z.literal('contact'),
  subscription: nullish(subscription),
  topic: line,
  message: text(longestText.message),
});

/** What the gateway takes. */
export const createRequestSchema = z.discriminatedUnion('kind', [
  cancellationSchema,
  withdrawalSchema,
  meterSwapSchema,
  contactSchema,
]);

/**
 * What can be wrong with a field of a request: `errors[].code` of an answer with status 400, with `errors[].field` a path into
 * the schema (`new_address.zip`), or `attachment`.
 *
 * - `required`: it is missing or empty. Of contract and subscription, one has to be there: `field` is `contract` then.
 * - `too_long`, `invalid_format`, `invalid_type`, `invalid_value`: not what the schema says.
 * - `out_of_range`: a number that no meter shows.
 * - `invalid_date`: there is no such day.
 * - `date_in_past`, `date_in_future`, `date_too_early`, `date_too_late`: a day that cannot be meant, see `requestDays`.
 * - `same_meter`: the new meter has the number of the old one.
 * - `unknown_subscription`: a signed-in customer has no such subscription.
 * - `unsupported_type`: the file is not one of `attachmentTypes`, whatever it is called. `too_large`: more than
 *   `largestAttachment` (status 413). `not_allowed`: the kind takes no file.
 *
 * Other answers: 401 for an exchanged meter without a session; 409 with `key_reused` at `key` when the key belongs to another
 * request; 429 with `retry-after`.
 */
export type RequestProblem =
  | 'required'
  | 'too_long'
  | 'invalid_format'
  | 'invalid_type'
  | 'invalid_value'
  | 'out_of_range'
  | 'invalid_date'
  | 'date_in_past'
  | 'date_in_future'
  | 'date_too_early'
  | 'date_too_late'
  | 'same_meter'
  | 'unknown_subscription'
  | 'unsupported_type'
  | 'too_large'
  | 'not_allowed'
  | 'key_reused';

/** Asks for the receipt of a request that was made with this key. */
export const receiptSchema = z.object({ key: every.key });

/** A request as its author sees it again. Instants are UTC. */
export const customerRequestSchema = z.object({
  /** `req_…` */
  id: z.string(),
  /** For the telephone: short, without letters that look alike. */
  reference: z.string(),
  kind: openEnum('cancellation', 'withdrawal', 'meter-swap', 'contact'),
  /**
   * `received`: written down, on its way. `forwarded`: the supplier has it. `applied`: the Nomos API has carried it out,
   * nobody has to look at it any more.
   */
  state: openEnum('received', 'forwarded', 'applied'),
  /** When it was received: what counts where a time limit runs. */
  received_at: z.string(),
  subscription: nullish(z.string()),
  /** When supply ends, once the Nomos API has said so: an exclusive Berlin midnight. */
  end_at: nullish(z.string()),
  /**
   * Why the Nomos API did not carry it out, so that a person has to: its own code (`invalid_termination_date`,
   * `withdrawal_not_allowed`, …), or `no_answer` when it did not answer for days.
   */
  refusal: nullish(z.string()),
  /** What was asked, as it was written down and as the mails and the receipt say it, in the language of the request. */
  summary: z.array(z.object({ label: z.string(), value: z.string() })),
});

/** The requests of a signed-in customer, newest first. */
export const customerRequestsSchema = z.object({ items: z.array(customerRequestSchema) });

/** A request as the gateway has checked and tidied it. */
export type CheckedRequest = z.output<typeof createRequestSchema>;
/** A request as a page sends it. */
export type CreateRequest = z.input<typeof createRequestSchema>;
export type Cancellation = z.output<typeof cancellationSchema>;
export type Withdrawal = z.output<typeof withdrawalSchema>;
export type MeterSwap = z.output<typeof meterSwapSchema>;
export type ContactMessage = z.output<typeof contactSchema>;
export type RequestKind = CheckedRequest['kind'];
export type CustomerRequest = z.output<typeof customerRequestSchema>;
