import type { PlanRecord } from './customers.ts';
import { ApiError } from './errors.ts';

const vat = 1.19;

/** A usual spot price over a year, ct/kWh net. */
const averageSpot = 8.6;

const round = (value: number): number => Number(value.toFixed(4));

/** What the levies of a {@link Tariff} are made of, ct/kWh net: 2026, and Berlin's concession fee, which takes what is left. */
const levyRates = [
  ['Stromsteuer', 2.05],
  ['§19-NEV Umlage', 1.559],
  ['Offshore-Umlage', 0.941],
  ['KWK-Umlage', 0.446],
] as const;

/** `GET /plans/{id}/quote`: the basic fee a month, and what a kilowatt-hour costs at a usual spot price. Gross. */
export function quoteOf(plan: PlanRecord, search: URLSearchParams, now: Date): Record<string, unknown> {
  const zip = search.get('zip_code') ?? '';
  const usage = Number(search.get('usage') ?? Number.NaN);
  if (!/^\d{5}$/.test(zip)) {
    throw new ApiError(400, 'zip_code is needed', [{ code: 'invalid_type', field: 'zip_code', message: 'is missing' }]);
  }
  if (!(usage >= 100 && usage <= 50_000)) {
    throw new ApiError(400, 'usage has to be 100 to 50000', [{ code: 'too_small', field: 'usage', message: 'range' }]);
  }
  if (zip.startsWith('00')) {
    throw new ApiError(422, 'Not served', [{ code: 'unserviceable_zip', field: 'zip_code', message: 'not served' }]);
  }
  const { margin, gridFee, levies, feedIn } = plan.tariff;
  const variable = feedIn
    ? [{ subgroup: 'energy', name: 'Vergütung', amount: round((averageSpot - margin) / 100) }]
    : [
        {
          subgroup: 'energy',
          name: 'Börsenpreis und Beschaffung',
          amount: round(((averageSpot + margin) * vat) / 100),
        },
        { subgroup: 'grid', name: 'Netzentgelte', amount: round((gridFee * vat) / 100) },
        ...leviesOf(levies).map(([name, net]) => ({ subgroup: 'levies', name, amount: round((net * vat) / 100) })),
      ];
  const unit = round(variable.reduce((sum, { amount }) => sum + amount, 0));
  const monthly = usage / 12;
  return {
    object: 'quote',
    amount: Number((plan.price + unit * monthly).toFixed(2)),
    currency: 'EUR',
    components: [
      {
        group: 'base',
        amount: plan.price,
        quantity: 1,
        quantity_unit: 'month',
        unit_amount: plan.price,
        subcomponents: [{ subgroup: 'fee', name: 'Grundpreis', amount: plan.price }],
      },
      {
        group: 'variable',
        amount: Number((unit * monthly).toFixed(2)),
        quantity: monthly,
        quantity_unit: 'kWh',
        unit_amount: unit,
        subcomponents: variable,
      },
    ],
    quoted_at: now.toISOString(),
  };
}

function leviesOf(levies: number): (readonly [name: string, ctPerKWhNet: number])[] {
  const concession = levyRates.reduce((rest, [, rate]) => rest - rate, levies);
  return [['Konzessionsabgabe', concession], ...levyRates];
}
