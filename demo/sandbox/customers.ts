import { addDays, addMonths, berlinDateOf, startOfMonth, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { emailOf, noise, planIds } from './identifiers.ts';
import type { Tariff } from './series.ts';

/** What a customer has a contract for, in words; everything else follows from it. Dates are Berlin days. */
export interface Contract {
  name: string;
  plan: string;
  meter: 'smart' | 'analog';
  annualKWh: number;
  start: BerlinDate;
  /** When it was concluded; without it, forty days before its start. */
  concluded?: BerlinDate;
  /** Exclusive. */
  end: BerlinDate | null;
  street: string;
  houseNumber: string;
  zip: string;
  city: string;
  /** Who supplied before; nobody where somebody moved in. */
  previousSupplier?: string;
  /** What is charged each month where no meter tells. */
  prepaymentEur?: number;
  /** The month whose advance was reversed. */
  voidedMonth?: BerlinDate;
  /** The month whose invoice was given up. */
  uncollectibleMonth?: BerlinDate;
}

export interface Person {
  name: string;
  firstName: string;
  lastName: string;
  company?: string;
  contracts: Contract[];
}

export interface PlanRecord {
  id: string;
  name: string;
  slug: string;
  description: string;
  /** Basic fee, EUR gross a month. */
  price: number;
  type: 'consumption' | 'feed_in';
  tariff: Tariff;
}

export interface Organisation {
  slug: string;
  clientId: string;
  clientSecret: string;
  plans: PlanRecord[];
  people: Person[];
}

const consumption: Tariff = { resolution: '15min', margin: 1.5, gridFee: 9.53, levies: 6.986, feedIn: false };
const feedIn: Tariff = { resolution: '15min', margin: 0.4, gridFee: 0, levies: 0, feedIn: true };

/** The first day of the first month whose invoice is not out: invoices come on the second day of the month after. */
function firstUnbilledMonth(now: Date): BerlinDate {
  // At 08:00 of that day, which is 32 hours into the month.
  return startOfMonth(berlinDateOf(new Date(now.getTime() - 32 * 3_600_000)));
}

/** The organisations of the sandbox as they are at an instant: contracts begin and end relative to it. */
export function organisationsAt(now: Date): Organisation[] {
  const unbilled = firstUnbilledMonth(now);
  const today = berlinDateOf(now);
  const back = (months: number): BerlinDate => addMonths(unbilled, -months);
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '05-01' ? 1 : 0);
  const lastSpring = `${year}-04-01` as BerlinDate;
  const home = { street: 'Torstraße', houseNumber: '119', zip: '10119', city: 'Berlin' };
  const smart = (start: BerlinDate, more: Partial<Contract> = {}): Contract => ({
    name: 'main',
    plan: planIds.lumio,
    meter: 'smart',
    annualKWh: 2800,
    start,
    end: null,
    ...home,
    ...more,
  });
  const lumio: Person[] = [
    {
      name: 'smart',
      firstName: 'Katharina',
      lastName: 'Brandt',
      contracts: [smart(back(13), { previousSupplier: 'Nordlicht Energie GmbH' })],
    },
    {
      name: 'analog',
      firstName: 'Jürgen',
      lastName: 'Weiß',
      contracts: [
        smart(back(13), {
          meter: 'analog',
          annualKWh: 3400,
          prepaymentEur: 94,
          voidedMonth: back(5),
          street: 'Kastanienallee',
          houseNumber: '7',
        }),
      ],
    },
    {
      name: 'multi',
      firstName: 'Aylin',
      lastName: 'Öztürk',
      contracts: [
        smart(back(8), { annualKWh: 4200, street: 'Lindenstraße', houseNumber: '24' }),
        smart(back(6), {
          name: 'roof',
          plan: planIds.lumioFeedIn,
          annualKWh: 6200,
          street: 'Lindenstraße',
          houseNumber: '24',
        }),
        smart(back(20), {
          name: 'old',
          meter: 'analog',
          annualKWh: 2100,
          end: back(8),
          street: 'Am Alten Hafen',
          houseNumber: '3 b',
          prepaymentEur: 61,
        }),
      ],
    },
    {
      name: 'pending',
      firstName: 'Tom',
      lastName: 'Nguyen',
      contracts: [
        // Less than fourteen days ago: it can still be withdrawn from.
        smart(addMonths(startOfMonth(today), 1), {
          concluded: addDays(today, -6),
          street: 'Seestraße',
          houseNumber: '50',
        }),
      ],
    },
    {
      name: 'company',
      firstName: 'Sabine',
      lastName: 'Kröger',
      company: 'Bäckerei Kröger & Töchter GmbH',
      contracts: [
        smart(back(60), {
          annualKWh: 48_000,
          street: 'Gewerbepark Nord',
          houseNumber: '12',
          uncollectibleMonth: back(31),
        }),
      ],
    },
    {
      name: 'ended',
      firstName: 'Piotr',
      lastName: 'Kowalski',
      contracts: [smart(addMonths(lastSpring, -14), { end: lastSpring, street: 'Ringbahnstraße', houseNumber: '88' })],
    },
    { name: 'empty', firstName: 'Lea', lastName: 'Sommer', contracts: [] },
    ...Array.from({ length: 28 }, (_, n): Person => ({
      name: `neighbour-${n + 1}`,
      firstName: ['Anna', 'Ben', 'Clara', 'David'][n % 4] ?? '',
      lastName: ['Fischer', 'Schulz', 'Becker', 'Hoffmann', 'Koch'][n % 5] ?? '',
      contracts: [
        smart(back(2 + (n % 4)), {
          annualKWh: 1500 + Math.round(noise(5, n) * 4000),
          // One of them has yet to order a smart meter.
          ...(n === 23 && { meter: 'analog' as const, prepaymentEur: 72 }),
          street: 'Nachbarweg',
          houseNumber: String(n + 1),
        }),
      ],
    })),
  ];
  return [
    {
      slug: 'lumio',
      clientId: 'lumio-client',
      clientSecret: 'lumio-secret',
      plans: [
        plan(planIds.lumio, 'Lumio Dynamik', 'lumio', 'Dynamischer Strom zum Börsenpreis', 13.9, consumption),
        plan(planIds.lumioFeedIn, 'Lumio Einspeisung', 'lumio-feed-in', 'Vergütung zum Börsenpreis', 0, feedIn),
      ],
      people: lumio,
    },
    {
      slug: 'voltwerk',
      clientId: 'voltwerk-client',
      clientSecret: 'voltwerk-secret',
      plans: [
        plan(planIds.voltwerk, 'Voltwerk Spot', 'voltwerk', 'Stundenpreise ohne Umwege', 9.5, {
          ...consumption,
          resolution: 'hourly',
          margin: 0.9,
          gridFee: 11.2,
        }),
      ],
      people: [
        {
          name: 'voltwerk',
          firstName: 'Mira',
          lastName: 'Lorenz',
          contracts: [
            smart(back(9), {
              plan: planIds.voltwerk,
              annualKWh: 3600,
              street: 'Speicherkai',
              houseNumber: '5',
              zip: '20457',
              city: 'Hamburg',
            }),
          ],
        },
      ],
    },
    {
      slug: 'acme-power',
      clientId: 'acme-power-client',
      clientSecret: 'acme-power-secret',
      plans: [plan(planIds.acmeFeedIn, 'Acme Feed-in', 'acme-power', 'Feed-in at spot price', 0, feedIn)],
      people: [
        {
          name: 'acme',
          firstName: 'Noah',
          lastName: 'Wagner',
          contracts: [
            smart(back(5), { plan: planIds.acmeFeedIn, annualKWh: 9000, street: 'Sonnenhang', houseNumber: '1' }),
          ],
        },
      ],
    },
  ];
}

/** The e-mail address by which a person signs in. */
export const emailOfPerson = (person: Person): string => emailOf(person.name);

function plan(id: string, name: string, slug: string, description: string, price: number, tariff: Tariff): PlanRecord {
  return { id, name, slug, description, price, type: tariff.feedIn ? 'feed_in' : 'consumption', tariff };
}
