import { maskedIban } from '../../src/domain/iban-input.ts';
import type { Subject } from './account-editor.ts';
import type { AccountForm, ChangeType } from './account-state.ts';

/** The name that a customer goes by: of the company, or of the person. */
function nameOf({ customer }: Subject): string {
  return customer.company_name ?? `${customer.first_name} ${customer.last_name}`;
}

/** What stands in the fields of a form when it is opened. */
export function storedDraft(type: ChangeType, subject: Subject): AccountForm['draft'] {
  const { customer, subscription } = subject;
  switch (type) {
    case 'names':
      return {
        first_name: customer.first_name,
        last_name: customer.last_name,
        company_name: customer.company_name ?? '',
      };
    case 'billing-address': {
      // Without one of their own, invoices go where the electricity does.
      const address = subscription?.billing_address ?? subscription?.address;
      return {
        street: address?.street ?? '',
        house_number: address?.house_number ?? '',
        zip: address?.zip ?? '',
        city: address?.city ?? '',
      };
    }
    case 'payment-method':
      return { iban: '', account_holder: nameOf(subject), consent: false };
  }
}

/** What is stored, in words: to tell whether it has changed, and to what. */
export function storedText(type: ChangeType, subject: Subject): string {
  const { customer, subscription } = subject;
  switch (type) {
    case 'names':
      return [customer.company_name, `${customer.first_name} ${customer.last_name}`].filter(Boolean).join(', ');
    case 'billing-address': {
      const address = subscription?.billing_address ?? subscription?.address;
      return address ? `${address.street} ${address.house_number}, ${address.zip} ${address.city}` : '';
    }
    case 'payment-method': {
      const debit = subscription?.payment_method?.sepa_debit;
      return debit ? `${maskedIban(debit.iban).text}, ${debit.account_holder}` : '';
    }
  }
}
