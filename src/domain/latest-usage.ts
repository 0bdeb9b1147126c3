import type { Usage } from '../contract/nomos/usage.ts';
import { instantReader } from './instant.ts';
import { known } from './price-series.ts';

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
 * order, so none is assumed; of two values for the same instant the last one counts.
 */
export function latestUsage(usage: Usage): { latest: LatestUsage; before: LatestUsage | null } | null {
  const read = instantReader();
  const items = new Map(usage.data.map((item) => [read(item.start), item]));
  const [latest, before] = [...items]
    .filter(([at, { usage: kWh }]) => !Number.isNaN(at) && known(kWh) !== null)
    .sort(([a], [b]) => b - a)
    .map(([, { start, usage: kWh, type }]) => ({ start, kWh, type }));
  return latest ? { latest, before: before ?? null } : null;
}
