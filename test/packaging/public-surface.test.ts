import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { publicSurface } from '../../scripts/public-surface.ts';
import {
  changelogSection,
  nextBreakingVersion,
  objectionsTo,
  surfaceChanges,
  type Surface,
  type SurfaceChange,
  type SurfaceSnapshot,
} from '../../scripts/surface-changes.ts';
import { takesThePlaceOf } from '../../scripts/type-text.ts';

const before: Surface = {
  '<nomos-invoices>': {
    'attribute year': { type: 'number | null', given: true, default: 'null' },
    'attribute theme': { type: "'light' | 'dark' | undefined", given: true, reflects: true },
    'property store': { type: 'SessionStore', readonly: true },
    'event nomos-invoice-open': { cancelable: true },
    'event nomos-invoice-open detail.invoice': { type: 'string' },
    'slot header': {},
    'part card': {},
  },
  '<nomos-help>': { 'slot empty': {}, 'part card': {} },
  exports: {
    configureNomos: { type: '(configuration?: NomosConfiguration) => Nomos', value: true },
    Nomos: { type: 'interface' },
    'Nomos.refresh': { type: '() => Promise<void>' },
    NomosConfiguration: { type: 'interface', given: true },
    'NomosConfiguration.locale': { type: 'string | undefined', optional: true },
  },
  messages: { 'invoices.title': {}, 'switcher.ends': { placeholders: ['what', 'lastDay'] } },
};

type Group = Record<string, object | undefined>;

/** The changes from {@link before} to the same with other entries; `undefined` takes one away. */
function after(group: string, entries: Group | null): SurfaceChange[] {
  const { [group]: changed, ...others } = before;
  if (entries === null) return surfaceChanges(before, others);
  const present = Object.entries({ ...changed, ...entries }).filter(([, entry]) => entry !== undefined);
  return surfaceChanges(before, { ...others, [group]: Object.fromEntries(present) as Surface[string] });
}

const breaks = (changes: readonly SurfaceChange[]): string[] =>
  changes.filter(({ isBreaking }) => isBreaking).map(({ where, what }) => `${where} ${what}`);

describe('what breaks a page', () => {
  test('nothing does when nothing changed', () => {
    assert.deepEqual(surfaceChanges(before, structuredClone(before)), []);
  });

  for (const [what, group, entries, expected] of [
    ['an element that is gone, said once', '<nomos-help>', null, '<nomos-help> is gone'],
    [
      'an attribute that is gone',
      '<nomos-invoices>',
      { 'attribute year': undefined },
      '<nomos-invoices> attribute year is gone',
    ],
    [
      'an event that is gone, said once',
      '<nomos-invoices>',
      { 'event nomos-invoice-open': undefined, 'event nomos-invoice-open detail.invoice': undefined },
      '<nomos-invoices> event nomos-invoice-open is gone',
    ],
    [
      'a detail that is gone',
      '<nomos-invoices>',
      { 'event nomos-invoice-open detail.invoice': undefined },
      '<nomos-invoices> event nomos-invoice-open detail.invoice is gone',
    ],
    [
      'an event that cannot be cancelled any more',
      '<nomos-invoices>',
      { 'event nomos-invoice-open': {} },
      '<nomos-invoices> event nomos-invoice-open is not cancelable any more',
    ],
    [
      'a detail that may be nothing',
      '<nomos-invoices>',
      { 'event nomos-invoice-open detail.invoice': { type: 'string | null' } },
      '<nomos-invoices> event nomos-invoice-open detail.invoice was string and is string | null',
    ],
    [
      'an attribute of another type',
      '<nomos-invoices>',
      { 'attribute year': { type: 'string', given: true, default: 'null' } },
      '<nomos-invoices> attribute year was number | null and is string',
    ],
    [
      'a choice that is gone',
      '<nomos-invoices>',
      { 'attribute theme': { type: "'light' | undefined", given: true, reflects: true } },
      "<nomos-invoices> attribute theme was 'light' | 'dark' | undefined and is 'light' | undefined",
    ],
    [
      'another default',
      '<nomos-invoices>',
      { 'attribute year': { type: 'number | null', given: true, default: '2026' } },
      '<nomos-invoices> attribute year was null by default and is 2026',
    ],
    [
      'an attribute that is not written back any more',
      '<nomos-invoices>',
      { 'attribute theme': { type: "'light' | 'dark' | undefined", given: true } },
      '<nomos-invoices> attribute theme is not reflected any more',
    ],
    ['a slot that is gone', '<nomos-invoices>', { 'slot header': undefined }, '<nomos-invoices> slot header is gone'],
    ['a part that is gone', '<nomos-invoices>', { 'part card': undefined }, '<nomos-invoices> part card is gone'],
    ['a message that is gone', 'messages', { 'invoices.title': undefined }, 'messages invoices.title is gone'],
    [
      'a placeholder that has another name',
      'messages',
      { 'switcher.ends': { placeholders: ['what', 'day'] } },
      'messages switcher.ends has no {lastDay} any more',
    ],
    [
      'a function that is only a type',
      'exports',
      { configureNomos: { type: '(configuration?: NomosConfiguration) => Nomos' } },
      'exports configureNomos is not there when a program runs any more',
    ],
    [
      'a function that wants more',
      'exports',
      { configureNomos: { type: '(configuration?: NomosConfiguration, page: Page) => Nomos', value: true } },
      'exports configureNomos was (configuration?: NomosConfiguration) => Nomos and is (configuration?: NomosConfiguration, page: Page) => Nomos',
    ],
    [
      'an option that has to be given',
      'exports',
      { 'NomosConfiguration.locale': { type: 'string | undefined' } },
      'exports NomosConfiguration.locale has to be there now',
    ],
    [
      'a new option that has to be given',
      'exports',
      { 'NomosConfiguration.tenant': { type: 'string' } },
      'exports NomosConfiguration.tenant is new, and has to be given',
    ],
    [
      'an interface that is gone, said once',
      'exports',
      { Nomos: undefined, 'Nomos.refresh': undefined },
      'exports Nomos is gone',
    ],
  ] satisfies [string, string, Group | null, string][]) {
    test(what, () => assert.deepEqual(breaks(after(group, entries)), [expected]));
  }

  for (const [what, group, entries] of [
    ['a new attribute', '<nomos-invoices>', { 'attribute compact': { type: 'boolean', given: true } }],
    ['a new slot', '<nomos-invoices>', { 'slot help': {} }],
    ['more in a detail', '<nomos-invoices>', { 'event nomos-invoice-open detail.type': { type: 'string' } }],
    [
      'another choice',
      '<nomos-invoices>',
      { 'attribute theme': { type: "'light' | 'dark' | 'system' | undefined", given: true, reflects: true } },
    ],
    ['a property that can be set', '<nomos-invoices>', { 'property store': { type: 'SessionStore', given: true } }],
    ['an element', '<nomos-new>', { 'slot header': {} }],
    ['a message', 'messages', { 'invoices.new': {} }],
    ['another placeholder', 'messages', { 'invoices.title': { placeholders: ['count'] } }],
    ['an option', 'exports', { 'NomosConfiguration.tenant': { type: 'string', optional: true } }],
    ['a method of what pages are given', 'exports', { 'Nomos.close': { type: '() => void' } }],
    [
      'a parameter that may be left out',
      'exports',
      { configureNomos: { type: '(configuration?: NomosConfiguration, page?: Page) => Nomos', value: true } },
    ],
  ] satisfies [string, string, Group][]) {
    test(`not ${what}`, () => {
      const changes = after(group, entries);
      assert.ok(changes.length > 0);
      assert.deepEqual(breaks(changes), []);
    });
  }

  test('types take the place of others by who hands them over', () => {
    for (const [old, now, given, read] of [
      ['string', 'number', false, false],
      ['string', 'string | number', true, false],
      ['string | null', 'string', false, true],
      ["'a' | 'b'", "'a' | 'b' | 'c'", true, true],
      ["'a' | 'b'", "'b'", false, true],
      ["'a' | null", "'a' | 'b' | null", true, false],
      ['{ a: string; }', '{ a: string; b: number; }', false, true],
      ['{ a: string; }', '{ a: string; b?: number; }', true, true],
      ['{ a: string; }', '{ a?: string; }', true, false],
      ['{ a: string; }', '{ }', false, false],
      ["{ s: 'x'; } | { s: 'y'; }", "{ s: 'x'; more: Date; } | { s: 'y'; }", false, true],
      ["{ s: 'x'; } | { s: 'y'; }", "{ s: 'x'; } | { s: 'y'; } | { s: 'z'; }", true, false],
      ['() => void', '(a?: string) => void', true, true],
      ['(a: string) => void', '() => void', false, false],
      ['() => void', '() => Promise<void>', false, false],
      ['Map<string, A | B>', 'Map<string, A>', false, false],
    ] as const) {
      assert.equal(takesThePlaceOf(old, now, 'given'), given, `given: ${old} -> ${now}`);
      assert.equal(takesThePlaceOf(old, now, 'read'), read, `read: ${old} -> ${now}`);
    }
  });
});

describe('a change that breaks pages', () => {
  const changes = after('<nomos-invoices>', { 'attribute year': undefined });
  const objections = (version: string, changelog: string, since = '0.1.0'): string[] =>
    objectionsTo(changes, { since, version, changelog });

  test('needs a version that may break', () => {
    assert.equal(nextBreakingVersion('0.1.0'), '0.2.0');
    assert.equal(nextBreakingVersion('1.4.2'), '2.0.0');
    const changelog = '## 1.5.0\n\n- `year` is gone.\n\n## 0.1.1\n\n- `year` is gone.\n';
    assert.match(objections('0.1.1', changelog)[0] ?? '', /attribute year is gone: .* raise the version to 0\.2\.0/);
    assert.match(objections('1.5.0', changelog, '1.4.2')[0] ?? '', /raise the version to 2\.0\.0/);
    assert.equal(objections('0.0.9', '## 0.0.9\n\n- `year`\n').length, 1);
  });

  test('needs a word in the changelog of that version that names it', () => {
    assert.deepEqual(
      objections('0.2.0', '## 0.2.0 (unreleased)\n\n- `<nomos-invoices>` has no `year` any more.\n'),
      [],
    );
    assert.deepEqual(objections('2.0.0', '## 2.0.0\n\n- `year` is gone.\n', '1.4.2'), []);
    assert.match(objections('0.2.0', '## 0.1.0\n\n- `year` is gone.\n')[0] ?? '', /no section for 0\.2\.0/);
    assert.match(
      objections('0.2.0', '## 0.2.0\n\n- Nicer.\n\n## 0.1.0\n\n- year\n')[0] ?? '',
      /does not name year under 0\.2\.0/,
    );
  });

  test('is the only one that does', () => {
    const additions = after('<nomos-invoices>', { 'slot help': {} });
    assert.deepEqual(objectionsTo(additions, { since: '0.1.0', version: '0.1.0', changelog: '' }), []);
  });

  test('is released with its version', () => {
    assert.equal(changelogSection('# Changelog\n\n## 0.2.0 (unreleased)\n\n- a\n', '0.2.0')?.isReleased, false);
    assert.equal(changelogSection('# Changelog\n\n## 0.2.0 (2026-12-01)\n\n- a\n', '0.2.0')?.isReleased, true);
    assert.equal(changelogSection('## 0.2.0\n\n## 0.1.0\n', '0.1'), null);
  });
});

describe('what pages may rely on', () => {
  const { version, surface } = JSON.parse(
    readFileSync('test/packaging/public-surface.json', 'utf8'),
  ) as SurfaceSnapshot;
  const now = publicSurface();
  const changes = surfaceChanges(surface, now);

  test('is broken by nothing without a version for it', () => {
    const { version: present } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const changelog = readFileSync('CHANGELOG.md', 'utf8');
    assert.deepEqual(objectionsTo(changes, { since: version, version: present, changelog }), []);
    if (changelogSection(changelog, present)?.isReleased) {
      assert.equal(version, present, 'It is released: run `npm run surface:update`.');
    }
  });

  test('is written down', () => {
    assert.deepEqual(
      changes.map(({ where, what }) => `${where} ${what}`),
      [],
      'Run `npm run surface:update` and commit the result.',
    );
  });

  test('holds every kind of thing that is promised', () => {
    const has = (group: string, entry: string): boolean => now[group]?.[entry] !== undefined;
    assert.ok(has('<nomos-invoices>', 'attribute year'));
    assert.ok(has('<nomos-invoices>', 'property invoiceHref'));
    assert.ok(has('<nomos-portal>', 'method navigate'));
    assert.equal(now['<nomos-invoices>']?.['event nomos-invoice-open']?.cancelable, true);
    assert.equal(now['<nomos-invoices>']['event nomos-invoices-filter detail.page']?.type, 'number');
    assert.ok(has('<nomos-invoices>', 'slot empty'));
    assert.ok(has('<nomos-invoices>', 'part card'));
    assert.match(now['<nomos-orders>']?.['attribute scope']?.type ?? '', /'active'/);
    assert.ok(has('package entries', './elements/*.js'));
    assert.equal(now.exports?.configureNomos?.value, true);
    assert.equal(now.exports['NomosConfiguration.fetchSession']?.optional, true);
    // What a page hands over within what it hands over.
    assert.equal(now.exports.FetchedSession?.given, true);
    assert.equal(now.exports.Nomos?.given, undefined);
    assert.match(now.exports.Locale?.type ?? '', /'de-informal'/);
    assert.deepEqual(now.messages?.['switcher.ends']?.placeholders, ['what', 'lastDay']);
  });
});
