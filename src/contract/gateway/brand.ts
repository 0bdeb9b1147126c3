import * as z from 'zod/mini';
import { nullish } from '../tolerant.ts';

/** What the colours of a brand are for. */
export const brandColorNames = [
  'brand',
  'on_brand',
  'accent',
  'background',
  'surface',
  'sunken',
  'text',
  'muted',
  'line',
  'good',
  'warning',
  'bad',
] as const;

export type BrandColorName = (typeof brandColorNames)[number];

const color = z.string();

/** The colours of a brand in one theme, as `#rrggbb`; the gateway sees to that when it reads its tenants. */
export const brandColorsSchema = z.object(
  Object.fromEntries(brandColorNames.map((name) => [name, color])) as Record<BrandColorName, typeof color>,
);

/** How a supplier looks and whom its customers turn to. Public: it holds nothing that a visitor may not see. */
export const brandSchema = z.object({
  slug: z.string(),
  name: z.string(),
  plans: z.array(z.string()),
  /** What its customers may choose from (`languages.ts`); what elements of another version do not know is passed over. */
  locales: z.array(z.string()),
  default_locale: z.string(),
  /** Its own texts in the place of ours, by language and message id: read by those who need them. */
  messages: z.optional(z.unknown()),
  default_theme: z.literal(['light', 'dark', 'system']),
  logo_url: nullish(z.string()),
  colors: z.object({ light: brandColorsSchema, dark: brandColorsSchema }),
  /** A CSS length. */
  radius: z.string(),
  density: z.literal(['comfortable', 'compact']),
  font_family: nullish(z.string()),
  support: z.object({
    email: z.string(),
    phone: nullish(z.string()),
    /** By locale. */
    hours: nullish(z.object({ de: nullish(z.string()), en: nullish(z.string()) })),
    url: nullish(z.string()),
  }),
  /** What its contracts say: read by `termsSchema`, by those who need it. */
  terms: z.unknown(),
  /** How its customer service is reached: read by `customerServiceSchema`, by those who need it. */
  service: z.unknown(),
  legal: z.object({
    company: z.string(),
    address: z.array(z.string()),
    /** Where the texts are that the portal does not have itself (`legal.ts`). */
    imprint_url: nullish(z.string()),
    privacy_url: nullish(z.string()),
    accessibility_url: nullish(z.string()),
    /** The texts that the portal has itself. */
    pages: z._default(z.array(z.string()), []),
    /** For SEPA mandates: who collects, and the creditor identifier. */
    creditor: nullish(z.object({ name: z.string(), identifier: z.string() })),
  }),
});

export type BrandColors = z.output<typeof brandColorsSchema>;
export type Brand = z.output<typeof brandSchema>;
