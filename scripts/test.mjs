import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureFirefox } from './firefox.mjs';
import { ensurePostgres } from './postgres.mjs';

/**
 * Runs every test and ends with one line `N passed, N failed`, counted from what the runners report.
 * A stage that fails without saying which test did counts as one failure: nothing is lost.
 */
const root = join(import.meta.dirname, '..');
const full = process.argv.includes('--full');
const bin = (name) => join(root, 'node_modules/.bin', name);
const results = join(root, 'test-results');
const total = { passed: 0, failed: 0, skipped: 0 };

const environment = {
  ...process.env,
  CHROMIUM_PATH: ensureChromium(),
  POSTGRES_BIN: ensurePostgres(),
  ...(full ? { SIGHTLINE_LONG: '1', FIREFOX_PATH: ensureFirefox() } : {}),
};
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

/** Ends with the command's exit code; `quiet` keeps what it prints until then. */
function run(command, args, { env, quiet }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => said.push(text));
    child.on('error', () => resolve(1));
    child.on('close', (status) => {
      process.stdout.write(Buffer.concat(said));
      resolve(status ?? 1);
    });
  });
}

async function stage({ name, command, args, report, count, quiet = false }) {
  if (!quiet) console.log(`\n=== ${name}`);
  const started = Date.now();
  const status = await run(command, args, { env: { ...environment, PLAYWRIGHT_JSON_OUTPUT_NAME: report ?? '' }, quiet });
  let seen = { passed: 0, failed: 0, skipped: 0 };
  if (report) {
    try {
      seen = count(JSON.parse(readFileSync(report, 'utf8')));
    } catch (error) {
      console.error(`${name}: no readable report (${error.message})`);
    }
    if (seen.passed + seen.failed === 0) seen.failed++;
  } else if (status === 0) seen.passed++;
  if (status !== 0 && seen.failed === 0) seen.failed++;
  for (const key of Object.keys(total)) total[key] += seen[key];
  console.log(`=== ${name}: ${seen.passed} passed, ${seen.failed} failed in ${Math.round((Date.now() - started) / 1000)} s`);
}

const vitest = (project, quiet) => {
  const report = join(results, `vitest-${project}.json`);
  // By itself vitest leaves one of two cores idle; most tests in Node wait.
  const workers = project === 'node' ? ['--maxWorkers=2'] : [];
  return stage({
    name: `tests, ${project}`,
    command: bin('vitest'),
    args: ['run', '--project', project, ...workers, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    report,
    count: ({ numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites }) => ({
      passed: numPassedTests,
      failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0),
      skipped: numPendingTests,
    }),
    quiet,
  });
};

await stage({ name: 'checks', command: process.execPath, args: ['scripts/check.mjs'] });
// Tests in Node wait for most of their time, which those in the browser have for themselves.
await Promise.all([vitest('browser', false), vitest('node', true)]);
await stage({
  name: 'end to end',
  command: bin('playwright'),
  args: ['test'],
  report: join(results, 'playwright.json'),
  count: ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }),
});

if (total.skipped) console.log(`\n${total.skipped} run in the full run only`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);
