import type { FastifyRequest } from 'fastify';
import type { TextLocale } from './text-file.ts';

/** The language that `?locale=` asks for when the supplier's portal speaks it, else the portal's own. */
export function askedLocale({ query, tenant }: FastifyRequest): TextLocale {
  const { locale } = query as { locale?: unknown };
  const { locales, default_locale: fallback } = tenant.brand;
  return locales.find((known) => known === locale) ?? fallback;
}
