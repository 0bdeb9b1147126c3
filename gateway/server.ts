import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import { fastify, type FastifyInstance } from 'fastify';
import type { Configuration } from './configuration.ts';
import { answerErrorsWithEnvelopes, tooManyRequests } from './errors.ts';
import { createHelpFeedback } from './help/help-feedback.ts';
import { helpFeedbackRoute, helpRoute } from './help/help-routes.ts';
import { legalRoute } from './legal/legal-routes.ts';
import { createChanges } from './live/changes.ts';
import { eventRoutes } from './live/event-routes.ts';
import { createEventStreams, type StreamLimits } from './live/event-streams.ts';
import { webhookRoutes } from './live/webhook-routes.ts';
import type { Mailer } from './mail/mailer.ts';
import { mirrorRoutes } from './mirror/mirror-routes.ts';
import { createOpenStoredFile } from './mirror/stored-file.ts';
import { createBearerUpstream } from './nomos-api/bearer-upstream.ts';
import { createFindCustomer, createReadCustomer } from './nomos-api/customers.ts';
import { createUpstreams } from './nomos-api/upstream.ts';
import { createNoticeDelivery, type NoticeDelivery } from './notices/notice-delivery.ts';
import { createNotices } from './notices/notices.ts';
import { createWasMade } from './notices/was-made.ts';
import { healthRoutes } from './operation/health.ts';
import { loggerOptions, RequestLog } from './operation/logging.ts';
import { countedMailer, countRequests } from './operation/counting.ts';
import { createMetrics } from './operation/metrics.ts';
import { metricsRoute } from './operation/metrics-route.ts';
import { createDraining } from './operation/shutdown.ts';
import { assetRoutes, brandRoute, pageRoutes } from './page/page-routes.ts';
import { allowEmbedding } from './security/embedding.ts';
import { setSecurityHeaders } from './security/headers.ts';
import { createLookUp } from './requests/known-customer.ts';
import { createRequestDelivery, type RequestDelivery } from './requests/request-delivery.ts';
import { createRequestOutbox } from './requests/request-outbox.ts';
import { requestRoutes } from './requests/request-routes.ts';
import { createRequestStore } from './requests/request-store.ts';
import { createTerminator } from './requests/termination.ts';
import { timeLimits, type TimeLimits } from './security/time-limits.ts';
import { guardWrites } from './security/write-guard.ts';
import { createDeviceList } from './sessions/device-list.ts';
import { deviceRoutes } from './sessions/device-routes.ts';
import { sessionRoutes } from './sessions/session-routes.ts';
import { createSessions } from './sessions/sessions.ts';
import { widgetSessionRoutes } from './sessions/widget-session-routes.ts';
import { createWidgetTokens } from './sessions/widget-tokens.ts';
import { createChallenges } from './sign-in/challenges.ts';
import { createCodeDelivery, type CodeDelivery } from './sign-in/code-delivery.ts';
import { createKeys } from './sign-in/keys.ts';
import { linkRoutes } from './sign-in/link-routes.ts';
import { createLinks } from './sign-in/links.ts';
import { magicLinkRoute } from './sign-in/magic-link-route.ts';
import { perNetwork } from './sign-in/network.ts';
import { createOutbox } from './sign-in/outbox.ts';
import { signInRoutes } from './sign-in/sign-in-routes.ts';
import { createVouch } from './sign-in/vouched-customer.ts';
import { widgetSessionRoute } from './sign-in/widget-session-route.ts';
import { stepUpRoutes } from './step-up/step-up-routes.ts';
import type { Database } from './store/database.ts';
import { purge } from './store/purge.ts';
import type { Tenant } from './tenants/tenant.ts';
import { chooseTenantByHost, createPublicOrigin, tenantsByHost } from './tenants/tenant-hosts.ts';

/** What a gateway is made of. */
export interface ServerParts {
  configuration: Pick<
    Configuration,
    'production' | 'trustProxy' | 'metricsToken' | 'pageFolder' | 'nomosApiUrl' | 'serverKey' | 'logLevel' | 'clock'
  > &
    Partial<Pick<Configuration, 'fallbackKeys' | 'nomosApiPerSecond'>>;
  tenants: readonly Tenant[];
  database: Database;
  mailer: Mailer;
  /** In place of the usual ones, for tests. */
  timeLimits?: TimeLimits;
  /** Likewise. */
  streamLimits?: StreamLimits;
  /** Takes the lines of the log in place of the standard output. */
  logTo?: { write(line: string): void };
}

/** What is built. */
export interface Server {
  app: FastifyInstance;
  /** There to be waited for. */
  codeDelivery: CodeDelivery;
  /** There to be waited for. */
  requestDelivery: RequestDelivery;
  /** Likewise. */
  noticeDelivery: NoticeDelivery;
  /** Finds out whether the Nomos API is there and takes the tenants' credentials. @throws {GatewayError} When not. */
  checkNomosApi: () => Promise<void>;
  /** Says that it is about to end: `/readyz` refuses, streams of events end, everything else is answered as before. */
  drain: () => void;
}

/** Bodies are a few fields; what is larger has a route that says so. */
const largestBody = 16 * 1024;

/** A coarse shield against floods, per network address; what matters has limits of its own. */
const requestsPerMinute = 600;

const purgeMilliseconds = 3_600_000;

/** So many proxies in front are believed, counted from here; or those at these addresses. */
function proxiesOf(
  trusted: Configuration['trustProxy'],
): false | string[] | ((address: string, hop: number) => boolean) {
  return typeof trusted === 'number' ? (_address, hop) => hop < trusted : trusted;
}

/** The gateway, ready to listen or to be asked in process. `codeDelivery` and `noticeDelivery` are there to be waited for. */
export async function buildServer(parts: ServerParts): Promise<Server> {
  const { configuration, tenants, database, timeLimits: limits = timeLimits } = parts;
  const { production, clock } = configuration;
  const app = fastify({
    logger: loggerOptions(configuration.logLevel, parts.logTo),
    trustProxy: proxiesOf(configuration.trustProxy),
    bodyLimit: largestBody,
    logController: new RequestLog(),
    requestTimeout: limits.request,
    connectionTimeout: limits.idle,
    http: { headersTimeout: limits.headers, connectionsCheckingInterval: limits.check },
    // Who has come through to us while we end is answered as usual.
    return503OnClosing: false,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    routerOptions: { ignoreDuplicateSlashes: false, ignoreTrailingSlash: false, caseSensitive: true },
  });
  // Bodies are JSON: a form or a script of another site can send text without being asked first.
  app.removeContentTypeParser('text/plain');
  answerErrorsWithEnvelopes(app);
  await setSecurityHeaders(app, { production });
  chooseTenantByHost(app, tenantsByHost(tenants, { production }));
  guardWrites(app);
  await app.register(cookie);
  await app.register(rateLimit, {
    ...perNetwork(requestsPerMinute),
    errorResponseBuilder: (_request, { ttl }) => tooManyRequests(ttl / 1000),
  });

  const metrics = createMetrics();
  countRequests(app, metrics);
  metricsRoute(app, metrics, { database, clock, production, token: configuration.metricsToken });
  const mailer = countedMailer(parts.mailer, metrics);
  const draining = createDraining(app);
  healthRoutes(app, { database, isDraining: () => draining.isDraining() });

  const upstreamOf = createUpstreams(configuration.nomosApiUrl, {
    perSecond: configuration.nomosApiPerSecond,
    onCall: metrics.countCall,
  });
  const changes = createChanges({ database, logger: app.log });
  const widgetTokens = createWidgetTokens({ database, clock });
  const onSessions = (tenant: string, customer: string): void => changes.say({ tenant, customer, topics: ['devices'] });
  const sessions = createSessions({ database, widgetTokens, clock, onChange: onSessions });
  const devices = createDeviceList({ database, clock, onChange: onSessions });
  const streams = createEventStreams({
    changes,
    sessions,
    upstreamOf,
    metrics,
    logger: app.log,
    limits: parts.streamLimits,
  });
  await webhookRoutes(app, { database, tenants, upstreamOf, clock });
  const keys = createKeys(configuration.serverKey, configuration.fallbackKeys);
  const outbox = createOutbox({ database, keys, clock });
  const challenges = createChallenges({ database, keys, outbox, clock });
  const codeDelivery = createCodeDelivery({
    outbox,
    challenges,
    tenants,
    findCustomer: createFindCustomer(upstreamOf),
    mailer,
    clock,
    logger: app.log,
  });
  const notices = createNotices({ database, keys, clock });
  const wasMade = createWasMade(upstreamOf);
  const noticeDelivery = createNoticeDelivery({ notices, tenants, wasMade, mailer, logger: app.log });
  const publicOrigin = createPublicOrigin({ production });
  const links = createLinks({ database, keys, clock });
  const readCustomer = createReadCustomer(upstreamOf);
  const vouch = createVouch({ readAs: createBearerUpstream(configuration.nomosApiUrl), readCustomer, upstreamOf });
  linkRoutes(app, { links, sessions, readCustomer });
  magicLinkRoute(app, { links, vouch, publicOrigin });
  widgetSessionRoute(app, { sessions, widgetTokens, vouch });
  const requestStore = createRequestStore({ database, keys, clock });
  const requestDelivery = createRequestDelivery({
    store: requestStore,
    outbox: createRequestOutbox({ database, clock }),
    terminator: createTerminator({ upstreamOf, store: requestStore, tenants, clock, logger: app.log }),
    changes,
    tenants,
    mailer,
    clock,
    logger: app.log,
  });
  const openStoredFile = createOpenStoredFile({ production, apiUrl: configuration.nomosApiUrl });
  const { pageFolder } = configuration;
  await assetRoutes(app, { pageFolder, production });
  await allowEmbedding(app, {
    data: async (open) => {
      sessionRoutes(open, { sessions });
      deviceRoutes(open, { sessions, devices });
      eventRoutes(open, { streams, sessions });
      signInRoutes(open, { challenges, delivery: codeDelivery, sessions, widgetTokens, publicOrigin });
      widgetSessionRoutes(open, { sessions, widgetTokens });
      stepUpRoutes(open, { challenges, delivery: codeDelivery, sessions, upstreamOf });
      await requestRoutes(open, {
        store: requestStore,
        delivery: requestDelivery,
        lookUp: createLookUp(upstreamOf),
        sessions,
        changes,
        clock,
      });
      mirrorRoutes(open, { upstreamOf, sessions, metrics, notices, noticeDelivery, changes, clock, openStoredFile });
      helpFeedbackRoute(open, { feedback: createHelpFeedback({ database, clock }) });
    },
    files: (open) => {
      brandRoute(open);
      helpRoute(open);
      legalRoute(open);
    },
  });
  await pageRoutes(app, { pageFolder, sessions });

  const purgeNow = (): Promise<void> =>
    purge(database, clock()).catch((error: unknown) => app.log.error({ err: error }, 'old rows were not deleted'));
  let purged = Promise.resolve();
  const purging = setInterval(() => void (purged = purgeNow()), purgeMilliseconds);
  app.addHook('onReady', async () => {
    streams.watch();
    requestDelivery.watch();
    noticeDelivery.watch();
    purged = purgeNow();
    await codeDelivery.watch();
  });
  // A stream would hold up the end for as long as its browser is there.
  app.addHook('preClose', async () => streams.end());
  app.addHook('onClose', async () => {
    clearInterval(purging);
    await Promise.all([purged, codeDelivery.close(), requestDelivery.close(), noticeDelivery.close()]);
    await changes.close();
    mailer.close();
  });
  const checkNomosApi = async (): Promise<void> => {
    await Promise.all(tenants.map((tenant) => upstreamOf(tenant).check()));
  };
  const drain = (): void => {
    draining.begin();
    streams.end();
  };
  return { app, codeDelivery, requestDelivery, noticeDelivery, checkNomosApi, drain };
}
