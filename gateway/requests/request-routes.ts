import { setTimeout as pause } from 'node:timers/promises';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { largestAttachment } from '../../src/contract/gateway/attachment-bounds.ts';
import {
  receiptSchema,
  requestParts,
  requestsPath,
  type CustomerRequest,
} from '../../src/contract/gateway/requests.ts';
import { badGateway, badRequest, GatewayError, notFound, unauthorized } from '../errors.ts';
import type { Changes } from '../live/changes.ts';
import { bodyOf } from '../request-body.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { checkAttachment } from './attachment.ts';
import type { KnownCustomer, StoredRequest } from './customer-request.ts';
import type { createLookUp } from './known-customer.ts';
import { receiptPdf } from './receipt-pdf.ts';
import type { RequestDelivery } from './request-delivery.ts';
import { checkRequest, fieldProblem } from './request-input.ts';
import type { LeasedRequest, RequestStore } from './request-store.ts';
import { summaryOf } from './request-summary.ts';
import { sayRequest } from './say-request.ts';
import { terminationOf } from './termination.ts';

/** A message of 100,000 characters is told that it is too long, at its field; what is larger is no message. */
const largestBody = 512 * 1024;

/** How long an answer waits for the Nomos API, in milliseconds. What comes later is told by mail. */
const outcomePatience = 8000;

/** How often is looked whether another replica has the outcome, in milliseconds. */
const lookAgainMilliseconds = 150;

/** How many files are read at the same time: each is in memory for as long as it takes. */
const uploadsAtOnce = 24;

/** A request as its author sees it. */
export function publicRequest(request: StoredRequest): CustomerRequest {
  const { id, reference, content, outcome, forwardedAt, receivedAt } = request;
  return {
    id,
    reference,
    kind: content.kind,
    state: outcome.type === 'applied' ? 'applied' : forwardedAt ? 'forwarded' : 'received',
    received_at: receivedAt.toISOString(),
    subscription: content.subscription,
    end_at: outcome.type === 'applied' ? outcome.endAt.toISOString() : null,
    refusal: outcome.type === 'refused' ? outcome.code : null,
    summary: summaryOf(request),
  };
}

/** Requests of customers: taken, shown again, and with a receipt. */
export async function requestRoutes(
  app: FastifyInstance,
  {
    store,
    delivery,
    lookUp,
    sessions,
    changes,
    clock,
  }: {
    store: RequestStore;
    delivery: RequestDelivery;
    lookUp: ReturnType<typeof createLookUp>;
    sessions: Sessions;
    changes: Changes;
    clock: () => Date;
  },
): Promise<void> {
  /** Carries a new request out; waits for it, but not for long. */
  const carriedOut = async (request: LeasedRequest): Promise<StoredRequest> => {
    const late = new AbortController();
    const work = delivery.begin(request);
    await Promise.race([work, pause(outcomePatience, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
    return (await store.get(request.id)) ?? request;
  };

  /** The outcome of a request that has been made already: somebody else may be at it just now. */
  const withOutcome = async (request: LeasedRequest): Promise<StoredRequest> => {
    let current = request;
    for (const deadline = Date.now() + outcomePatience; Date.now() < deadline;) {
      // Nobody is at it: it will take its time.
      if (current.outcome.type !== 'open' || current.leasedUntil <= clock()) break;
      await pause(lookAgainMilliseconds);
      current = (await store.get(request.id)) ?? current;
    }
    return current;
  };

  // Apart from the rest: nowhere else a form with files is a body.
  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { files: 1, fields: 1, parts: 2, fileSize: largestAttachment, fieldSize: largestBody, headerPairs: 20 },
    });
    const readBody = createBodyReader();

    scope.post(requestsPath, { bodyLimit: largestBody }, async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      const { tenant } = request;
      const session = await sessions.authenticate(request, reply);
      const { body, file } = await readBody(request);
      const asked = checkRequest(body, clock());
      if (asked.kind === 'meter-swap' && !session) throw unauthorized();
      const attachment = file && (await checkAttachment(asked.kind, file));

      const made = await store.made(tenant.slug, asked, attachment);
      if (made) return publicRequest(await withOutcome(made));

      let known: KnownCustomer | null = null;
      if (session) {
        const found = await lookUp(tenant, session.customer, asked.subscription);
        if (found === 'unknown_subscription') {
          throw badRequest('There is no such subscription', [fieldProblem('unknown_subscription', 'subscription')]);
        }
        // A declaration counts from when it is here, whether the API is or not. A report can be made again.
        if (found === 'no_answer' && asked.kind === 'meter-swap') throw badGateway('The Nomos API cannot be reached');
        if (found !== 'no_answer') known = found;
      }
      const { request: stored, isNew } = await store.add({
        tenant: tenant.slug,
        customer: session?.customer ?? null,
        ip: request.ip,
        request: asked,
        known,
        attachment,
        forApi: session !== null && terminationOf(asked) !== null,
      });
      if (isNew) sayRequest(changes, stored);
      const settled = await (isNew ? carriedOut(stored) : withOutcome(stored));
      return reply.status(isNew ? 201 : 200).send(publicRequest(settled));
    });
  });

  app.get(requestsPath, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const session = await sessions.authenticate(request, reply);
    if (!session) throw unauthorized();
    const requests = await store.ofCustomer(session.tenant, session.customer);
    return { items: requests.map(publicRequest) };
  });

  app.post<{ Params: { id: string } }>(`${requestsPath}/:id/receipt`, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const { key } = bodyOf(request, receiptSchema);
    // The key alone finds it: an id that is not there and a wrong key are one case.
    const made = await store.byKey(request.tenant.slug, request.params.id, key);
    if (!made) throw notFound();
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="${made.reference}.pdf"`)
      .send(await receiptPdf(request.tenant, made));
  });
}

/** Reads a request as JSON, or as a form of JSON and a file. */
function createBodyReader() {
  let uploads = 0;

  const readForm = async (request: FastifyRequest): Promise<{ body: unknown; file: Buffer | null }> => {
    let json: string | undefined;
    let file: Buffer | null = null;
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (part.fieldname !== requestParts.request || part.valueTruncated)
          throw badRequest('The form is not well-formed');
        json = typeof part.value === 'string' ? part.value : JSON.stringify(part.value);
      } else {
        if (part.fieldname !== requestParts.attachment) throw badRequest('The form is not well-formed');
        const content = await part.toBuffer().catch((error: unknown) => {
          if ((error as { code?: unknown }).code !== 'FST_REQ_FILE_TOO_LARGE') throw error;
          throw new GatewayError(413, 'PAYLOAD_TOO_LARGE', 'The file is too large', {
            errors: [fieldProblem('too_large', 'attachment')],
          });
        });
        // A field for a file in which none was chosen.
        file = content.length === 0 && part.filename === '' ? null : content;
      }
    }
    if (json === undefined) throw badRequest('The form has no request in it');
    try {
      return { body: JSON.parse(json) as unknown, file };
    } catch {
      throw badRequest('The request is not JSON');
    }
  };

  return async (request: FastifyRequest): Promise<{ body: unknown; file: Buffer | null }> => {
    if (!request.isMultipart()) return { body: request.body, file: null };
    if (uploads >= uploadsAtOnce) {
      throw new GatewayError(503, 'SERVICE_UNAVAILABLE', 'Too many files at once', { retryAfterSeconds: 5 });
    }
    uploads += 1;
    try {
      return await readForm(request);
    } finally {
      uploads -= 1;
    }
  };
}
