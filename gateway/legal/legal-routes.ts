import type { FastifyInstance } from 'fastify';
import { legalPages, legalPath } from '../../src/contract/gateway/legal.ts';
import { notFound } from '../errors.ts';
import { askedLocale } from '../texts/asked-locale.ts';
import { prepareAnswer, sendPrepared } from '../texts/prepared-answer.ts';

/** The legal texts that a supplier has in its folder. */
export function legalRoute(app: FastifyInstance): void {
  app.get<{ Params: { page: string } }>(`${legalPath}/:page`, async (request, reply) => {
    const page = legalPages.find((known) => known === request.params.page);
    const text = page && request.tenant.legal.text(page, askedLocale(request));
    if (!text) throw notFound();
    return sendPrepared(request, reply, prepareAnswer(text));
  });
}
