import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { builtInArticles } from '../../gateway/help/help-articles.ts';
import { readTenants } from '../../gateway/tenants/tenant-file.ts';
import { helpSchema, helpTopics, type HelpArticle } from '../../src/contract/gateway/help.ts';
import { legalTextSchema } from '../../src/contract/gateway/legal.ts';
import { changedTenants } from './changed-tenants.ts';
import { credentials, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';

/** Nothing listens there: all of this works without the Nomos API. */
const nomosApiUrl = 'http://127.0.0.1:9';

let folder: string;
let gateway: GatewayUnderTest;

/** Writes a text of a tenant, `lumio/help/de/x.md`. */
function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const article = (title: string, body: string, more = ''): string => `---\ntitle: ${title}\n${more}---\n\n${body}\n`;

async function helpOf(locale: string, host = 'lumio.localhost:8080'): Promise<HelpArticle[]> {
  const response = await gateway.request({ method: 'GET', url: `/gateway/help?locale=${locale}`, host });
  assert.equal(response.statusCode, 200);
  return helpSchema.parse(response.json()).articles;
}

const find = (articles: readonly HelpArticle[], slug: string): HelpArticle =>
  articles.find((candidate) => candidate.slug === slug) ?? assert.fail(`There is no ${slug}`);

/** The mistakes for which the tenants of the folder are refused. */
async function mistakes(): Promise<string> {
  try {
    await readTenants(folder, credentials);
  } catch (error) {
    return (error as Error).message;
  }
  return assert.fail('The tenants are taken');
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'help-'));
  cpSync('demo/tenants', folder, { recursive: true });
  rmSync(join(folder, 'lumio'), { recursive: true });
  rmSync(join(folder, 'voltwerk', 'help'), { recursive: true });
  for (const name of ['imprint', 'privacy']) write(`lumio/legal/de/${name}.md`, `## Von {{company}}\n\nText.`);
  write('lumio/legal/en/accessibility.md', article('Access for all', 'We are at {{address}}.'));
  write('lumio/help/de/moving.md', article('Umziehen mit {{name}}', 'Wir ziehen mit: {{contact}}.'));
  write('lumio/help/de/wallbox.md', article('Wallbox von Lumio', 'Siehe [Umzug](help:moving).', 'topic: Über Lumio\n'));
  write('lumio/help/de/payment.md', '');
  write('lumio/help/en/payment.md', '\n');
  write('lumio/help/de/prepayment.md', article('Weg', 'Weg', 'hidden: true\n'));
  write(
    'lumio/help/de/evil.md',
    article(
      'Böses <img src=x onerror=alert(1)>',
      `# Groß

<script>alert(1)</script><style>*{display:none}</style><iframe src="https://evil.example"></iframe>
<p style="position:fixed" onclick="alert(1)" class="card" id="main">Absatz</p>
<svg><script>alert(1)</script></svg><form action="/x"><input name="iban"><button>OK</button></form>
<img src="https://evil.example/x.png" onerror="alert(1)" alt="Bild">

![Foto](https://evil.example/y.png) [a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example) [d](/overview) [e](https://good.example/?a="b"&c=1)
<a href="JaVaScRiPt:alert(1)" target="_blank" onmouseover="x()">f</a> <a data-path="javascript:alert(1)">g</a>
<a data-article="../../x">h</a> <b>fett

### Klein

| A | B |
| - | :-: |
| 1 | \`<b>\` |
`,
    ),
  );
  gateway = await startGateway({ nomosApiUrl, tenantsFolder: folder });
});
after(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

describe('the built-in articles', () => {
  it('are there in both languages, complete, in topics that the elements know', async () => {
    const sources = await builtInArticles();
    const german = sources.filter(({ locale }) => locale === 'de');
    assert.ok(german.length >= 14);
    for (const source of sources) {
      const twin = sources.find(({ slug, locale }) => slug === source.slug && locale !== source.locale);
      assert.equal(twin?.topic, source.topic, `${source.file} in the other language`);
      assert.equal(twin.order, source.order, source.file);
      assert.ok((helpTopics as readonly (string | null)[]).includes(source.topic), source.file);
      assert.ok(source.summary.endsWith('.') && (source.keywords?.length ?? 0) > 3, source.file);
    }
  });

  it('render for every tenant of the demo, without a placeholder left over or a link that leads nowhere', async () => {
    for (const { help } of await readTenants('demo/tenants', credentials)) {
      for (const locale of ['de', 'en'] as const) {
        const articles = help.articles(locale);
        const slugs = articles.map(({ slug }) => slug);
        for (const { slug, html, text, title } of articles) {
          assert.doesNotMatch(title + html, /\{\{|\}\}|help:|portal:|undefined/, slug);
          assert.ok(text.length > 200 && !/[<>]/.test(text), slug);
          for (const [, target = ''] of html.matchAll(/data-article="([^"]*)"/g))
            assert.ok(slugs.includes(target), slug);
        }
      }
    }
  });
});

describe("a supplier's own articles", () => {
  it('take the place of a built-in one, come to the others, and take one away', async () => {
    const german = await helpOf('de');
    assert.equal(find(german, 'moving').title, 'Umziehen mit Lumio');
    assert.match(
      find(german, 'moving').html,
      /Wir ziehen mit: <a href="mailto:hilfe@lumio\.example"[^>]*>hilfe@lumio\.example<\/a> oder <a href="tel:\+49305550100"/,
    );
    // What the file does not say stays as it was.
    assert.equal(find(german, 'moving').topic, 'contract');
    assert.ok(
      find(german, 'moving').keywords.includes('Umzug') || find(german, 'moving').keywords.includes('umziehen'),
    );
    assert.equal(find(german, 'wallbox').topic, 'Über Lumio');
    const slugs = german.map(({ slug }) => slug);
    assert.ok(!slugs.includes('payment') && !slugs.includes('prepayment'));
    assert.ok(slugs.indexOf('meter-reading') < slugs.indexOf('sign-in'));
    assert.ok(slugs.indexOf('sign-in') < slugs.indexOf('wallbox'), 'those without an order come last');
  });

  it("are nobody else's", async () => {
    const others = await helpOf('de', 'voltwerk.localhost');
    assert.equal(find(others, 'moving').title, 'Umzug');
    assert.ok(others.some(({ slug }) => slug === 'payment'));
    assert.ok(!others.some(({ slug }) => slug === 'wallbox'));
  });

  it('lose their links to what is hidden, and keep the words', async () => {
    const { html } = find(await helpOf('de'), 'understanding-invoice');
    assert.match(html, /Mehr dazu: Abschläge\./);
    assert.doesNotMatch(html, /data-article="prepayment"/);
  });

  it('stand in for a language that is missing, and say which one they are in', async () => {
    const english = await helpOf('en');
    assert.deepEqual([find(english, 'wallbox').locale, find(english, 'wallbox').title], ['de', 'Wallbox von Lumio']);
    assert.equal(find(english, 'moving').locale, 'en');
    assert.ok(!english.some(({ slug }) => slug === 'payment'));
    // A language that nobody speaks is answered in the portal's own.
    for (const locale of ['fr', '', 'de&locale=en', '%00']) {
      assert.equal(find(await helpOf(locale), 'moving').locale, 'de', locale);
    }
  });

  it('can do no harm, whatever is in them', async () => {
    const { html, title, text } = find(await helpOf('de'), 'evil');
    assert.equal(title, 'Böses <img src=x onerror=alert(1)>', 'titles are text');
    assert.doesNotMatch(html, /<(script|style|iframe|svg|form|input|button|img|object|embed|link|meta|base)\b/i);
    assert.doesNotMatch(html, /\s(on\w+|style|class|id|target|src|srcset|action)\s*=/i);
    assert.doesNotMatch(html, /javascript:|data:|alert\(|display:none|evil\.example/i);
    assert.match(html, /<p>Absatz<\/p>/);
    // No address is left but the honest one, and it tells the other side nothing.
    assert.deepEqual(
      [...html.matchAll(/<a\b([^>]*)>/g)].map(([, attributes = '']) => attributes.trim()).filter(Boolean),
      ['href="https://good.example/?a=&quot;b&quot;&amp;c=1" rel="noopener noreferrer"'],
    );
    // What is not closed is closed, and headings begin below the title.
    assert.equal((html.match(/<b>/g) ?? []).length, (html.match(/<\/b>/g) ?? []).length);
    assert.match(html, /Foto/);
    assert.match(html, /<h2>Groß<\/h2>/);
    assert.match(html, /<h4>Klein<\/h4>/);
    assert.match(html, /<th scope="col">A<\/th>/);
    assert.match(html, /<code>&lt;b&gt;<\/code>/);
    assert.doesNotMatch(text, /alert|display/);
  });
});

describe('a bad file', () => {
  let good: string;
  beforeEach(() => {
    good = folder;
    folder = mkdtempSync(join(tmpdir(), 'help-bad-'));
    cpSync('demo/tenants', folder, { recursive: true });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    folder = good;
  });

  for (const [name, path, content, message] of [
    ['without a title', 'lumio/help/de/x.md', 'Nur Text', /lumio\/help\/de\/x\.md: title: is missing/],
    ['with a title alone', 'lumio/help/de/x.md', article('X', ''), /x\.md: has a title but no text/],
    ['with a misspelt key', 'lumio/help/de/x.md', '---\ntitle: X\ntitel: Y\n---\nZ', /x\.md: line 3: .*title, summary/],
    [
      'with a key twice',
      'lumio/help/de/x.md',
      '---\ntitle: X\ntitle: Y\n---\nZ',
      /x\.md: line 3: title is there already/,
    ],
    ['whose front matter has no end', 'lumio/help/de/x.md', '---\ntitle: X\n\nText', /x\.md: line 1: .*no end/],
    ['with an order that is no number', 'lumio/help/de/x.md', article('X', 'Y', 'order: first\n'), /x\.md: order: /],
    ['hidden by maybe', 'lumio/help/de/x.md', article('X', 'Y', 'hidden: maybe\n'), /x\.md: hidden: /],
    [
      'with an unknown placeholder',
      'lumio/help/de/x.md',
      article('X', '{{iban}}'),
      /x\.md: \{\{iban\}\} has to be one of name/,
    ],
    [
      'with one in its title',
      'lumio/help/de/x.md',
      article('{{constructor}}', 'Y'),
      /x\.md: \{\{constructor\}\} has to be/,
    ],
    [
      'naming what there is not',
      'voltwerk/help/de/x.md',
      article('X', '{{phone}}'),
      /x\.md: \{\{phone\}\}: the tenant file has none/,
    ],
    [
      'linking to nothing',
      'lumio/help/de/x.md',
      article('X', '[y](help:nowhere)'),
      /x\.md: help:nowhere: there is no such/,
    ],
    ['linking to no page', 'lumio/help/de/x.md', article('X', '[y](portal:/admin)'), /x\.md: portal:\/admin has to be/],
    [
      'of another language',
      'lumio/help/fr/x.md',
      article('X', 'Y'),
      /lumio\/help\/fr: has to be a folder named de or en/,
    ],
    ['with a name that is no address', 'lumio/help/de/Über uns.md', article('X', 'Y'), /Über uns\.md: has to be named/],
    ['that is no Markdown', 'lumio/help/de/x.txt', 'X', /x\.txt: has to be named/],
    ['among the legal texts', 'lumio/legal/de/imprnt.md', 'X', /imprnt\.md: has to be named imprint\.md, privacy\.md/],
    ['of the law that is empty', 'lumio/legal/de/imprint.md', ' ', /imprint\.md: is empty/],
  ] as const) {
    it(`${name} stops the start and is named`, async () => {
      write(path, content);
      assert.match(await mistakes(), message);
    });
  }

  it('that is missing where there is no address either is named by its field', async () => {
    rmSync(join(folder, 'lumio', 'legal'), { recursive: true });
    assert.match(
      await mistakes(),
      /lumio\.json: brand\.legal\.imprint_url: has to be there, or the text in lumio\/legal/,
    );
  });

  it('is not one that is hidden from lists, nor an empty folder', async () => {
    write('lumio/help/.DS_Store', 'x');
    rmSync(join(folder, 'voltwerk', 'help'), { recursive: true });
    mkdirSync(join(folder, 'voltwerk', 'help', 'de'), { recursive: true });
    const tenants = await readTenants(folder, credentials);
    const voltwerk = tenants.find(({ slug }) => slug === 'voltwerk');
    assert.equal(voltwerk?.help.articles('de').length, (await builtInArticles()).length / 2);
  });

  it('of opening hours is named by its place', async () => {
    rmSync(folder, { recursive: true });
    folder = changedTenants('lumio.json', ({ brand }) => {
      Object.assign((brand as unknown as { support: object }).support, {
        opening_hours: [
          { days: ['mon'], from: '18:00', to: '08:00' },
          { days: ['monday'], from: '8', to: '25:00' },
        ],
      });
    });
    const message = await mistakes();
    assert.match(message, /brand\.support\.opening_hours\.0\.to: from has to be before to/);
    for (const place of ['days.0', 'from', 'to']) {
      assert.ok(message.includes(`brand.support.opening_hours.1.${place}: `), place);
    }
  });
});

describe('the answer', () => {
  const ask = (headers: Record<string, string>) =>
    gateway.request({ method: 'GET', url: '/gateway/help?locale=de', headers });

  it('is made once, kept by browsers, and small for those that can unpack it', async () => {
    const plain = await ask({});
    assert.match(String(plain.headers['cache-control']), /public, max-age=\d+/);
    const etag = String(plain.headers.etag);
    assert.equal((await ask({ 'if-none-match': etag })).statusCode, 304);
    assert.equal((await ask({ 'if-none-match': `"x", ${etag}` })).statusCode, 304);
    assert.equal((await ask({ 'if-none-match': '"x"' })).statusCode, 200);
    const packed = await ask({ 'accept-encoding': 'br, gzip' });
    assert.equal(packed.headers['content-encoding'], 'gzip');
    assert.equal(gunzipSync(packed.rawPayload).toString(), plain.body);
    assert.ok(packed.rawPayload.length < plain.rawPayload.length / 2);
    assert.equal((await ask({ 'accept-encoding': 'gzip;q=0, br' })).headers['content-encoding'], undefined);
    assert.match(String(packed.headers.vary), /Accept-Encoding/);
  });

  it("may be read by the supplier's own sites, and by no others", async () => {
    const origin = async (value: string) => (await ask({ origin: value })).headers['access-control-allow-origin'];
    assert.equal(await origin('http://localhost:8084'), 'http://localhost:8084');
    assert.equal(await origin('http://evil.example'), undefined);
  });
});

describe('whether an article helps', () => {
  const say = (slug: string, body: unknown, more: { ip?: string; host?: string } = {}) =>
    gateway.write('POST', `/gateway/help/${slug}/feedback`, body, more);
  const rows = () =>
    gateway.database.query<Record<string, unknown>>(
      'SELECT tenant, slug, locale, berlin_day::text AS day, helpful, not_helpful FROM help_feedback ORDER BY slug, day',
    );
  beforeEach(() => gateway.database.query('DELETE FROM help_feedback'));

  it('is counted by tenant, article, language and Berlin day, and that is all that is kept', async () => {
    // The clock stands at 11 in Berlin; thirteen hours later it is the next day there.
    assert.equal((await say('moving', { helpful: true, locale: 'de' })).statusCode, 204);
    await Promise.all([true, true, false].map((helpful) => say('moving', { helpful, locale: 'de', who: 'me' })));
    gateway.pass(13 * 3_600_000);
    await say('moving', { helpful: false, locale: 'en' });
    const count = { tenant: 'lumio', slug: 'moving' };
    assert.deepEqual(await rows(), [
      { ...count, locale: 'de', day: '2026-11-24', helpful: 3, not_helpful: 1 },
      { ...count, locale: 'en', day: '2026-11-25', helpful: 0, not_helpful: 1 },
    ]);
    const columns = await gateway.database.query<{ name: string }>(
      "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'help_feedback' ORDER BY name",
    );
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['berlin_day', 'helpful', 'locale', 'not_helpful', 'slug', 'tenant'],
    );
  });

  it('of an article that there is not is not counted', async () => {
    for (const slug of ['nowhere', 'payment', '..%2f..%2fx', "x'%3B--"]) {
      assert.equal((await say(slug, { helpful: true, locale: 'de' })).statusCode, 404, slug);
    }
    for (const body of [{}, { helpful: 'yes', locale: 'de' }, { helpful: true, locale: 'fr' }, null]) {
      assert.equal((await say('moving', body)).statusCode, 400);
    }
    assert.deepEqual(await rows(), []);
  });

  it('can be driven up by nobody: a network has so many words an hour, whichever of its addresses it takes', async () => {
    const answers = [];
    for (let n = 0; n < 40; n += 1) {
      answers.push(await say('moving', { helpful: true, locale: 'de' }, { ip: `2001:db8:7:7::${n + 1}` }));
    }
    const counted = answers.filter(({ statusCode }) => statusCode === 204).length;
    assert.equal(counted, 30);
    const refused = answers.at(-1);
    assert.equal(refused?.statusCode, 429);
    assert.ok(Number(refused.headers['retry-after']) > 0);
    assert.equal((await rows())[0]?.helpful, counted);
    const neighbour = await say('moving', { helpful: true, locale: 'de' }, { ip: '2001:db8:7:8::1' });
    assert.equal(neighbour.statusCode, 204);
  });

  it('needs the page of the portal or of a site that it lists, like every write', async () => {
    const response = await gateway.request({
      method: 'POST',
      url: '/gateway/help/moving/feedback',
      headers: { origin: 'http://localhost:8085', 'x-nomos-portal': '1', 'content-type': 'application/json' },
      payload: '{"helpful":true,"locale":"de"}',
    });
    assert.equal(response.statusCode, 403);
  });
});

describe('legal texts', () => {
  const get = (url: string, headers: Record<string, string> = {}, host = 'lumio.localhost:8080') =>
    gateway.request({ method: 'GET', url, headers, host });

  it('are those of the folder, in the language asked for or in the one there is', async () => {
    const imprint = legalTextSchema.parse((await get('/gateway/legal/imprint?locale=de')).json());
    assert.deepEqual(imprint, {
      locale: 'de',
      title: 'Impressum',
      html: '<h2>Von Lumio Energie GmbH</h2>\n<p>Text.</p>\n',
    });
    assert.equal(legalTextSchema.parse((await get('/gateway/legal/imprint?locale=en')).json()).locale, 'de');
    const accessibility = legalTextSchema.parse((await get('/gateway/legal/accessibility?locale=de')).json());
    assert.deepEqual([accessibility.locale, accessibility.title], ['en', 'Access for all']);
    assert.match(accessibility.html, /We are at Torstraße 1<br ?\/?>10119 Berlin\./);
    for (const page of ['terms', '..%2fimprint', 'constructor']) {
      assert.equal((await get(`/gateway/legal/${page}`)).statusCode, 404, page);
    }
  });

  it('are named in the brand, for the footer', async () => {
    const brand = (await get('/gateway/brand')).json<{ legal: { pages: string[] } }>();
    assert.deepEqual(brand.legal.pages, ['imprint', 'privacy', 'accessibility']);
  });

  it('are pages that can be read without scripts, like the articles', async () => {
    const page = await get('/legal/imprint', { accept: 'text/html' });
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /<noscript>.*<h1>Impressum<\/h1><h2>Von Lumio Energie GmbH<\/h2>/s);
    const helpPage = await get('/help/wallbox', { accept: 'text/html' });
    assert.equal(helpPage.statusCode, 200);
    assert.match(helpPage.body, /<noscript>.*<a href="\/help\/moving">Umzug<\/a>/s);
    for (const missing of ['/help/nowhere', '/help/payment', '/help/a/b', '/legal/terms', '/help/UP', '/legal']) {
      const response = await get(missing, { accept: 'text/html' });
      assert.equal(response.statusCode, 404, missing);
      assert.match(response.body, /<nomos-portal>/, missing);
    }
  });

  it('that are elsewhere are led to', async () => {
    const elsewhere = changedTenants('voltwerk.json', ({ brand }) => {
      Object.assign((brand as unknown as { legal: object }).legal, {
        imprint_url: 'https://voltwerk.example/impressum',
      });
    });
    rmSync(join(elsewhere, 'voltwerk', 'legal', 'de', 'imprint.md'));
    rmSync(join(elsewhere, 'voltwerk', 'legal', 'en', 'imprint.md'));
    const other = await startGateway({ nomosApiUrl, tenantsFolder: elsewhere });
    const response = await other.request({
      method: 'GET',
      url: '/legal/imprint',
      headers: { accept: 'text/html' },
      host: 'voltwerk.localhost',
    });
    assert.equal(response.statusCode, 302);
    assert.equal(response.headers.location, 'https://voltwerk.example/impressum');
    await other.close();
    rmSync(elsewhere, { recursive: true });
  });
});
