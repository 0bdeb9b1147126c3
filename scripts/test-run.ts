/**
 * Runs the parts of `npm test` that are named, or all of them, and goes on when one fails. Started by scripts/test.mjs
 * with the toolchain's Node. Its last line is the sum of everything: `N passed, N failed` and, if any, `, N skipped`.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { ensureBrowsers } from './browsers/ensure-browsers.ts';
import { groups, testParts, type Counts, type TestPart } from './test-parts.ts';

/** A part that takes longer hangs, in milliseconds. */
const partTimeout = 45 * 60_000;

interface Outcome extends Counts {
  part: TestPart;
  seconds: number;
  problem: string | null;
}

let running: ChildProcess | undefined;

/** Ends a part with everything that it started: servers and browsers must not stay behind. */
function end(child: ChildProcess | undefined): void {
  if (child?.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended in this moment.
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    end(running);
    process.exit(130);
  });
}

function chosenParts(names: readonly string[]): TestPart[] {
  const parts = testParts();
  const chosen = new Set(names.flatMap((name) => groups[name] ?? [name]));
  const known = [...parts.map((part) => part.name), ...Object.keys(groups)];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no part named ${unknown.join(', ')}. Known: ${known.join(', ')}.`);
    process.exit(2);
  }
  if (chosen.size === 0) return parts;
  for (const part of parts) if (chosen.has(part.name)) for (const need of part.needs ?? []) chosen.add(need);
  return parts.filter((part) => chosen.has(part.name));
}

async function run(part: TestPart): Promise<Outcome> {
  const started = performance.now();
  let output = '';
  const { code, timedOut } = await new Promise<{ code: number | null; timedOut: boolean }>((resolve) => {
    const child = spawn(process.execPath, part.command, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    running = child;
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      end(child);
    }, partTimeout);
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      process.stdout.write(data);
    });
    child.stderr.on('data', (data: Buffer) => {
      process.stdout.write(data);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, timedOut });
    });
  });
  running = undefined;
  const counts = part.count?.(output) ?? { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
  const ran = counts.passed + counts.failed + counts.skipped > 0;
  const problem = timedOut
    ? `did not end within ${partTimeout / 60_000} minutes`
    : code !== 0
      ? `ended with ${code === null ? 'a signal' : `code ${code}`}`
      : ran
        ? null
        : 'ran nothing';
  if (problem !== null && counts.failed === 0) counts.failed = 1;
  return { part, ...counts, problem, seconds: (performance.now() - started) / 1000 };
}

const sentence = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

const outcomes: Outcome[] = [];
const parts = chosenParts(process.argv.slice(2));
if (parts.some((part) => part.browsers)) await ensureBrowsers();
for (const part of parts) {
  console.log(`\n=== ${part.title} (npm test -- ${part.name}) ===\n`);
  outcomes.push(await run(part));
}

console.log('\n=== Summary ===\n');
for (const { part, problem, seconds, ...counts } of outcomes) {
  const mark = counts.failed > 0 ? 'FAILED' : 'ok    ';
  const reason = problem === null ? '' : ` (${problem})`;
  console.log(
    `${mark} ${`${part.title}: ${sentence(counts)}${reason}`.padEnd(90)} ${seconds.toFixed(1).padStart(6)} s`,
  );
}
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
for (const { passed, failed, skipped } of outcomes) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
console.log(`\n${sentence(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;
