// Imports go one way: elements -> src/ui, charts, session, i18n, theme -> src/api -> src/contract, domain. The gateway
// shares only src/contract and src/domain; nothing imports the demo or the gateway.

const folders = ['contract', 'domain', 'api', 'session', 'i18n', 'theme', 'charts', 'ui'];
const outside = ['./elements/**', './gateway/**', './demo/**', './test/**', './scripts/**'];

/** A folder of src and the folders of src that it may import; it always may import itself. */
const allowed: Record<string, readonly string[]> = {
  contract: [],
  domain: ['contract'],
  api: ['contract', 'domain'],
  session: ['contract', 'domain', 'api', 'i18n', 'theme', 'ui'],
  i18n: ['contract', 'domain', 'api', 'session', 'theme', 'ui'],
  theme: ['contract', 'domain', 'api', 'session', 'i18n', 'ui'],
  charts: ['contract', 'domain', 'api', 'session', 'i18n', 'theme', 'ui'],
  ui: ['contract', 'domain', 'api', 'session', 'i18n', 'theme', 'charts'],
};

const inside = folders.map((folder) => ({
  target: `./src/${folder}/**`,
  from: [
    ...folders
      .filter((other) => other !== folder && !allowed[folder]?.includes(other))
      .map((other) => `./src/${other}/**`),
    './src/*.ts',
    ...outside,
  ],
  message: `src/${folder} may import ${['itself', ...(allowed[folder] ?? []).map((other) => `src/${other}`)].join(', ')} only.`,
}));

export const importDirections = {
  basePath: new URL('../..', import.meta.url).pathname,
  zones: [
    ...inside,
    { target: './src/*.ts', from: outside, message: 'src stands below elements, gateway, demo, tests and scripts.' },
    {
      target: './elements/**',
      from: ['./gateway/**', './demo/**', './test/**', './scripts/**'],
      message: 'Elements import src and other elements only.',
    },
    {
      target: './gateway/**',
      from: [
        ...folders.slice(2).map((folder) => `./src/${folder}/**`),
        './src/*.ts',
        './elements/**',
        './demo/**',
        './test/**',
        './scripts/**',
      ],
      message: 'The gateway shares src/contract and src/domain only.',
    },
    {
      target: './demo/sandbox/**',
      from: [...folders.slice(2).map((folder) => `./src/${folder}/**`), './src/*.ts', './elements/**', './gateway/**'],
      message: 'The sandbox stands in for the Nomos API and shares src/contract and src/domain only.',
    },
  ],
};
