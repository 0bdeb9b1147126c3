import type { Device } from '../../src/contract/gateway/devices.ts';
import type { Brand } from '../../src/contract/gateway/brand.ts';
import type { Customer } from '../../src/contract/nomos/customer.ts';
import type { PaymentMethod, Subscription } from '../../src/contract/nomos/subscription.ts';
import type { CodeProblem } from '../../src/ui/code-problem.ts';
import type { ShownError } from '../../src/ui/notices.ts';
import type { IbanCheck } from '../../src/domain/iban-check.ts';

/** What `<nomos-account>` shows. */
export type AccountState =
  | { type: 'signed-out' }
  | { type: 'loading' }
  | { type: 'error'; error: ShownError }
  | {
      type: 'loaded';
      customer: Customer;
      /** The contract whose payment and addresses are shown; `null` for a customer without any. */
      subscription: Subscription | null;
      /** All of the customer's contracts. */
      subscriptions: readonly Subscription[];
      /** The form that is open, in place of what it changes. */
      form: AccountForm | null;
      /** The contract that was chosen while a form of another one is open. */
      chosen: Subscription | null;
      /** The change that was made last, while its success is told. */
      saved: SavedChange | null;
      devices: DevicesState;
      support: Brand['support'] | null;
      /** Who collects by SEPA mandates; `null` when none can be given here. */
      creditor: Brand['legal']['creditor'] | null;
    };

/** The sessions of the customer. `absent`: nobody here knows of any. */
export type DevicesState =
  | { type: 'loading' }
  | { type: 'absent' }
  | { type: 'error'; error: ShownError }
  | {
      type: 'loaded';
      devices: readonly Device[];
      /** The one that is being signed out: its id, or `others` for all but this. */
      ending: string | null;
      /** What was signed out last: the name of a device, or `others`. */
      ended: string | null;
      problem: ShownError | null;
    };

/** What can be changed here. */
export type ChangeType = AccountForm['type'];

/** A change that was made. */
export type SavedChange =
  { type: 'names' | 'billing-address' } | { type: 'payment-method'; paymentMethod: PaymentMethod | null };

/** What stands in the fields, as it was typed; by the names that the API has for them. */
export interface Drafts {
  names: { first_name: string; last_name: string; company_name: string };
  'billing-address': { street: string; house_number: string; zip: string; city: string };
  'payment-method': {
    /** Without blanks (see `plainIban`). */
    iban: string;
    account_holder: string;
    consent: boolean;
  };
}

/** The name of a field of any form. */
export type AccountField = { [Type in ChangeType]: keyof Drafts[Type] }[ChangeType];

/** What all forms have in common. */
interface FormOf<Type extends keyof Drafts> {
  type: Type;
  draft: Drafts[Type];
  saving: boolean;
  problems: readonly AccountProblem[];
  /** What is stored now, in words, where it is not what was there when the form was opened. */
  storedMeanwhile: string | null;
}

/** A form that is open. */
export type AccountForm =
  | (FormOf<'names'> & { company: boolean })
  | FormOf<'billing-address'>
  | (FormOf<'payment-method'> & {
      /** What is to be said of the IBAN while it is typed. */
      check: IbanCheck | null;
      /** The code that stands between the mandate and its being taken. */
      stepUp: StepUpState | null;
    });

/** A code on its way to the customer's own address. */
export interface StepUpState {
  email: string;
  /** The digits that were typed. */
  code: string;
  saving: boolean;
  problem: CodeProblem | null;
  /** Whole seconds until another code may be asked for. */
  resendSeconds: number;
  /** Whether another one was sent. */
  resent: boolean;
}

/** What stands between a change and its being made, and the field that it is about. */
export type AccountProblem =
  | {
      /** `refused`: by the API, for its form; `foreign-characters`: what no bank prints. */
      type: 'missing' | 'too-long' | 'refused' | 'foreign-characters';
      field: Exclude<AccountField, 'consent'>;
    }
  | { type: 'no-consent'; field: 'consent' }
  | { type: 'iban'; field: 'iban'; check: Exclude<IbanCheck, { type: 'valid' }> }
  /** Somebody else has changed the same meanwhile. */
  | { type: 'conflict'; field: null }
  /** Refused for a reason that no field has. */
  | { type: 'rejected'; field: null }
  | { type: 'failed'; field: null; error: ShownError };
