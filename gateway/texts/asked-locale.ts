import type { FastifyRequest } from 'fastify';
import type { Brand } from '../../src/contract/gateway/brand.ts';
import { locales, textLanguageOf } from '../../src/contract/gateway/languages.ts';
import type { TextLocale } from './text-file.ts';

/** The language that `?locale=` asks for when the supplier's portal speaks it, else the portal's own. */
export function askedLocale({ query, tenant }: FastifyRequest): TextLocale {
  const { locale } = query as { locale?: unknown };
  return languageOf(typeof locale === 'string' ? locale : '', tenant.brand);
}

/**
 * The language in which somebody is written to whose page speaks this one (a tag): it, or the one that goes with it, when
 * the brand writes in it, else the brand's own.
 */
export function languageOf(tag: string, { locales: spoken, default_locale: fallback }: Brand): TextLocale {
  const [language] = tag.toLowerCase().split('-');
  const wanted = locales.some((known) => known === language) ? textLanguageOf(tag.toLowerCase()) : undefined;
  return spoken.map(textLanguageOf).find((known) => known === wanted) ?? textLanguageOf(fallback);
}
