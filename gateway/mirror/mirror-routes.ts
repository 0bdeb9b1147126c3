import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { mirrorPrefix } from '../../src/contract/gateway/routes.ts';
import { badGateway, badRequest, notFound, unauthorized } from '../errors.ts';
import type { Changes } from '../live/changes.ts';
import { idPatterns } from '../nomos-api/object-ids.ts';
import type { UpstreamOf } from '../nomos-api/upstream.ts';
import type { NoticeDelivery } from '../notices/notice-delivery.ts';
import type { Notices } from '../notices/notices.ts';
import type { Metrics } from '../operation/metrics.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { changeRoutes } from './change-routes.ts';
import { sendInvoiceFile } from './invoice-file.ts';
import { pagingParameters, readQuery, writeQuery, type AllowedQuery } from './mirror-query.ts';
import { ownWriteRoutes } from './own-write-routes.ts';
import { createOwnership, type Caller, type CallerOf } from './ownership.ts';
import type { OpenStoredFile } from './stored-file.ts';
import { passOnError } from './upstream-answer.ts';

const date = /^\d{4}-\d{2}-\d{2}$/;
const dateOperators = ['gte', 'gt', 'lte', 'lt'];

/** By how an object says whose it is. Anything else about it is the API's business and passes through. */
const ownedByCustomer = z.object({ customer: z.string() });
const ownedThroughSubscription = z.object({ customer: z.string(), subscription: z.string() });

const listBody = z.object({ items: z.array(z.unknown()) });

type Resource = keyof typeof idPatterns;

/** Lists that are filtered by a subscription of the customer's: those that name it must, the API knows no other way. */
const listsBySubscription: Record<string, { subscriptionRequired: boolean; query: AllowedQuery }> = {
  invoices: {
    subscriptionRequired: true,
    query: {
      parameters: pagingParameters,
      filters: {
        subscription: ['eq'],
        status: ['eq'],
        type: ['eq'],
        period_start: dateOperators,
        period_end: dateOperators,
      },
    },
  },
  'meter-readings': {
    subscriptionRequired: true,
    query: { parameters: pagingParameters, filters: { subscription: ['eq'], type: ['eq'], created_at: dateOperators } },
  },
  'meter-orders': {
    subscriptionRequired: false,
    query: { parameters: pagingParameters, filters: { subscription: ['eq'], status: ['eq'] } },
  },
  'grid-fee-reductions': {
    subscriptionRequired: false,
    query: { parameters: pagingParameters, filters: { subscription: ['eq'], status: ['eq'] } },
  },
};

interface MirrorRequest {
  Params: { id: string };
}

/**
 * The Nomos API for one customer: the paths that are named here and no others, with the customer taken from the session
 * alone, and every object that comes back checked for its owner before it leaves.
 */
export function mirrorRoutes(
  app: FastifyInstance,
  {
    upstreamOf,
    sessions,
    metrics,
    notices,
    noticeDelivery,
    changes,
    clock,
    openStoredFile,
  }: {
    upstreamOf: UpstreamOf;
    sessions: Sessions;
    metrics: Metrics;
    notices: Notices;
    noticeDelivery: NoticeDelivery;
    changes: Changes;
    clock: () => Date;
    openStoredFile: OpenStoredFile;
  },
): void {
  const ownership = createOwnership(upstreamOf);

  const callerOf: CallerOf = async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const session = await sessions.authenticate(request, reply);
    if (!session) throw unauthorized();
    return { tenant: request.tenant, session };
  };

  const idOf = (resource: Resource, request: FastifyRequest<MirrorRequest>): string => {
    const { id } = request.params;
    if (!idPatterns[resource].test(id)) throw notFound();
    return id;
  };

  const searchOf = (request: FastifyRequest): string => new URL(request.url, 'http://gateway').search;

  /** One object that says whose it is. */
  const getOwned = (resource: Resource): void => {
    app.get<MirrorRequest>(`${mirrorPrefix}/${resource}/:id`, async (request, reply) => {
      const caller = await callerOf(request, reply);
      const id = idOf(resource, request);
      readQuery(searchOf(request), {});
      const answer = await upstreamOf(caller.tenant).get(`/${resource}/${id}`);
      passOnError(answer);
      if (!isOwn(answer.body, caller)) throw notFound();
      return answer.body;
    });
  };

  const isOwn = (item: unknown, { session }: Caller): boolean => {
    const parsed = z.safeParse(ownedByCustomer, item);
    return parsed.success && parsed.data.customer === session.customer;
  };

  /** A list without what is not the caller's: the API gives everything when it does not know a filter. */
  const onlyOwn = (body: unknown, isWanted: (item: unknown) => boolean, tenant: string): unknown => {
    const parsed = z.safeParse(listBody, body);
    if (!parsed.success) throw badGateway('The Nomos API answered with something else than a list');
    const items = parsed.data.items.filter(isWanted);
    const foreign = parsed.data.items.length - items.length;
    if (foreign > 0) metrics.foreignObjects.inc({ tenant }, foreign);
    return { ...(body as object), items };
  };

  app.get<MirrorRequest>(`${mirrorPrefix}/customers/:id`, async (request, reply) => {
    const caller = await callerOf(request, reply);
    const id = idOf('customers', request);
    readQuery(searchOf(request), {});
    if (id !== caller.session.customer) throw notFound();
    const answer = await upstreamOf(caller.tenant).get(`/customers/${id}`);
    passOnError(answer);
    if ((answer.body as { id?: unknown } | null)?.id !== id) throw notFound();
    return answer.body;
  });

  app.get(`${mirrorPrefix}/subscriptions`, async (request, reply) => {
    const caller = await callerOf(request, reply);
    const { customer } = caller.session;
    const query = readQuery(searchOf(request), {
      parameters: pagingParameters,
      filters: { customer: ['eq'], status: ['eq'] },
    });
    if ((query.get('filter[customer][eq]') ?? customer) !== customer) throw notFound();
    query.set('filter[customer][eq]', customer);
    const answer = await upstreamOf(caller.tenant).get(`/subscriptions${writeQuery(query)}`);
    passOnError(answer);
    return onlyOwn(answer.body, (item) => isOwn(item, caller), caller.tenant.slug);
  });

  app.get<MirrorRequest>(`${mirrorPrefix}/subscriptions/:id`, async (request, reply) => {
    const caller = await callerOf(request, reply);
    const id = idOf('subscriptions', request);
    readQuery(searchOf(request), {});
    const answer = await upstreamOf(caller.tenant).get(`/subscriptions/${id}`);
    ownership.readOwn(caller, id, answer);
    return answer.body;
  });

  const series: Record<string, AllowedQuery> = {
    usage: { parameters: { start: date, end: date, resolution: /^(auto|15min|hour|day|week|month)$/ } },
    prices: { parameters: { start: date, end: date } },
  };
  for (const [name, allowed] of Object.entries(series)) {
    app.get<MirrorRequest>(`${mirrorPrefix}/subscriptions/:id/${name}`, async (request, reply) => {
      const caller = await callerOf(request, reply);
      const id = idOf('subscriptions', request);
      const query = readQuery(searchOf(request), allowed);
      await ownership.ownSubscription(caller, id);
      const answer = await upstreamOf(caller.tenant).get(`/subscriptions/${id}/${name}${writeQuery(query)}`);
      passOnError(answer);
      if (typeof answer.body !== 'object' || answer.body === null)
        throw badGateway('The Nomos API answered with nothing');
      const { subscription } = answer.body as { subscription?: unknown };
      if (subscription !== undefined && subscription !== id) throw notFound();
      return answer.body;
    });
  }

  for (const [resource, { subscriptionRequired, query: allowed }] of Object.entries(listsBySubscription)) {
    app.get(`${mirrorPrefix}/${resource}`, async (request, reply) => {
      const caller = await callerOf(request, reply);
      const query = readQuery(searchOf(request), allowed);
      const subscription = query.get('filter[subscription][eq]');
      if (subscription === undefined) {
        if (subscriptionRequired) throw badRequest('filter[subscription][eq] is needed');
        query.set('filter[customer][eq]', caller.session.customer);
      } else {
        if (!idPatterns.subscriptions.test(subscription)) throw notFound();
        await ownership.ownSubscription(caller, subscription);
      }
      const answer = await upstreamOf(caller.tenant).get(`/${resource}${writeQuery(query)}`);
      passOnError(answer);
      const isWanted = (item: unknown): boolean => {
        const parsed = z.safeParse(ownedThroughSubscription, item);
        if (!parsed.success || parsed.data.customer !== caller.session.customer) return false;
        return subscription === undefined || parsed.data.subscription === subscription;
      };
      return onlyOwn(answer.body, isWanted, caller.tenant.slug);
    });
  }

  ownWriteRoutes(app, { upstreamOf, ownership, callerOf, metrics, changes });
  changeRoutes(app, { upstreamOf, ownership, callerOf, sessions, notices, noticeDelivery, metrics, changes, clock });

  getOwned('invoices');
  getOwned('meter-orders');
  getOwned('grid-fee-reductions');

  app.get<MirrorRequest>(`${mirrorPrefix}/invoices/:id/file`, async (request, reply) => {
    const caller = await callerOf(request, reply);
    const id = idOf('invoices', request);
    const query = readQuery(searchOf(request), { parameters: { download: /^1$/ } });
    const upstream = upstreamOf(caller.tenant);
    const answer = await upstream.get(`/invoices/${id}`);
    passOnError(answer);
    if (!isOwn(answer.body, caller)) throw notFound();
    return sendInvoiceFile(reply, upstream, answer.body, { id, download: query.has('download'), openStoredFile });
  });

  /** Plans hold nothing personal, but which ones there are is the supplier's business. */
  const ownPlan = async (request: FastifyRequest<MirrorRequest>, caller: Caller): Promise<string> => {
    const id = idOf('plans', request);
    if (!(await ownership.hasPlan(caller, id))) throw notFound();
    return id;
  };

  app.get<MirrorRequest>(`${mirrorPrefix}/plans/:id`, async (request, reply) => {
    const caller = await callerOf(request, reply);
    readQuery(searchOf(request), {});
    const id = await ownPlan(request, caller);
    const answer = await upstreamOf(caller.tenant).get(`/plans/${id}`);
    passOnError(answer);
    return answer.body;
  });

  app.get<MirrorRequest>(`${mirrorPrefix}/plans/:id/quote`, async (request, reply) => {
    const caller = await callerOf(request, reply);
    const query = readQuery(searchOf(request), {
      parameters: { zip_code: /^\d{5}$/, usage: /^\d{1,6}(\.\d+)?$/, meter_type: /^(analog|smart)$/ },
    });
    const id = await ownPlan(request, caller);
    const answer = await upstreamOf(caller.tenant).get(`/plans/${id}/quote${writeQuery(query)}`);
    passOnError(answer);
    return answer.body;
  });
}
