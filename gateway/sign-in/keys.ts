import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
  timingSafeEqual,
} from 'node:crypto';
import { networkOf } from './network.ts';

/** How many digits a code has. */
export const codeDigits = 6;

/** Digits from the system's random source, every code as likely as any other. */
export function randomCode(): string {
  return String(randomInt(0, 10 ** codeDigits)).padStart(codeDigits, '0');
}

/** An id that says nothing and that nobody guesses: 192 bits. */
export function randomId(): string {
  return randomBytes(24).toString('base64url');
}

/** Sizes of AES-256-GCM in bytes. */
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Keyed hashes of what the database must recognise and must not know, and a seal for what it must hold for a while.
 *
 * Secrets change without anybody noticing: whatever is made is made with the first one, what was made with one of the others
 * is still understood. What is found by its hash is looked for under every one of `all`; a seal is opened by whichever made it,
 * which its tag tells beyond doubt.
 *
 * @param serverKey - Of at least 32 bytes.
 * @param fallbackKeys - Those from before, and one that is to come while replicas are told of it one after the other.
 */
export function createKeys(serverKey: Buffer, fallbackKeys: readonly Buffer[] = []) {
  const current = createKey(serverKey);
  const all = [current, ...fallbackKeys.filter((key) => !key.equals(serverKey)).map(createKey)];

  /** @throws {Error} When the bytes were sealed with a key or context that is none of ours, or changed. */
  const openBytes = (sealed: Uint8Array, context: string): Buffer => {
    let refusal: unknown;
    for (const key of all) {
      try {
        return key.openBytes(sealed, context);
      } catch (error) {
        refusal = error;
      }
    }
    throw refusal;
  };

  return {
    ...current,
    all: all as readonly Key[],
    equal: (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b),
    /** @throws {Error} When the text was sealed with another key or context, or changed. */
    open: (sealed: Uint8Array, context: string): string => openBytes(sealed, context).toString('utf8'),
    openBytes,
  };
}

export type Keys = ReturnType<typeof createKeys>;

/** What one secret makes. */
export type Key = ReturnType<typeof createKey>;

function createKey(serverKey: Buffer) {
  const hmac = (purpose: string, ...parts: string[]): Buffer =>
    createHmac('sha256', serverKey)
      .update(JSON.stringify([purpose, ...parts]))
      .digest();
  const sealKey = Buffer.from(hkdfSync('sha256', serverKey, '', 'nomos-portal seal', 32));
  return {
    address: (tenant: string, email: string): string => hmac('address', tenant, email).toString('base64url'),
    network: (address: string): string => hmac('network', networkOf(address)).toString('base64url'),
    /** A code is worth something only with its challenge, at its tenant, for its address. */
    code: (challenge: string, tenant: string, addressKey: string, code: string): Buffer =>
      hmac('code', challenge, tenant, addressKey, code),
    /** A link is worth something at its tenant only. */
    link: (tenant: string, token: string): Buffer => hmac('link', tenant, token),
    /** As `code`, within a session: neither kind of code is ever the other. */
    stepUpCode: (challenge: string, tenant: string, addressKey: string, session: string, code: string): Buffer =>
      hmac('step-up code', challenge, tenant, addressKey, session, code),
    /** What a request says, bound to its key: equal requests are known as such, without being kept for it. */
    request: (tenant: string, requestKey: string, content: string): Buffer =>
      hmac('request', tenant, requestKey, content),
    /** Encrypts; only the same `context` opens it again, so that what is sealed cannot be moved to another row. */
    seal(content: string | Uint8Array, context: string): Buffer {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([
        cipher.update(typeof content === 'string' ? Buffer.from(content) : content),
        cipher.final(),
      ]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    /** @throws {Error} When the bytes were sealed with another key or context, or changed. */
    openBytes(sealed: Uint8Array, context: string): Buffer {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
    },
  };
}
