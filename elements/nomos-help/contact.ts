/** The contact form with all that it stands on, loaded when somebody wants to write. */
import type { CSSResult } from 'lit';
import { fileFieldStyles } from '../../src/ui/file-field-styles.ts';
import { receiptStyles } from '../../src/ui/request-receipt-styles.ts';
import { ContactForm } from './contact-form.ts';
import { contactStyles } from './contact-styles.ts';
import { renderContact } from './contact-view.ts';

export const contact: {
  Form: typeof ContactForm;
  render: typeof renderContact;
  styles: readonly CSSResult[];
} = { Form: ContactForm, render: renderContact, styles: [fileFieldStyles, receiptStyles, contactStyles] };
