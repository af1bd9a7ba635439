import { createHistogram, EDIT_GROUPS, type EditGroup, type Histogram, makeScript, scriptText } from '@sightline/testing';
import { expect } from 'vitest';
import { createMirror, type Mirror } from './mirror.js';
import { type Compared, type Run, runScript } from './run-script.js';
import { shrink } from './shrink.js';

export interface Campaign {
  name: string;
  firstSeed: number;
  /** At least so many scripts, and more until `milliseconds` are over. */
  scripts: number;
  milliseconds?: number;
  groups: EditGroup[];
  /** Seeds left out: their edits alone, with nothing following the page, end this browser's page. */
  deadly?: readonly number[];
  compared: Compared;
}

/** Scripts that share a page and a renderer; each makes the page anew, and a renderer takes only so much work at once (`effort.ts`). */
const PER_MIRROR = 20;
const ENOUGH_FAILURES = 5;

/**
 * Runs many scripts, prints their number and the histogram of edits, and fails with the seeds that differ and the first of
 * them cut down to its cause. Every kind of edit must have happened.
 */
export async function runCampaign(o: Campaign): Promise<void> {
  const histogram = createHistogram();
  const start = performance.now();
  const failed: number[] = [];
  let report = '';
  let mirror: Mirror | undefined;
  let done = 0;
  for (; (done < o.scripts || performance.now() - start < (o.milliseconds ?? 0)) && failed.length < ENOUGH_FAILURES; done++) {
    const seed = o.firstSeed + done;
    if (o.milliseconds && done % 1_000 === 0) console.info(`${o.name}: at seed ${seed}`);
    if (o.deadly?.includes(seed)) continue;
    const run: Run = { seed, steps: makeScript(seed, o.groups), compared: o.compared, histogram };
    if (done % PER_MIRROR === 0) mirror?.stop();
    if (done % PER_MIRROR === 0 || !mirror) mirror = await createMirror();
    if (!(await runScript(mirror, run))) continue;
    failed.push(seed);
    if (failed.length === 1) report = await explain(run);
    mirror.stop();
    mirror = undefined;
  }
  mirror?.stop();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.info(`${o.name}: ${done} scripts from seed ${o.firstSeed}, ${histogram.total} edits, ${seconds} s\n${histogram.lines()}`);
  expect(failed, report).toEqual([]);
  expectEveryKind(o.groups, histogram);
}

async function explain(run: Run): Promise<string> {
  const small = await shrink(run);
  if (!small) return `seed ${run.seed} fails only after the scripts before it`;
  const { failure } = small;
  return `seed ${run.seed}\n${scriptText(small.steps)}\n${failure.differences.join('\n')}\nlast frames:\n${failure.frames}`;
}

function expectEveryKind(groups: readonly EditGroup[], histogram: Histogram): void {
  for (const group of groups)
    for (const name of Object.keys(EDIT_GROUPS[group]))
      expect(histogram.count(`${group}.${name}`), `${group}.${name} happened`).toBeGreaterThan(0);
}
