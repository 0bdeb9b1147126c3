import { createHash } from 'node:crypto';

/** Numbers and ids that look random and are the same in every run: everything is derived from names. */
function digest(name: string): Buffer {
  return createHash('sha256').update(`sandbox ${name}`).digest();
}

/** An id as the API makes them: its prefix and 24 letters and digits. */
export function idOf(prefix: string, name: string): string {
  const text = BigInt(`0x${digest(`${prefix} ${name}`).toString('hex')}`).toString(36);
  return `${prefix}_${text.slice(0, 24).padEnd(24, '0')}`;
}

/** A number from 0 (inclusive) to 1 (exclusive). */
export function fractionOf(name: string): number {
  return digest(name).readUInt32BE(0) / 2 ** 32;
}

/** Fast noise for long series: 0 (inclusive) to 1 (exclusive) for a whole number and a seed. */
export function noise(seed: number, n: number): number {
  let value = Math.imul(n ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0) / 2 ** 32;
}

/** A seed for {@link noise}. */
export function seedOf(name: string): number {
  return digest(name).readInt32BE(4);
}

/** The plans of the sandbox; tenant files name them. */
export const planIds = {
  lumio: 'pln_lumiodynamik0000000001',
  lumioFeedIn: 'pln_lumioeinspeisung000001',
  voltwerk: 'pln_voltwerkspot0000000001',
  acmeFeedIn: 'pln_acmepowerfeedin0000001',
} as const;

/** The e-mail address of a sandbox customer. */
export const emailOf = (name: string): string => `${name}@sandbox.example`;

export const customerIdOf = (name: string): string => idOf('cus', name);

/** The id of a customer's subscription; most have one, named `main`. */
export const subscriptionIdOf = (customer: string, name = 'main'): string => idOf('sub', `${customer} ${name}`);

/** The id of the invoice of a subscription for the month that begins on a Berlin day. */
export const invoiceIdOf = (subscription: string, month: string, type = 'regular'): string =>
  idOf('inv', `${subscription} ${month} ${type}`);
