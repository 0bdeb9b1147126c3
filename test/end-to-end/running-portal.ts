import { after, afterEach, before } from 'node:test';
import { PortalUnderTest } from './portal-under-test.ts';

let running: PortalUnderTest | undefined;

before(async () => {
  running = await PortalUnderTest.start();
});

// Whatever a page complained of fails the test in which it did so.
afterEach(() => running?.endVisits());

after(() => running?.stop());

/** The portal that all scenarios share. */
export function portal(): PortalUnderTest {
  if (!running) throw new Error('The portal runs only while the scenarios do.');
  return running;
}
