import type { Usage } from '../contract/nomos/usage.ts';

/** One interval of usage. */
export interface LatestUsage {
  /** UTC instant at which the interval begins. */
  start: string;
  kWh: number;
  /** `final`, `preliminary`, or another status that the API may name. */
  type: string;
}

/**
 * The most recent interval for which there is a value, and the one before it to compare with. The API does not promise an
 * order, so none is assumed.
 */
export function latestUsage(usage: Usage): { latest: LatestUsage; before: LatestUsage | null } | null {
  const [latest, before] = [...usage.data]
    .sort((a, b) => Date.parse(b.start) - Date.parse(a.start))
    .map(({ start, usage: kWh, type }) => ({ start, kWh, type }));
  return latest ? { latest, before: before ?? null } : null;
}
