import { createHistogram, EDIT_GROUPS, type EditGroup, makeScript, scriptText } from '@sightline/testing';
import { expect, test } from 'vitest';
import { createMirror, type Mirror } from './mirror.js';
import { runScript } from './run-script.js';
import { shrink } from './shrink.js';

declare const __LONG__: boolean;

const SCRIPTS = 2_000;
const LONG_SCRIPTS = 10_000;
const LONG_MS = 20 * 60_000;
/** Scripts that share a page and a renderer, each opening a stream of its own. */
const PER_MIRROR = 100;
const GROUPS: EditGroup[] = ['insert', 'remove', 'move', 'text', 'attribute', 'shadow', 'form'];

test('after every flush of a random script both trees and both node tables are equal', async () => {
  const histogram = createHistogram();
  const start = performance.now();
  const first = __LONG__ ? 1_000_000 : 1;
  const failed: number[] = [];
  let report = '';
  let mirror: Mirror | undefined;
  let run = 0;
  const more = (): boolean => (__LONG__ ? run < LONG_SCRIPTS || performance.now() - start < LONG_MS : run < SCRIPTS);
  for (; more() && failed.length < 5; run++) {
    const seed = first + run;
    if (run % PER_MIRROR === 0) mirror?.stop();
    if (run % PER_MIRROR === 0 || !mirror) mirror = await createMirror();
    const steps = makeScript(seed, GROUPS);
    if (!(await runScript(mirror, seed, steps, histogram))) continue;
    failed.push(seed);
    if (failed.length === 1) report = await explain(seed, steps);
    mirror.stop();
    mirror = undefined;
  }
  mirror?.stop();
  console.info(
    `roundtrip: ${run} scripts from seed ${first}, ${histogram.total} edits, ${Math.round(performance.now() - start)} ms\n${histogram}`,
  );
  expect(failed, report).toEqual([]);
  for (const group of GROUPS)
    for (const name of Object.keys(EDIT_GROUPS[group]))
      expect(histogram.count(`${group}.${name}`), `${group}.${name} happened`).toBeGreaterThan(0);
});

async function explain(seed: number, steps: Parameters<typeof shrink>[1]): Promise<string> {
  const small = await shrink(seed, steps);
  if (!small) return `seed ${seed} fails only after the scripts before it`;
  const { failure } = small;
  return `seed ${seed}\n${scriptText(small.steps)}\n${failure.differences.join('\n')}\nlast frames:\n${failure.frames}`;
}
