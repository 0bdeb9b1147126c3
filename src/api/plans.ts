import { planSchema, type Plan } from '../contract/nomos/plan.ts';
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';
import type { Query } from './query.ts';

const minute = 60_000;

/** `GET /plans/{id}` */
export function getPlan(client: NomosClient, id: string, options?: CallOptions): Promise<Plan> {
  return client.get(pathOf(['plans', id]), planSchema, options);
}

/** A plan: its name and basic fee hardly ever change. */
export function planQuery(client: NomosClient, id: string): Query<Plan> {
  return { queryKey: ['plan', id], queryFn: ({ signal }) => getPlan(client, id, { signal }), staleTime: 60 * minute };
}
