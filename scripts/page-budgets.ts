import { elementTags } from './element-tags.ts';

/** Something that a customer waits for, and how heavy it may be. */
export interface PageBudget {
  name: string;
  /** The entries of the page form that it loads. */
  entries: string[];
  /** What of the modules that are loaded on demand counts as well, by name. */
  onDemand?: string[];
  /** In bytes after gzip. 1 kB is 1000 bytes. */
  limit: number;
}

const kB = 1000;

/** Limits of single elements; any other section may weigh 40 kB. */
const ofElement: Record<string, number> = {
  'nomos-invoices': 34 * kB,
  'nomos-portal': 45 * kB,
  'nomos-dashboard': 60 * kB,
  // Without the library that draws, which comes with the chart.
  'nomos-consumption': 60 * kB,
  'nomos-prices': 60 * kB,
};

/**
 * The budgets: each element alone on a page, the autoloader, and the portal's two first pages. The portal loads its
 * sections on demand, so a first page is the portal with one section.
 */
export function pageBudgets(): PageBudget[] {
  return [
    { name: 'autoloader', entries: ['nomos'], limit: 2 * kB },
    ...elementTags().map((tag) => ({ name: `<${tag}> alone`, entries: [tag], limit: ofElement[tag] ?? 40 * kB })),
    { name: 'sign-in page of the portal', entries: ['nomos-portal', 'nomos-login'], limit: 45 * kB },
    { name: 'overview of the portal, first content', entries: ['nomos-portal', 'nomos-dashboard'], limit: 60 * kB },
    {
      name: 'overview of the portal, with its chart',
      entries: ['nomos-portal', 'nomos-dashboard'],
      onDemand: ['energy-chart'],
      limit: 125 * kB,
    },
    {
      name: 'consumption in the portal, with its chart',
      entries: ['nomos-portal', 'nomos-consumption'],
      onDemand: ['energy-chart'],
      limit: 125 * kB,
    },
  ];
}
