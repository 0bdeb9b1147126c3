import type { Brand } from '../../src/contract/gateway/brand.ts';
import type { HelpLibrary } from '../help/help-articles.ts';
import type { LegalTexts } from '../legal/legal-texts.ts';

/** A supplier's portal: one brand, its plans, and the organisation of the Nomos API that it belongs to. */
export interface Tenant {
  slug: string;
  name: string;
  /** Ids of the plans that the portal is for. */
  plans: string[];
  /** `webhookSecrets`: what the API signs its webhooks with, any one of them; none when it sends none. */
  api: { clientId: string; clientSecret: string; webhookSecrets: string[] };
  brand: Brand;
  /** Host names beside `<slug>.localhost` and `<slug>.customerportal.energy`. */
  hosts: string[];
  /** Origins of the supplier's own sites that may place widgets. */
  embedOrigins: string[];
  /** `requestsTo` is where requests of customers go. */
  mail: { from: string; replyTo: string | null; requestsTo: string };
  /** The help centre: the supplier's articles over the built-in ones. */
  help: HelpLibrary;
  /** The legal texts that the portal has itself. */
  legal: LegalTexts;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The supplier whose portal was asked for, by host name. */
    tenant: Tenant;
    /** The origin under which the browser sees the portal. */
    portalOrigin: string;
  }
}
