import type { Quote } from '../contract/nomos/quote.ts';

/** The value added tax that is part of every consumption price, as a share of the net price (s. 12 (1) UStG). */
export const vatRate = 0.19;

/** A part of a price, by what it is paid for. */
export interface TariffPart {
  /** `energy`, `fee`, `grid`, `metering`, `levies`, or another that the API may name. */
  kind: string;
  /** The sum of its items, in the unit of the price; negative for a reduction. */
  amount: number;
  /** What it is made of, named by the API, in its order. */
  items: { name: string; amount: number }[];
}

/** A price with its parts, gross. */
export interface TariffPrice {
  /** As the API names it: never recalculated from the parts. */
  amount: number;
  /** Energy first, then fee, grid, metering and levies, then what we do not know. */
  parts: TariffPart[];
  /** What the parts, as they are rounded, leave of the amount; zero where they add up, or where there are none. */
  unexplained: number;
}

/** What a plan costs at a place, gross. For feed-in the working price is what is paid out. */
export interface TariffBreakdown {
  /** ct/kWh; `null` where the quote has none. */
  working: TariffPrice | null;
  /** EUR a month; `null` where the quote has none. */
  base: TariffPrice | null;
  /** Whether the quote holds components by a unit that we do not know, which are in neither price. */
  hasOthers: boolean;
}

const order = ['energy', 'fee', 'grid', 'metering', 'levies'];

/** How much the API's rounding may hide in each part: EUR/kWh have four decimals, EUR a month two. */
const roundingPerPart = { month: 0.005, kWh: 0.005 };

/**
 * Reads a quote: which component belongs to which price is told by its unit, whatever its group is called. Components of the
 * same unit are summed, sub-components of the same kind as well. A discount is left out: it is what new customers are offered.
 *
 * The totals of the document are not those of its parts (they are not in the API document's own example), so that both stand as
 * they are, and what is between them is `unexplained`.
 */
export function tariffBreakdown({ components }: Pick<Quote, 'components'>): TariffBreakdown {
  const ofUnit = (unit: string): Quote['components'] => components.filter((each) => each.quantity_unit === unit);
  const [working, base] = [ofUnit('kWh'), ofUnit('month')];
  return {
    working: priceOf(working, 100, roundingPerPart.kWh),
    base: priceOf(base, 1, roundingPerPart.month),
    hasOthers: working.length + base.length < components.length,
  };
}

/** The net price of a gross one. */
export function netOf(gross: number): number {
  return gross / (1 + vatRate);
}

function priceOf(components: Quote['components'], factor: number, rounding: number): TariffPrice | null {
  if (components.length === 0) return null;
  const amount = components.reduce((sum, { unit_amount: each }) => sum + each * factor, 0);
  const parts = new Map<string, TariffPart>();
  let count = 0;
  let explained = 0;
  for (const { subcomponents } of components) {
    for (const { subgroup: kind, name, amount: eur } of subcomponents) {
      const part = parts.get(kind) ?? { kind, amount: 0, items: [] };
      parts.set(kind, part);
      part.amount += eur * factor;
      part.items.push({ name, amount: eur * factor });
      explained += eur * factor;
      count += 1;
    }
  }
  const rest = amount - explained;
  const place = ({ kind }: TariffPart): number => (order.includes(kind) ? order.indexOf(kind) : order.length);
  return {
    amount,
    parts: [...parts.values()].sort((a, b) => place(a) - place(b)),
    // One more rounding, of the amount itself; and what floating point adds.
    unexplained: count > 0 && Math.abs(rest) > rounding * (count + 1) + 1e-9 ? rest : 0,
  };
}
