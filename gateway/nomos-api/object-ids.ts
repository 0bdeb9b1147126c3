/** Prefixed ids as the API makes them, by the resource. Nothing else gets into a path. */
export const idPatterns = {
  customers: /^cus_[A-Za-z0-9]{1,64}$/,
  subscriptions: /^sub_[A-Za-z0-9]{1,64}$/,
  invoices: /^inv_[A-Za-z0-9]{1,64}$/,
  'meter-orders': /^prdo_[A-Za-z0-9]{1,64}$/,
  'grid-fee-reductions': /^gfr_[A-Za-z0-9]{1,64}$/,
  plans: /^pln_[A-Za-z0-9]{1,64}$/,
} as const;
