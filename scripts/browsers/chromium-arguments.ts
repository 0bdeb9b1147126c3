/**
 * How Chromium runs in checks: without a sandbox of its own where it could not have one (root, as in containers), without
 * the large shared memory that containers lack, and without talking to anybody but the pages under test.
 */
export const chromiumArguments: readonly string[] = [
  '--headless=new',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
