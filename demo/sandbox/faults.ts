/** What can be made to go wrong. */
export const faultNames = [
  'slow',
  '401',
  '403',
  '404',
  '429',
  '500',
  'malformed',
  'dropped',
  'ignore-filters',
] as const;

export type Fault = (typeof faultNames)[number];

export function isFault(name: unknown): name is Fault {
  return faultNames.includes(name as Fault);
}

/** How long a slow answer takes, in milliseconds. */
export const slowMilliseconds = 4000;

/** Faults that are switched on for customers: whatever is asked about theirs goes wrong in this way. */
export class Faults {
  readonly #byCustomer = new Map<string, { fault: Fault; paths: string[] }>();

  set(customer: string, fault: Fault, paths: string[] = []): void {
    this.#byCustomer.set(customer, { fault, paths });
  }

  clear(customer: string): void {
    this.#byCustomer.delete(customer);
  }

  /** The fault for a request that concerns these customers; only on paths that end as asked, when there are any. */
  of(customers: readonly string[], path: string): Fault | undefined {
    for (const customer of customers) {
      const set = this.#byCustomer.get(customer);
      if (set && (set.paths.length === 0 || set.paths.some((part) => path.includes(part)))) return set.fault;
    }
    return undefined;
  }
}
