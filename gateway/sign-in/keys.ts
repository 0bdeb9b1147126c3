import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';

/** Six digits from the system's random source, every one as likely as any other. */
export function randomCode(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, '0');
}

/** An id that says nothing. */
export function randomId(): string {
  return randomBytes(24).toString('base64url');
}

/** An address as it is compared: without blanks around it, composed, in lower case. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** Whether an address can be one: a local part, a domain with a dot, no blanks, at most 254 characters (RFC 5321). */
export function isEmail(email: string): boolean {
  return email.length <= 254 && /^[^\s@"<>()[\],;:\\]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/u.test(email);
}

/**
 * The network that a request comes from, as it is counted: an IPv4 address; of an IPv6 address the first 64 bits, because
 * a household has all the others to itself. IPv4 addresses written as IPv6 count as what they are.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (isIPv4(address)) return address;
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return 'unknown';
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(Math.max(0, gap)).fill('0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** Keyed hashes of what the database must recognise and must not know. */
export function createKeys(serverKey: Buffer) {
  const hmac = (purpose: string, ...parts: string[]): Buffer =>
    createHmac('sha256', serverKey)
      .update(JSON.stringify([purpose, ...parts]))
      .digest();
  return {
    address: (tenant: string, email: string): string => hmac('address', tenant, email).toString('base64url'),
    network: (address: string): string => hmac('network', networkOf(address)).toString('base64url'),
    /** A code is worth something only with its challenge, at its tenant, for its address. */
    code: (challenge: string, tenant: string, addressKey: string, code: string): Buffer =>
      hmac('code', challenge, tenant, addressKey, code),
    equal: (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b),
  };
}

export type Keys = ReturnType<typeof createKeys>;
