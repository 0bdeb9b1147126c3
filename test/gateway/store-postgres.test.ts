/** What the gateway does with its database, once more on a real PostgreSQL: where many connections meet, races are real. */
import { describe, it } from 'node:test';
import { testOnPostgres } from './store-under-test.ts';

const url = process.env.TEST_DATABASE_URL;

const suites = ['store', 'sign-in', 'sign-in-races', 'sign-in-delivery', 'sessions', 'sessions-cookie'];

if (!url) {
  it(`${suites.join(', ')} on PostgreSQL`, { skip: 'TEST_DATABASE_URL names no PostgreSQL; they ran on PGlite alone' });
} else {
  testOnPostgres(url);
  for (const suite of suites) {
    describe(`${suite}, on PostgreSQL`, async () => {
      await import(`./${suite}.test.ts`);
    });
  }
}
