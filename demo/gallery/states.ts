import { accountStates } from './states/account.ts';
import { cancellationStates } from './states/cancellation.ts';
import { consumptionStates } from './states/consumption.ts';
import { dashboardStates } from './states/dashboard.ts';
import { helpStates } from './states/help.ts';
import { invoiceStates } from './states/invoice.ts';
import { invoicesStates } from './states/invoices.ts';
import { legalStates } from './states/legal.ts';
import { loginStates } from './states/login.ts';
import { meterReadingStates } from './states/meter-reading.ts';
import { meterSwapStates } from './states/meter-swap.ts';
import { ordersStates } from './states/orders.ts';
import { portalStates } from './states/portal.ts';
import { pricesStates } from './states/prices.ts';
import { subscriptionSwitcherStates } from './states/subscription-switcher.ts';
import { tariffStates } from './states/tariff.ts';
import { withdrawalStates } from './states/withdrawal.ts';

/** Every state of every element that draws something, by tag and by a name for the state: a file for each element. */
export const statesByTag = {
  'nomos-login': loginStates,
  'nomos-dashboard': dashboardStates,
  'nomos-consumption': consumptionStates,
  'nomos-cancellation': cancellationStates,
  'nomos-withdrawal': withdrawalStates,
  'nomos-help': helpStates,
  'nomos-invoices': invoicesStates,
  'nomos-invoice': invoiceStates,
  'nomos-legal': legalStates,
  'nomos-meter-reading': meterReadingStates,
  'nomos-meter-swap': meterSwapStates,
  'nomos-orders': ordersStates,
  'nomos-prices': pricesStates,
  'nomos-tariff': tariffStates,
  'nomos-subscription-switcher': subscriptionSwitcherStates,
  'nomos-account': accountStates,
  'nomos-portal': portalStates,
};
