import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { textLanguageOf } from '../../src/contract/gateway/languages.ts';
import { legalPages } from '../../src/contract/gateway/legal.ts';
import { firstRoute, isPortalPath, portalRoutes } from '../../src/contract/gateway/portal-routes.ts';
import { gatewayPaths } from '../../src/contract/gateway/routes.ts';
import { publicSession } from '../sessions/session-routes.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { DatabaseUnavailable } from '../store/database-unavailable.ts';
import { ConfigurationError } from '../settings.ts';
import { brandStyle, versionOf } from './brand-style.ts';
import { renderPage, type ShownText } from './portal-page.ts';

const manifestSchema = z.object({
  entries: z.record(z.string(), z.object({ file: z.string(), imports: z.array(z.string()) })),
});

const year = 365 * 24 * 3600;

/** Files whose name holds a hash of their content never change. */
const hashedFile = /-[0-9a-f]{8}\.js(\.map)?$/;

/** Nor do the stable names in the folder of a version: a version is published once. */
const versionFolder = /^v\/[^/]+\//;

/**
 * The built scripts and style sheets, for pages of any origin: they are public, and browsers load modules of another origin
 * only where the server says that all may read them. The stable names are asked for anew after five minutes.
 *
 * @param options.production - Elsewhere one version is built again and again, and its folder is no promise.
 */
export async function assetRoutes(
  app: FastifyInstance,
  { pageFolder, production }: { pageFolder: string; production: boolean },
): Promise<void> {
  await app.register(fastifyStatic, {
    root: pageFolder,
    prefix: '/assets/',
    index: false,
    decorateReply: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const file = relative(pageFolder, path)
        .replaceAll(sep, '/')
        .replace(/\.(gz|br)$/, '');
      const forEver = hashedFile.test(file) || (production && versionFolder.test(file));
      void reply
        .header(
          'cache-control',
          forEver ? `public, max-age=${year}, immutable` : 'public, max-age=300, must-revalidate',
        )
        .header('access-control-allow-origin', '*')
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('timing-allow-origin', '*');
    },
  });
}

/** The brand, which widgets on a supplier's site load from another origin. */
export function brandRoute(app: FastifyInstance): void {
  app.get(gatewayPaths.brand, async (request, reply) => {
    void reply.header('cache-control', 'public, max-age=300').header('vary', 'Origin, Host');
    return request.tenant.brand;
  });
}

/** The hosted page at every route of the portal, and its style sheet. */
export async function pageRoutes(
  app: FastifyInstance,
  { pageFolder, sessions }: { pageFolder: string; sessions: Sessions },
): Promise<void> {
  const entry = await readPortalEntry(pageFolder);
  const styles = new Map<string, { text: string; version: string }>();
  const styleOf = (brand: Parameters<typeof brandStyle>[0]): { text: string; version: string } => {
    let style = styles.get(brand.slug);
    if (!style) {
      const text = brandStyle(brand);
      styles.set(brand.slug, (style = { text, version: versionOf(text) }));
    }
    return style;
  };

  app.get(gatewayPaths.brandStyle, async (request, reply) => {
    void reply.header('cache-control', 'public, max-age=300').type('text/css; charset=utf-8');
    return styleOf(request.tenant.brand).text;
  });

  const sendPage = async (
    request: Parameters<Sessions['authenticate']>[0],
    reply: Parameters<Sessions['authenticate']>[1],
    { status, withoutScript = null }: { status: number; withoutScript?: ShownText | null },
  ): Promise<unknown> => {
    const { brand } = request.tenant;
    // While the database is away there is still a page, which asks for itself and says what is wrong; and help to be read.
    const authenticated = await sessions.authenticate(request, reply).catch((error: unknown) => {
      if (error instanceof DatabaseUnavailable) return undefined;
      throw error;
    });
    // Browsers keep the cookie back when another site leads here, and send it when the page asks for itself.
    const isUnsure = authenticated === null && request.headers['sec-fetch-site'] === 'cross-site';
    const session = isUnsure || authenticated === undefined ? null : publicSession(authenticated);
    return reply
      .status(status)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(renderPage({ brand, session, entry, styleVersion: styleOf(brand).version, withoutScript }));
  };

  app.get('/', async (request, reply) => {
    // The API's document writes its links that way.
    const search = request.url.slice(1);
    const confirms = new URLSearchParams(search).has('token_hash');
    // Its address may hold a token; and where it leads is not for ever.
    return reply.header('cache-control', 'no-store').redirect(confirms ? `/auth/confirm${search}` : firstRoute, 302);
  });
  for (const route of portalRoutes) {
    app.get(route.replace('{id}', ':id').replace('{slug}', ':slug'), async (request, reply) => {
      const [path = ''] = request.url.split('?');
      const { brand, help, legal } = request.tenant;
      const language = textLanguageOf(brand.default_locale);
      const page = legalPages.find((known) => route === `/legal/${known}`);
      const text = page && legal.text(page, language);
      const elsewhere = page && brand.legal[`${page}_url`];
      if (page && !text && elsewhere) return reply.header('cache-control', 'no-store').redirect(elsewhere, 302);
      const { slug } = request.params as { slug?: string };
      const article = slug === undefined ? undefined : help.article(slug, language);
      const isThere = isPortalPath(path) && (!page || text) && (slug === undefined || article);
      return sendPage(request, reply, { status: isThere ? 200 : 404, withoutScript: text ?? article ?? null });
    });
  }

  // Somebody who mistyped an address wants a page, not an envelope.
  app.get('/*', async (request, reply) => {
    const [path = ''] = request.url.split('?');
    const wantsPage = request.headers.accept?.includes('text/html') ?? false;
    if (!wantsPage || /^\/(api|gateway|assets)(\/|$)/.test(path)) {
      reply.callNotFound();
      return reply;
    }
    return sendPage(request, reply, { status: 404 });
  });
}

async function readPortalEntry(folder: string): Promise<{ file: string; imports: string[] }> {
  let text: string;
  try {
    text = await readFile(join(folder, 'manifest.json'), 'utf8');
  } catch {
    throw new ConfigurationError(`PAGE_DIR: no built page in ${folder}; run "npm run build" first`);
  }
  const manifest = z.safeParse(manifestSchema, JSON.parse(text));
  const entry = manifest.success ? manifest.data.entries['nomos-portal'] : undefined;
  if (!entry) throw new ConfigurationError(`PAGE_DIR: ${join(folder, 'manifest.json')} names no nomos-portal`);
  return entry;
}
