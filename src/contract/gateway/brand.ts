import * as z from 'zod/mini';
import { nullish } from '../tolerant.ts';

const color = z.string().check(z.regex(/^#[0-9a-f]{6}$/i));

/** The colours of a brand in one theme, as `#rrggbb`. */
export const brandColorsSchema = z.object({
  brand: color,
  on_brand: color,
  accent: color,
  background: color,
  surface: color,
  sunken: color,
  text: color,
  muted: color,
  line: color,
  good: color,
  warning: color,
  bad: color,
});

/** How a supplier looks and whom its customers turn to. Public: it holds nothing that a visitor may not see. */
export const brandSchema = z.object({
  slug: z.string(),
  name: z.string(),
  plans: z.array(z.string()),
  locales: z.array(z.enum(['de', 'en'])),
  default_locale: z.enum(['de', 'en']),
  default_theme: z.enum(['light', 'dark', 'system']),
  logo_url: nullish(z.string()),
  colors: z.object({ light: brandColorsSchema, dark: brandColorsSchema }),
  /** A CSS length. */
  radius: z.string(),
  density: z.enum(['comfortable', 'compact']),
  font_family: nullish(z.string()),
  support: z.object({
    email: z.string(),
    phone: nullish(z.string()),
    /** By locale. */
    hours: nullish(z.record(z.string(), z.string())),
    url: nullish(z.string()),
  }),
  legal: z.object({
    company: z.string(),
    address: z.array(z.string()),
    imprint_url: z.string(),
    privacy_url: z.string(),
    accessibility_url: z.string(),
    /** For SEPA mandates: who collects, and the creditor identifier. */
    creditor: nullish(z.object({ name: z.string(), identifier: z.string() })),
  }),
});

export type BrandColors = z.output<typeof brandColorsSchema>;
export type Brand = z.output<typeof brandSchema>;
