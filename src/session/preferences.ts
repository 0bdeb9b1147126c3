/**
 * What a browser remembers between visits: the subscription chosen (by customer), language, theme. No token and no
 * personal data. Where storage is blocked, nothing is remembered and nothing breaks.
 */
export const preferences = {
  read(name: string): string | null {
    try {
      return localStorage.getItem(`nomos.${name}`);
    } catch {
      return null;
    }
  },

  write(name: string, value: string): void {
    try {
      localStorage.setItem(`nomos.${name}`, value);
    } catch {
      // Blocked or full: the choice lasts as long as the page.
    }
  },
};
