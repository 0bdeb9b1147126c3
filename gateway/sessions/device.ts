import Bowser from 'bowser';

/** What a session is on, as its owner would call it. `null` is not known. */
export interface Device {
  /** Such as `Firefox`. */
  browser: string | null;
  /** The operating system, such as `Android`. */
  system: string | null;
}

/** A header longer than this is no browser's. */
const longestUserAgent = 1000;

/** Names are short words; anything else that a header makes the parser say is not worth to be kept or shown. */
const nameOf = (text: string | undefined): string | null =>
  text && /^[\p{L}\p{N} .+-]{1,40}$/u.test(text) ? text : null;

/** Reduces a `User-Agent` header to browser and system: versions and models are nobody's business. */
export function deviceOf(userAgent: string | undefined): Device {
  if (!userAgent || userAgent.length > longestUserAgent) return { browser: null, system: null };
  const { browser, os } = Bowser.parse(userAgent);
  return { browser: nameOf(browser.name), system: nameOf(os.name) };
}
