/** What the gateway does with its database, once more on a real PostgreSQL: where many connections meet, races are real. */
import { after, describe } from 'node:test';
import { startPostgres } from './postgres-under-test.ts';
import { testOnPostgres } from './store-under-test.ts';

const suites = [
  'store',
  'sign-in',
  'sign-in-races',
  'sign-in-delivery',
  'sign-in-links',
  'magic-link',
  'sessions',
  'sessions-cookie',
  'requests',
  'requests-delivery',
  'step-up-races',
  'change-notices',
  'secret-rotation',
  'vouched-devices',
  'event-streams',
  'widget-event-streams',
];

const postgres = startPostgres();
testOnPostgres(postgres.then(({ url }) => url));
after(async () => (await postgres).close());

for (const suite of suites) {
  describe(`${suite}, on PostgreSQL`, async () => {
    await import(`./${suite}.test.ts`);
  });
}
