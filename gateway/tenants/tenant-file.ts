import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { brandColorNames } from '../../src/contract/gateway/brand.ts';
import type { CustomerService } from '../../src/contract/gateway/customer-service.ts';
import { locales } from '../../src/contract/gateway/languages.ts';
import { legalPages } from '../../src/contract/gateway/legal.ts';
import { weekdays } from '../../src/domain/opening-hours.ts';
import { readableColors } from '../../src/domain/contrast.ts';
import { builtInArticles, createHelpLibrary, readArticles } from '../help/help-articles.ts';
import { readLegalTexts } from '../legal/legal-texts.ts';
import type { ReportMistake } from '../texts/text-file.ts';
import { portalDomain } from './tenant-hosts.ts';
import type { Tenant } from './tenant.ts';

const httpUrl = z.url({ protocol: /^https?$/ });
const origin = z.string().refine((value) => URL.canParse(value) && new URL(value).origin === value, {
  error: 'has to be an origin such as https://www.example.com',
});
const hostName = z.string().regex(/^[a-z0-9.-]+$/, { error: 'has to be a host name in lower case' });
const variableName = z.string().regex(/^[A-Z][A-Z0-9_]*$/, { error: 'has to name an environment variable' });
const text = z.string().trim().min(1);
/** Goes into a style sheet as it is: nothing that could end a declaration. */
const cssValue = z.string().regex(/^[\w\s.,'"%-]+$/, { error: 'has to be a plain CSS value' });

/** Every colour of the contract, each as it stands in style sheets. */
const colorsSchema = z.record(z.enum(brandColorNames), z.string().regex(/^#[0-9a-f]{6}$/i));

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'has to be a time such as 08:30' });

const openingHoursSchema = z
  .strictObject({ days: z.array(z.enum(weekdays)).min(1), from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from < to, { error: 'from has to be before to', path: ['to'] });

/** A tenant as its file says it. Unknown keys are mistakes: a misspelt one must not be silently without effect. */
const tenantFileSchema = z.strictObject({
  slug: z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, { error: 'has to be a part of a host name' }),
  name: text,
  plans: z.array(z.string().regex(/^pln_[a-z0-9]+$/, { error: 'has to be a plan id (pln_…)' })).min(1),
  api: z.strictObject({
    client_id_variable: variableName,
    client_secret_variable: variableName,
    /** The variable holds one secret, or several with commas between while they are changed. */
    webhook_secrets_variable: variableName.nullable().default(null),
  }),
  hosts: z.array(hostName).default([]),
  embed_origins: z.array(origin).default([]),
  mail: z.strictObject({
    from: z.email(),
    reply_to: z.email().nullable().default(null),
    /** Where requests of customers go; by default to the customer service. */
    requests_to: z.email().nullable().default(null),
  }),
  brand: z.strictObject({
    locales: z.array(z.enum(locales)).min(1),
    default_locale: z.enum(locales),
    messages: z.partialRecord(z.enum(locales), z.record(z.string(), text)).nullable().default(null),
    default_theme: z.enum(['light', 'dark', 'system']),
    logo_url: z
      .union([httpUrl, z.string().startsWith('/assets/')])
      .nullable()
      .default(null),
    colors: z.strictObject({ light: z.unknown(), dark: z.unknown() }),
    radius: cssValue,
    density: z.enum(['comfortable', 'compact']),
    font_family: cssValue.nullable().default(null),
    support: z.strictObject({
      email: z.email(),
      phone: text.nullable().default(null),
      hours: z
        .record(z.enum(['de', 'en']), text)
        .nullable()
        .default(null),
      url: httpUrl.nullable().default(null),
      opening_hours: z.array(openingHoursSchema).default([]),
      /** By when a message is answered as a rule. */
      answer_time: z
        .strictObject({ count: z.int().min(1).max(60), unit: z.enum(['hour', 'day', 'working_day']) })
        .nullable()
        .default(null),
      chat_url: httpUrl.nullable().default(null),
    }),
    terms: z
      .strictObject({
        notice_period: z
          .strictObject({ count: z.int().min(1).max(365), unit: z.enum(['day', 'week', 'month']) })
          .nullable()
          .default(null),
        dispute_body: z
          .strictObject({
            name: text,
            address: z.array(text).default([]),
            phone: text.nullable().default(null),
            email: z.email().nullable().default(null),
            url: httpUrl.nullable().default(null),
          })
          .nullable()
          .default(null),
      })
      .nullable()
      .default(null),
    legal: z.strictObject({
      company: text,
      address: z.array(text).min(1),
      imprint_url: httpUrl.nullable().default(null),
      privacy_url: httpUrl.nullable().default(null),
      accessibility_url: httpUrl.nullable().default(null),
      creditor: z.strictObject({ name: text, identifier: text }).nullable().default(null),
    }),
  }),
});

/** What is shorter could be guessed. */
const shortestWebhookSecret = 16;

/** Mistakes in tenant files: file and place of each, one a line. */
export class TenantFileError extends Error {}

/**
 * Reads every tenant of a folder: one JSON file each, with its texts in a folder of its name beside it.
 *
 * @param environment - Holds the credentials that the files name; `NOMOS_CLIENT_ID` and `NOMOS_CLIENT_SECRET` take the
 *   place of all of them when set.
 * @throws {TenantFileError} With all mistakes of all files.
 */
export async function readTenants(folder: string, environment: Record<string, string | undefined>): Promise<Tenant[]> {
  const names = await readdir(folder).catch(() => {
    throw new TenantFileError(`TENANTS_DIR: there is no folder ${folder}`);
  });
  const files = names.filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) throw new TenantFileError(`TENANTS_DIR: no tenant file (*.json) in ${folder}`);
  const mistakes: string[] = [];
  const tenants: Tenant[] = [];
  for (const name of files) {
    const file = join(folder, name);
    const parsed = parseTenant(await readFile(file, 'utf8'), environment, (where, what) =>
      mistakes.push(`${file}: ${where ? `${where}: ` : ''}${what}`),
    );
    if (!parsed) continue;
    const mistake: ReportMistake = (where, what) => mistakes.push(`${where}: ${what}`);
    const tenant = await withTexts(parsed, join(folder, parsed.slug), mistake);
    for (const page of legalPages) {
      const url = `${page}_url` as const;
      if (tenant.brand.legal[url] === null && !tenant.legal.pages.includes(page)) {
        mistake(file, `brand.legal.${url}: has to be there, or the text in ${join(tenant.slug, 'legal')}`);
      }
    }
    const names = hostNamesOf(tenant);
    const twin = tenants.find((other) => hostNamesOf(other).some((host) => names.includes(host)));
    if (twin) mistakes.push(`${file}: slug or host is taken by tenant ${twin.slug} already`);
    tenants.push(tenant);
  }
  if (mistakes.length > 0) throw new TenantFileError(mistakes.join('\n'));
  return tenants;
}

/** A tenant as its file says it, before its texts are read. */
type TenantWithoutTexts = Omit<Tenant, 'help' | 'legal'>;

/** Reads what stands in the tenant's folder, which need not be there: `help/` over the built-in articles, and `legal/`. */
async function withTexts(tenant: TenantWithoutTexts, folder: string, mistake: ReportMistake): Promise<Tenant> {
  const { brand } = tenant;
  const own = await readArticles(join(folder, 'help'), mistake);
  const help = createHelpLibrary({ brand, builtIn: await builtInArticles(), own, mistake });
  const legal = await readLegalTexts(join(folder, 'legal'), brand, mistake);
  return { ...tenant, brand: { ...brand, legal: { ...brand.legal, pages: legal.pages } }, help, legal };
}

/** Every name under which a tenant can be asked for; no two tenants may share one. */
function hostNamesOf({ slug, hosts }: Pick<Tenant, 'slug' | 'hosts'>): string[] {
  return [slug, `${slug}.localhost`, `${slug}.${portalDomain}`, ...hosts];
}

function parseTenant(
  json: string,
  environment: Record<string, string | undefined>,
  mistake: (where: string, what: string) => void,
): TenantWithoutTexts | null {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (error) {
    mistake('', `is not JSON: ${(error as Error).message}`);
    return null;
  }
  const parsed = tenantFileSchema.safeParse(content);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) mistake(path.join('.'), message);
    return null;
  }
  const { slug, name, plans, api, hosts, embed_origins: embedOrigins, mail, brand } = parsed.data;
  if (!brand.locales.includes(brand.default_locale)) mistake('brand.default_locale', 'has to be one of brand.locales');
  const colors = { light: colorsOf('light'), dark: colorsOf('dark') };
  const clientId = environment.NOMOS_CLIENT_ID || environment[api.client_id_variable];
  const clientSecret = environment.NOMOS_CLIENT_SECRET || environment[api.client_secret_variable];
  if (!clientId) mistake('api.client_id_variable', `the environment has no ${api.client_id_variable}`);
  if (!clientSecret) mistake('api.client_secret_variable', `the environment has no ${api.client_secret_variable}`);
  const webhookSecrets = webhookSecretsOf(api.webhook_secrets_variable);
  if (!colors.light || !colors.dark || !clientId || !clientSecret) return null;
  const { opening_hours, answer_time, chat_url, ...support } = brand.support;
  return {
    slug,
    name,
    plans,
    api: { clientId, clientSecret, webhookSecrets },
    brand: {
      ...brand,
      slug,
      name,
      plans,
      colors: { light: colors.light, dark: colors.dark },
      support,
      service: { opening_hours, answer_time, chat_url } satisfies CustomerService,
      legal: { ...brand.legal, pages: [] },
    },
    hosts,
    embedOrigins,
    mail: { from: mail.from, replyTo: mail.reply_to, requestsTo: mail.requests_to ?? brand.support.email },
  };

  /** A variable that is not there is no mistake: without webhooks everything works, only not by itself. */
  function webhookSecretsOf(variable: string | null): string[] {
    const value = variable === null ? undefined : environment[variable];
    if (!value) return [];
    const secrets = value.split(',').map((secret) => secret.trim());
    if (secrets.every((secret) => secret.length >= shortestWebhookSecret)) return secrets;
    const least = `at least ${shortestWebhookSecret} characters each`;
    mistake('api.webhook_secrets_variable', `${variable ?? ''} has to hold secrets of ${least}, with commas between`);
    return [];
  }

  /** Colours that fall short of the contrast that people need are corrected, not refused. */
  function colorsOf(theme: 'light' | 'dark') {
    const result = z.safeParse(colorsSchema, brand.colors[theme]);
    if (result.success) return readableColors(result.data);
    for (const { path } of result.error.issues) {
      mistake(['brand', 'colors', theme, ...path].join('.'), 'has to be a colour such as #0b7a4b');
    }
    return null;
  }
}
