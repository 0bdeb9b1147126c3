/**
 * `npm run bench:charts`: how long a year of quarter-hours (35,040 intervals, usage and price) takes to be on screen, in the
 * Chromium that the tests use: our chart, the same data given to Chart.js as bars and a line, and uPlot; with the time for
 * another period, the growth of memory over 200 charts, and the domain's part: join and CSV. Printed as a table; it measures,
 * and fails only when it cannot.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import puppeteer from 'puppeteer';
import type { ChartBenchmark, Measured } from './chart-benchmark-page.ts';
import { chromiumArguments } from './browsers/chromium-arguments.ts';
import { ensureBrowsers } from './browsers/ensure-browsers.ts';

process.chdir(new URL('..', import.meta.url).pathname);

/** Runs of each measurement; the median of them is printed. */
const runs = 7;

const folder = mkdtempSync(join(tmpdir(), 'nomos-charts-'));
try {
  await build({
    entryPoints: ['scripts/chart-benchmark-page.ts'],
    bundle: true,
    format: 'iife',
    minify: true,
    target: 'es2022',
    outfile: join(folder, 'benchmark.js'),
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const style = readFileSync('node_modules/uplot/dist/uPlot.min.css', 'utf8');
  const page = `<!doctype html><style>${style} body{margin:0} .frame{position:relative;width:800px;height:320px}</style>
<body><script src="benchmark.js"></script></body>`;
  writeFileSync(join(folder, 'index.html'), page);
  const { chromium } = await ensureBrowsers();
  if (!chromium) throw new Error('There is no Chromium to measure in.');
  const browser = await puppeteer.launch({
    executablePath: chromium,
    args: [...chromiumArguments, '--js-flags=--expose-gc', '--enable-precise-memory-info'],
  });
  try {
    const tab = await browser.newPage();
    await tab.goto(pathToFileURL(join(folder, 'index.html')).href);
    const measured = await tab.evaluate(
      (count) => (globalThis as unknown as { chartBenchmark: ChartBenchmark }).chartBenchmark(count),
      runs,
    );
    print(measured);
  } finally {
    await browser.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function print({ milliseconds, memory }: Measured): void {
  console.log(`A year of quarter-hours, median of ${runs} runs in Chromium\n`);
  for (const [name, time] of Object.entries(milliseconds)) {
    console.log(`${name.padEnd(52)} ${time.toFixed(1).padStart(9)} ms`);
  }
  console.log(
    `${'our chart: growth of the heap over 200 charts'.padEnd(52)} ${(memory / 1e6).toFixed(2).padStart(9)} MB`,
  );
}
