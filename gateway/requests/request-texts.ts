import type { Cancellation, RequestKind } from '../../src/contract/gateway/requests.ts';
import type { RequestContent } from './customer-request.ts';

type Locale = 'de' | 'en';

/** What a request is called: `cancellation` by its kind, the others by theirs. */
export type RequestName = `cancellation-${Cancellation['termination']}` | Exclude<RequestKind, 'cancellation'>;

export function nameOf(content: RequestContent): RequestName {
  return content.kind === 'cancellation' ? `cancellation-${content.termination}` : content.kind;
}

/** Labels of the lines in which a request is said. */
export const lineLabels = {
  de: {
    kind: 'Anliegen',
    name: 'Name',
    email: 'E-Mail',
    contract: 'Vertrag',
    deliveryAddress: 'Lieferadresse',
    lastDay: 'Letzter Tag der Belieferung',
    earliest: 'zum frühestmöglichen Zeitpunkt',
    reason: 'Grund',
    newAddress: 'Neue Anschrift',
    note: 'Anmerkung',
    exchangedOn: 'Tag des Zählerwechsels',
    oldMeter: 'Alter Zähler',
    oldReading: 'Letzter Stand des alten Zählers',
    newMeter: 'Neuer Zähler',
    newReading: 'Erster Stand des neuen Zählers',
    topic: 'Thema',
    message: 'Nachricht',
    attachment: 'Anlage',
  },
  en: {
    kind: 'Request',
    name: 'Name',
    email: 'Email',
    contract: 'Contract',
    deliveryAddress: 'Delivery address',
    lastDay: 'Last day of supply',
    earliest: 'as early as possible',
    reason: 'Reason',
    newAddress: 'New address',
    note: 'Note',
    exchangedOn: 'Day of the exchange',
    oldMeter: 'Old meter',
    oldReading: 'Last reading of the old meter',
    newMeter: 'New meter',
    newReading: 'First reading of the new meter',
    topic: 'Topic',
    message: 'Message',
    attachment: 'Attachment',
  },
} as const;

/** What a request is, as a line of its content says it. */
export const requestNames: Record<Locale, Record<RequestName, string>> = {
  de: {
    'cancellation-ordinary': 'Ordentliche Kündigung',
    'cancellation-move-out': 'Kündigung wegen Umzugs',
    'cancellation-extraordinary': 'Außerordentliche Kündigung',
    withdrawal: 'Widerruf des Vertrags',
    'meter-swap': 'Zählerwechsel',
    contact: 'Nachricht an den Kundenservice',
  },
  en: {
    'cancellation-ordinary': 'Ordinary cancellation',
    'cancellation-move-out': 'Cancellation because of a move',
    'cancellation-extraordinary': 'Extraordinary cancellation',
    withdrawal: 'Withdrawal from the contract',
    'meter-swap': 'Meter exchange',
    contact: 'Message to customer service',
  },
};

/** What the person is told: in the mail and on the receipt. */
export const personTexts = {
  de: {
    subject: {
      cancellation: 'Ihre Kündigung ist eingegangen',
      withdrawal: 'Ihr Widerruf ist eingegangen',
      'meter-swap': 'Ihre Meldung zum Zählerwechsel ist eingegangen',
      contact: 'Ihre Nachricht ist eingegangen',
    },
    outcomeSubject: { cancellation: 'Neues zu Ihrer Kündigung', withdrawal: 'Neues zu Ihrem Widerruf' },
    greeting: (name: string) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
    received: {
      cancellation: (brand: string) => `Ihre Kündigung ist bei ${brand} eingegangen.`,
      withdrawal: (brand: string) => `Ihr Widerruf ist bei ${brand} eingegangen.`,
      'meter-swap': (brand: string) => `Ihre Meldung zum Zählerwechsel ist bei ${brand} eingegangen. Vielen Dank.`,
      contact: (brand: string) => `Ihre Nachricht ist bei ${brand} eingegangen. Vielen Dank.`,
    },
    receivedAt: 'Eingegangen am',
    reference: 'Vorgangsnummer',
    applied: (lastDay: string) => `Ihr Vertrag endet. Letzter Tag der Belieferung: ${lastDay}.`,
    refused: {
      invalid_termination_date:
        'Zu diesem Tag ließ sich der Vertrag nicht automatisch beenden. Wir prüfen Ihre Kündigung und schreiben Ihnen, wann der Vertrag endet. Sie gilt ab ihrem Eingang.',
      withdrawal_not_allowed:
        'Automatisch ließ sich der Widerruf nicht ausführen. Wir prüfen ihn und schreiben Ihnen das Ergebnis. Er gilt ab seinem Eingang.',
      other:
        'Automatisch ließ sich das nicht ausführen. Wir kümmern uns darum und schreiben Ihnen das Ergebnis. Ihre Erklärung gilt ab ihrem Eingang.',
    },
    open: 'Wir führen das aus, sobald unser System antwortet, und schreiben Ihnen dann noch einmal. Ihre Erklärung gilt ab ihrem Eingang.',
    next: {
      cancellation: 'Wir schreiben Ihnen, wann der Vertrag endet. Ihre Kündigung gilt ab ihrem Eingang.',
      withdrawal: 'Wir schreiben Ihnen, wie es weitergeht. Ihr Widerruf gilt ab seinem Eingang.',
      'meter-swap': 'Wir prüfen die Angaben und melden uns, wenn etwas fehlt.',
      contact: 'Wir melden uns so bald wie möglich.',
    },
    keep: 'Bitte bewahren Sie diese Bestätigung auf.',
    notYou: 'Sie haben uns das nicht geschickt? Dann antworten Sie bitte gleich auf diese E-Mail.',
  },
  en: {
    subject: {
      cancellation: 'We have received your cancellation',
      withdrawal: 'We have received your withdrawal',
      'meter-swap': 'We have received your report of a meter exchange',
      contact: 'We have received your message',
    },
    outcomeSubject: { cancellation: 'News about your cancellation', withdrawal: 'News about your withdrawal' },
    greeting: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
    received: {
      cancellation: (brand: string) => `${brand} has received your cancellation.`,
      withdrawal: (brand: string) => `${brand} has received your withdrawal.`,
      'meter-swap': (brand: string) => `${brand} has received your report of a meter exchange. Thank you.`,
      contact: (brand: string) => `${brand} has received your message. Thank you.`,
    },
    receivedAt: 'Received on',
    reference: 'Reference',
    applied: (lastDay: string) => `Your contract ends. Last day of supply: ${lastDay}.`,
    refused: {
      invalid_termination_date:
        'The contract could not be ended on that day automatically. We will look into your cancellation and tell you when the contract ends. It counts from when we received it.',
      withdrawal_not_allowed:
        'The withdrawal could not be carried out automatically. We will look into it and tell you the result. It counts from when we received it.',
      other:
        'This could not be carried out automatically. We will take care of it and tell you the result. Your declaration counts from when we received it.',
    },
    open: 'We will carry this out as soon as our system answers, and write to you again then. Your declaration counts from when we received it.',
    next: {
      cancellation: 'We will write to you when the contract ends. Your cancellation counts from when we received it.',
      withdrawal: 'We will write to you about what happens next. Your withdrawal counts from when we received it.',
      'meter-swap': 'We will check the details and get in touch if anything is missing.',
      contact: 'We will get back to you as soon as we can.',
    },
    keep: 'Please keep this confirmation.',
    notYou: 'You did not send this to us? Then please answer this email straight away.',
  },
} as const;

/** What the supplier is told. */
export const staffTexts = {
  de: {
    subject: {
      cancellation: 'Kündigung',
      withdrawal: 'Widerruf',
      'meter-swap': 'Zählerwechsel',
      contact: 'Nachricht',
    },
    todo: { applied: 'erledigt', refused: 'bitte prüfen', open: 'wird ausgeführt', none: 'bitte bearbeiten' },
    received: {
      cancellation: 'Über das Kundenportal ist eine Kündigung eingegangen.',
      withdrawal: 'Über das Kundenportal ist ein Widerruf eingegangen.',
      'meter-swap': 'Über das Kundenportal ist ein Zählerwechsel gemeldet worden.',
      contact: 'Über das Kundenportal ist eine Nachricht eingegangen.',
    },
    outcome: 'Zu diesem Vorgang gibt es ein Ergebnis.',
    applied: (lastDay: string) =>
      `Ausgeführt: Der Vertrag endet, letzter Tag der Belieferung ist der ${lastDay}. Es ist nichts zu tun.`,
    refused: (code: string) =>
      `Nicht ausgeführt: Die Nomos API hat abgelehnt (${code}). Die Erklärung ist zugegangen und muss bearbeitet werden.`,
    noAnswer:
      'Nicht ausgeführt: Die Nomos API hat tagelang nicht geantwortet. Die Erklärung ist zugegangen und muss bearbeitet werden.',
    open: 'Die Nomos API hat noch nicht geantwortet. Das Portal versucht es weiter und schreibt noch einmal; bis dahin bitte nicht von Hand beenden.',
    none: 'Bitte bearbeiten.',
    signedIn: 'Angemeldet',
    signedInAs: (customer: string) => `ja, als ${customer}`,
    notSignedIn: 'nein, die Angaben sind ungeprüft',
    known: 'Im Kundenkonto',
    subscription: 'Subscription',
  },
  en: {
    subject: {
      cancellation: 'Cancellation',
      withdrawal: 'Withdrawal',
      'meter-swap': 'Meter exchange',
      contact: 'Message',
    },
    todo: { applied: 'done', refused: 'please check', open: 'being carried out', none: 'please handle' },
    received: {
      cancellation: 'A cancellation has come in through the customer portal.',
      withdrawal: 'A withdrawal has come in through the customer portal.',
      'meter-swap': 'A meter exchange has been reported through the customer portal.',
      contact: 'A message has come in through the customer portal.',
    },
    outcome: 'There is a result for this request.',
    applied: (lastDay: string) =>
      `Carried out: the contract ends, the last day of supply is ${lastDay}. There is nothing to do.`,
    refused: (code: string) =>
      `Not carried out: the Nomos API refused (${code}). The declaration has been received and has to be handled.`,
    noAnswer:
      'Not carried out: the Nomos API did not answer for days. The declaration has been received and has to be handled.',
    open: 'The Nomos API has not answered yet. The portal goes on trying and will write again; please do not end the contract by hand until then.',
    none: 'Please handle it.',
    signedIn: 'Signed in',
    signedInAs: (customer: string) => `yes, as ${customer}`,
    notSignedIn: 'no, the details are not verified',
    known: 'In the customer account',
    subscription: 'Subscription',
  },
} as const;
