import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';

/**
 * Runs every test and ends with one line `N passed, N failed`, counted from what the runners report.
 * A stage that fails without saying which test did counts as one failure: nothing is lost.
 */
const root = join(import.meta.dirname, '..');
const full = process.argv.includes('--full');
const bin = (name) => join(root, 'node_modules/.bin', name);
const results = join(root, 'test-results');
const total = { passed: 0, failed: 0, skipped: 0 };

const environment = { ...process.env, CHROMIUM_PATH: ensureChromium(), ...(full ? { SIGHTLINE_LONG: '1' } : {}) };
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

function stage(name, command, args, report, count) {
  console.log(`\n=== ${name}`);
  const started = Date.now();
  const env = { ...environment, PLAYWRIGHT_JSON_OUTPUT_NAME: report ?? '' };
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
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

const vitest = (project) => {
  const report = join(results, `vitest-${project}.json`);
  // By itself vitest leaves one of two cores idle; most tests in Node wait.
  const workers = project === 'node' ? ['--maxWorkers=2'] : [];
  const args = ['run', '--project', project, ...workers, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const count = ({ numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites }) => ({
    passed: numPassedTests,
    failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0),
    skipped: numPendingTests,
  });
  stage(`tests, ${project}`, bin('vitest'), args, report, count);
};

stage('checks', process.execPath, ['scripts/check.mjs']);
vitest('node');
vitest('browser');
const report = join(results, 'playwright.json');
stage('end to end', bin('playwright'), ['test'], report, ({ stats }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
  skipped: stats.skipped,
}));

if (total.skipped) console.log(`\n${total.skipped} run in the full run only`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);
