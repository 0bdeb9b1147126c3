/**
 * Whether an e-mail address can be one, as far as a form should judge: something, an at sign, a domain with a dot. The
 * server has the last word.
 */
export function looksLikeEmail(address: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/u.test(address) && address.length <= 254;
}
