import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const ROOT = join(import.meta.dirname, '../..');
/** Rules in `rules.mjs`, one test each. */
const RULES = 5;

test('1.2 1.3 without any one of its rules the mirror differs on the listed seed', () => {
  test.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'sightline-rules-'));
  const report = join(folder, 'report.json');
  const config = join(import.meta.dirname, 'break.config.mjs');
  const args = ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const run = spawnSync(join(ROOT, 'node_modules/.bin/vitest'), args, { cwd: ROOT, encoding: 'utf8' });
  const { numPassedTests } = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number };
  rmSync(folder, { recursive: true, force: true });
  expect({ status: run.status, numPassedTests }, run.stdout + run.stderr).toEqual({ status: 0, numPassedTests: RULES });
});
