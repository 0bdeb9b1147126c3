/** The most that fits into a path of RFC 5321, without its angle brackets. */
export const longestEmail = 254;

/** An address as it is compared: without blanks around it, composed (NFC), in lower case. */
export function normalizeEmail(email: string): string {
  // Lower case can decompose a letter again (İ).
  return email.trim().normalize('NFC').toLowerCase().normalize('NFC');
}

/** No blanks, no invisible characters, nothing that a mail header gives a meaning to. */
const localPart = /^[^\s\p{C}@"<>()[\],;:\\]{1,64}$/u;

/** Letters of any script: domains may be international ones. */
const label = /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;

/** Whether a normalised address can be one: a local part, and a domain with a dot. Only a mail tells whether it is. */
export function isEmail(email: string): boolean {
  const [local = '', domain = '', ...rest] = email.split('@');
  const labels = domain.split('.');
  return (
    email.length <= longestEmail &&
    rest.length === 0 &&
    localPart.test(local) &&
    labels.length >= 2 &&
    labels.every((part) => label.test(part))
  );
}
