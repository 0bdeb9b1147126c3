/** A key of a request: 192 random bits. Kept with what was typed, so that sending it again is not a second request. */
export function newRequestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
