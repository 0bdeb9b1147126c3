/** The module that registers each tag, loaded on demand. Written by `npm run build` from the folders of `elements/`. */
export const elementModules: Readonly<Record<string, () => Promise<unknown>>> = {
  'nomos-account': () => import('./nomos-account/nomos-account.ts'),
  'nomos-cancellation': () => import('./nomos-cancellation/nomos-cancellation.ts'),
  'nomos-consumption': () => import('./nomos-consumption/nomos-consumption.ts'),
  'nomos-dashboard': () => import('./nomos-dashboard/nomos-dashboard.ts'),
  'nomos-invoice': () => import('./nomos-invoice/nomos-invoice.ts'),
  'nomos-invoices': () => import('./nomos-invoices/nomos-invoices.ts'),
  'nomos-login': () => import('./nomos-login/nomos-login.ts'),
  'nomos-meter-reading': () => import('./nomos-meter-reading/nomos-meter-reading.ts'),
  'nomos-meter-swap': () => import('./nomos-meter-swap/nomos-meter-swap.ts'),
  'nomos-orders': () => import('./nomos-orders/nomos-orders.ts'),
  'nomos-portal': () => import('./nomos-portal/nomos-portal.ts'),
  'nomos-prices': () => import('./nomos-prices/nomos-prices.ts'),
  'nomos-session': () => import('./nomos-session/nomos-session.ts'),
  'nomos-subscription-switcher': () => import('./nomos-subscription-switcher/nomos-subscription-switcher.ts'),
  'nomos-tariff': () => import('./nomos-tariff/nomos-tariff.ts'),
  'nomos-withdrawal': () => import('./nomos-withdrawal/nomos-withdrawal.ts'),
};
