import type { FastifyInstance } from 'fastify';
import { helpFeedbackSchema, helpPath } from '../../src/contract/gateway/help.ts';
import { notFound } from '../errors.ts';
import { bodyOf } from '../request-body.ts';
import { networkOf } from '../sign-in/network.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { askedLocale } from '../texts/asked-locale.ts';
import { prepareAnswer, sendPrepared, type PreparedAnswer } from '../texts/prepared-answer.ts';
import type { TextLocale } from '../texts/text-file.ts';
import type { HelpFeedbackCounts } from './help-feedback.ts';

/** How often one network may say whether articles help, in an hour: a count that anybody can drive up is worth nothing. */
const feedbackPerHour = 30;

/** The help articles, all in one answer: a search needs them all, and they are needed when all else fails. */
export function helpRoute(app: FastifyInstance): void {
  const answers = new WeakMap<Tenant, Map<TextLocale, PreparedAnswer>>();
  const answerFor = (tenant: Tenant, locale: TextLocale): PreparedAnswer => {
    let byLocale = answers.get(tenant);
    if (!byLocale) answers.set(tenant, (byLocale = new Map<TextLocale, PreparedAnswer>()));
    let answer = byLocale.get(locale);
    if (!answer) byLocale.set(locale, (answer = prepareAnswer({ articles: tenant.help.articles(locale) })));
    return answer;
  };

  app.get(helpPath, async (request, reply) =>
    sendPrepared(request, reply, answerFor(request.tenant, askedLocale(request))),
  );
}

/** Takes whether an article helped. */
export function helpFeedbackRoute(app: FastifyInstance, { feedback }: { feedback: HelpFeedbackCounts }): void {
  app.post<{ Params: { slug: string } }>(
    `${helpPath}/:slug/feedback`,
    {
      config: {
        rateLimit: {
          max: feedbackPerHour,
          timeWindow: 3_600_000,
          keyGenerator: (request) => `help ${networkOf(request.ip)}`,
        },
      },
    },
    async (request, reply) => {
      const { helpful, locale } = bodyOf(request, helpFeedbackSchema);
      const { tenant } = request;
      const article = tenant.help.article(request.params.slug, locale);
      if (!article) throw notFound();
      await feedback.add({ tenant: tenant.slug, slug: article.slug, locale, helpful });
      return reply.status(204).header('cache-control', 'no-store').send();
    },
  );
}
