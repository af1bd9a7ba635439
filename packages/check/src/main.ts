import { readFileSync, writeFileSync } from 'node:fs';
import { readArguments, USAGE } from './arguments.js';
import { checkPage } from './check-page.js';
import { findBrowser } from './find-browser.js';
import { compare, findForbidden, type Snapshot, snapshotOf } from './judge.js';
import { readPolicyFile, UsageError } from './policy-file.js';
import { differenceText, findingsText, reportText } from './report.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** The command. Answers its exit code: 0 nothing wrong, 1 something would leave that must not, 2 no check could be made. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    process.stderr.write(`sightline-check: ${error instanceof UsageError ? error.message : String((error as Error).stack ?? error)}\n`);
    return 2;
  }
}

async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(args);
  if (!given) {
    say(USAGE);
    return 0;
  }
  const policy = given.policy === undefined ? {} : readPolicyFile(given.policy);
  const expected = given.expect !== undefined && !given.update ? readSnapshot(given.expect) : undefined;
  const checked = await checkPage({ ...given, policy, browser: findBrowser(given.browser) });
  const snapshot = snapshotOf(checked);
  const findings = findForbidden(checked, given.forbid);
  const difference = expected && compare(expected, snapshot);
  if (given.expect !== undefined && given.update) writeFileSync(given.expect, `${JSON.stringify(snapshot, null, 2)}\n`);
  if (given.json) say(JSON.stringify({ address: given.address, ...snapshot, findings, ...(difference && { difference }) }, null, 2));
  else {
    say(reportText(given.address, snapshot));
    if (findings.length > 0) say(findingsText(findings));
    if (difference && given.expect) say(differenceText(given.expect, difference));
  }
  return findings.length > 0 || difference ? 1 : 0;
}

function readSnapshot(file: string): Snapshot {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
  } catch {
    throw new UsageError(`${file} cannot be read as a list; --update writes one`);
  }
}
