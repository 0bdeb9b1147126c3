/** What each event of the elements carries in `detail`: ids and choices, never anything personal. */
export interface NomosEventDetails {
  /** The customer changed something of the account: `names`, `billing-address` or `payment-method`. */
  'nomos-account-change': { change: string };
  /** A cancellation is about to be handed in; `null` when it is of none of the customer's own contracts. Cancelable. */
  'nomos-cancellation-submit': { subscription: string | null };
  /** A cancellation is written down; the id of the request. */
  'nomos-cancellation-success': { request: string };
  /** Another period of consumption was chosen; `date` is a Berlin day within it. */
  'nomos-consumption-view': { period: string; date: string };
  /** Something was typed into a form that is not saved yet, or there is nothing of that kind any more. */
  'nomos-form-edit': { unsaved: boolean };
  /** A help article is about to be opened. Cancelable: who cancels shows it. */
  'nomos-help-open': { article: string };
  /** What the help shows, for the title of a page: an article with its title, or neither. */
  'nomos-help-show': { article: string | null; title: string | null };
  /** A message to the customer service is about to be sent; `null` when it is about none of the customer's contracts. Cancelable. */
  'nomos-help-submit': { subscription: string | null };
  /** A message to the customer service is written down; the id of the request. */
  'nomos-help-success': { request: string };
  /** An invoice is about to be opened. Cancelable: who cancels shows it. */
  'nomos-invoice-open': { invoice: string };
  /** Another filter or page of the invoices was chosen. */
  'nomos-invoices-filter': { year: number | null; status: string | null; page: number };
  /** A link that should have signed somebody in does not hold any more; the sign-in by code takes its place. */
  'nomos-login-refuse': undefined;
  /** Somebody signed in. */
  'nomos-login-success': undefined;
  /** A smart meter was ordered; the id of the order. */
  'nomos-meter-order-create': { order: string };
  /** A meter reading was reported; the id of the new reading. */
  'nomos-meter-reading-submit': { reading: string };
  /** An exchanged meter was reported; the id of the request. */
  'nomos-meter-swap-submit': { request: string };
  /** Another section of the portal is shown. */
  'nomos-portal-navigate': { path: string };
  /** Another length of the cheapest window was chosen, in hours. */
  'nomos-prices-window': { hours: number };
  /** A grid fee reduction was ordered; its id. */
  'nomos-reduction-create': { reduction: string };
  /**
   * What is wrong with how the page reaches its data (`NomosSessionErrorCode`), for whoever builds it; on the document, or on
   * the `<nomos-session>` that it is about.
   */
  'nomos-session-error': { code: string; instance: string };
  /** A customer who is not signed in asked for the sign-in. Cancelable: who cancels leads there. */
  'nomos-session-sign-in': undefined;
  /** Another contract was chosen. */
  'nomos-subscription-select': { subscription: string };
  /** A withdrawal is about to be handed in; `null` when it is of none of the customer's own contracts. Cancelable. */
  'nomos-withdrawal-submit': { subscription: string | null };
  /** A withdrawal is written down; the id of the request. */
  'nomos-withdrawal-success': { request: string };
}

/** The events of the elements, as the page hears them. */
export type NomosEventMap = { [Name in keyof NomosEventDetails]: CustomEvent<NomosEventDetails[Name]> };

declare global {
  // Interfaces merge: every listener on an element or on the document knows these events.

  interface HTMLElementEventMap extends NomosEventMap {}
}
