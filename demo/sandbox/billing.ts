import {
  addDays,
  addMonths,
  berlinDateOf,
  startOfBerlinDay,
  startOfMonth,
  type BerlinDate,
} from '../../src/domain/berlin-calendar.ts';
import type { Contract, Person, PlanRecord } from './customers.ts';
import { customerIdOf, idOf, invoiceIdOf, subscriptionIdOf } from './identifiers.ts';
import type { Series, UsagePoint } from './series.ts';

const hour = 3_600_000;

/** An invoice as the API gives it. */
export interface InvoiceObject {
  object: 'invoice';
  id: string;
  customer: string;
  subscription: string;
  invoice_number: string;
  month: number;
  year: number;
  period_start: string;
  period_end: string;
  period_number: number;
  status: 'open' | 'paid' | 'voided' | 'uncollectible';
  issued_at: string | null;
  paid_at: string | null;
  type: 'usage' | 'prepayment' | 'void';
  usage?: number;
  voids?: string;
  total: number;
}

/** What a usage invoice is the sum of, EUR gross, unrounded. */
export interface UsageCharge {
  kWh: number;
  energyEur: number;
  baseFeeEur: number;
}

const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** The contract's number on paper. */
export function contractNumber(person: Person, contract: Contract): string {
  return idOf('no', `${person.name} ${contract.name}`).slice(3, 11).toUpperCase();
}

/**
 * The days on which a smart meter of the sandbox failed for an hour: the 20th of January, May and September, 02:00. The
 * values are missing for good and are not billed.
 */
export function hasUsageGap(date: BerlinDate): boolean {
  return date.endsWith('-01-20') || date.endsWith('-05-20') || date.endsWith('-09-20');
}

/**
 * The days on which one hour has no published price: the 14th of April, August and December, 03:00. In the hour after it
 * the price is there and only its grid part is not.
 */
export function hasPriceGap(date: BerlinDate): boolean {
  return date.endsWith('-04-14') || date.endsWith('-08-14') || date.endsWith('-12-14');
}

/** Whether an interval lies within the hour that begins at a time of day (whole hours after midnight). */
export function isWithinHour(at: Date, date: BerlinDate, clock: number): boolean {
  const since = at.getTime() - startOfBerlinDay(date).getTime();
  return since >= clock * hour && since < (clock + 1) * hour;
}

/**
 * What a span of Berlin days costs: the sum of usage x price, and the basic fee of each month that it holds. Intervals whose
 * price was never published are billed at the mean price of their day.
 */
export function chargeOf(
  series: Series,
  { person, contract, plan }: { person: Person; contract: Contract; plan: PlanRecord },
  start: BerlinDate,
  endExclusive: BerlinDate,
): UsageCharge {
  const household = {
    id: subscriptionIdOf(person.name, contract.name),
    annualKWh: contract.annualKWh,
    feedIn: plan.type === 'feed_in',
  };
  const gaps = person.name === 'smart';
  const priceLength = plan.tariff.resolution === 'hourly' ? hour : hour / 4;
  let kWh = 0;
  let energyEur = 0;
  let months = 0;
  for (let date = start; date < endExclusive; date = addDays(date, 1)) {
    if (date === startOfMonth(date)) months += 1;
    const prices = series.prices(plan.tariff, date);
    const known = gaps && hasPriceGap(date) ? prices.filter(({ at }) => !isWithinHour(at, date, 3)) : prices;
    const mean = known.reduce((sum, { amount }) => sum + amount, 0) / known.length;
    const amounts = new Map(known.map(({ at, amount }) => [at.getTime(), amount]));
    for (const { at, kWh: used } of billedUsage(series.usage(household, date), date, gaps)) {
      const price = amounts.get(Math.floor(at.getTime() / priceLength) * priceLength) ?? mean;
      kWh += used;
      energyEur += (used * price) / 100;
    }
  }
  return { kWh, energyEur, baseFeeEur: plan.price * months };
}

function billedUsage(usage: UsagePoint[], date: BerlinDate, gaps: boolean): UsagePoint[] {
  return gaps && hasUsageGap(date) ? usage.filter(({ at }) => !isWithinHour(at, date, 2)) : usage;
}

/** The invoices of a contract, oldest first, as they stand at an instant. */
export function invoicesOf(
  series: Series,
  party: { person: Person; contract: Contract; plan: PlanRecord },
  now: Date,
): InvoiceObject[] {
  const { person, contract, plan } = party;
  const subscription = subscriptionIdOf(person.name, contract.name);
  const customer = customerIdOf(person.name);
  const number = contractNumber(person, contract);
  const today = berlinDateOf(now);
  const end = contract.end ?? addMonths(startOfMonth(today), 1);
  const invoices: InvoiceObject[] = [];
  for (let month = contract.start, n = 1; month < end; month = addMonths(month, 1), n += 1) {
    const next = earlier(addMonths(month, 1), end);
    const uncollectible = month === contract.uncollectibleMonth;
    const prepaid = contract.prepaymentEur !== undefined || uncollectible;
    // Advances come at the beginning of the month that they are for, usage on the second day of the month after.
    const issuedAt = new Date(startOfBerlinDay(prepaid ? month : addDays(next, 1)).getTime() + 8 * hour);
    if (issuedAt > now) break;
    const paidAt = new Date(startOfBerlinDay(addDays(berlinDateOf(issuedAt), 12)).getTime() + 10 * hour);
    const common = {
      object: 'invoice' as const,
      id: invoiceIdOf(subscription, month),
      customer,
      subscription,
      invoice_number: `${number}-${String(monthsSinceFirst(month)).padStart(3, '0')}`,
      month: Number(month.slice(5, 7)),
      year: Number(month.slice(0, 4)),
      period_start: startOfBerlinDay(month).toISOString(),
      period_end: startOfBerlinDay(next).toISOString(),
      period_number: n,
      issued_at: issuedAt.toISOString(),
    };
    const paid = { status: 'paid' as const, paid_at: paidAt.toISOString() };
    if (prepaid) {
      const total = contract.prepaymentEur ?? 480;
      invoices.push({
        ...common,
        type: 'prepayment',
        total,
        ...(uncollectible ? { status: 'uncollectible', paid_at: null } : paid),
      });
      continue;
    }
    const { kWh, energyEur, baseFeeEur } = chargeOf(series, party, month, next);
    const amount = plan.type === 'feed_in' ? baseFeeEur - energyEur : energyEur + baseFeeEur;
    invoices.push({ ...common, type: 'usage', usage: round(kWh, 3), total: round(amount, 2), ...paid });
  }
  const newest = invoices.at(-1);
  if (newest && !(contract.end && contract.end <= today)) Object.assign(newest, { status: 'open', paid_at: null });
  if (contract.voidedMonth) voidOne(invoices, invoiceIdOf(subscription, contract.voidedMonth));
  return invoices;
}

const earlier = (a: BerlinDate, b: BerlinDate): BerlinDate => (a < b ? a : b);

/**
 * Numbers of invoices count months from the first one that any contract may have: what a document is called does not change
 * when the sandbox is started again in another month and its contracts begin a month later.
 */
function monthsSinceFirst(month: BerlinDate): number {
  return (Number(month.slice(0, 4)) - 2020) * 12 + Number(month.slice(5, 7));
}

/** Reverses an advance, two weeks after it was charged. */
function voidOne(invoices: InvoiceObject[], id: string): void {
  const at = invoices.findIndex((invoice) => invoice.id === id);
  const voided = invoices[at];
  if (!voided?.issued_at) return;
  voided.status = 'voided';
  voided.paid_at = null;
  const issuedAt = new Date(Date.parse(voided.issued_at) + 14 * 24 * hour).toISOString();
  invoices.splice(at + 1, 0, {
    ...voided,
    id: invoiceIdOf(voided.subscription, voided.period_start, 'void'),
    invoice_number: `${voided.invoice_number}-S`,
    type: 'void',
    voids: voided.id,
    total: -voided.total,
    status: 'paid',
    issued_at: issuedAt,
    paid_at: issuedAt,
  });
}
