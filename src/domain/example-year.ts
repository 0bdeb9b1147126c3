import type { TariffBreakdown } from './tariff-breakdown.ts';

/** What a year costs, or pays where electricity is fed in. Gross. */
export interface ExampleYear {
  kWh: number;
  /** For the energy. */
  workingEur: number;
  /** For twelve months; `null` where the base price is not known, which then is not in the total. */
  baseEur: number | null;
  totalEur: number;
}

/**
 * A year at the prices of a tariff: `working = kWh × ct/kWh / 100`, `base = 12 × EUR a month`. For consumption the total is
 * their sum; what is fed in is paid out less the base price.
 *
 * @returns `null` without a working price, or without a use to reckon with.
 */
export function exampleYear(
  { working, base }: Pick<TariffBreakdown, 'base' | 'working'>,
  kWh: number,
  { feedIn }: { feedIn: boolean },
): ExampleYear | null {
  if (!working || !Number.isFinite(kWh) || kWh <= 0) return null;
  const workingEur = (kWh * working.amount) / 100;
  const baseEur = base ? base.amount * 12 : null;
  return { kWh, workingEur, baseEur, totalEur: workingEur + (feedIn ? -1 : 1) * (baseEur ?? 0) };
}
