import { type EditGroup, makeScript, scriptText } from '@sightline/testing';
import { test } from 'vitest';
import { createMirror, type Mirror } from './mirror.js';
import { runScript } from './run-script.js';
import { shrink } from './shrink.js';
const H = {
  groups: ['sheet', 'shadow', 'move', 'remove', 'insert'] as EditGroup[],
  from: 5000000,
  to: 5000150,
  compared: { sheets: true, scroll: false },
};
test('hunt', async () => {
  let mirror: Mirror | undefined;
  const seen = new Map<string, number[]>();
  let n = 0;
  const t = performance.now();
  for (let seed = H.from; seed <= H.to; seed++) {
    if (seed % 100 === 0) {
      mirror?.stop();
      mirror = undefined;
    }
    mirror ??= await createMirror();
    const steps = makeScript(seed, H.groups);
    const run = { seed, steps, compared: H.compared };
    let failure;
    try {
      failure = await runScript(mirror, run);
    } catch (e) {
      failure = { step: steps.length, differences: [String(e) + (e as Error).stack], frames: '' };
    }
    if (!failure) continue;
    n++;
    mirror.stop();
    mirror = undefined;
    const key = (failure.differences[0] ?? '')
      .replace(/^.*?: /, '')
      .replace(/\d+|"[^"]*"/g, '#')
      .slice(0, 40);
    const list = seen.get(key) ?? [];
    seen.set(key, list);
    list.push(seed);
    if (list.length > 2 || seen.size > 8) continue;
    const small = await shrink(run, 150).catch((e) => {
      console.log('shrink', String(e));
      return undefined;
    });
    console.log(
      `seed ${seed}\n` +
        (small
          ? `${scriptText(small.steps)}\n${small.failure.differences.join('\n')}\n${small.failure.frames.slice(-2500)}`
          : `only after others\n${failure.differences.join('\n')}\n${failure.frames.slice(-1500)}`),
    );
  }
  mirror?.stop();
  console.log(
    n,
    'failures',
    Math.round(performance.now() - t),
    'ms\n',
    [...seen].map(([k, v]) => `${v.length} ${k} ${v.slice(0, 6)}`).join('\n'),
  );
});
