import { consumptionStates } from './states/consumption.ts';
import { dashboardStates } from './states/dashboard.ts';
import { helpStates } from './states/help.ts';
import { invoiceStates } from './states/invoice.ts';
import { invoicesStates } from './states/invoices.ts';
import { legalStates } from './states/legal.ts';
import { loginStates } from './states/login.ts';
import { meterReadingStates } from './states/meter-reading.ts';
import { portalStates } from './states/portal.ts';
import { pricesStates } from './states/prices.ts';
import { subscriptionSwitcherStates } from './states/subscription-switcher.ts';

/** Every state of every element that draws something, by tag and by a name for the state: a file for each element. */
export const statesByTag = {
  'nomos-login': loginStates,
  'nomos-dashboard': dashboardStates,
  'nomos-consumption': consumptionStates,
  'nomos-help': helpStates,
  'nomos-invoices': invoicesStates,
  'nomos-invoice': invoiceStates,
  'nomos-legal': legalStates,
  'nomos-meter-reading': meterReadingStates,
  'nomos-prices': pricesStates,
  'nomos-subscription-switcher': subscriptionSwitcherStates,
  'nomos-portal': portalStates,
};
