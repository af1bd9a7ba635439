import { makeScript } from '@sightline/testing';
import { expect, test } from 'vitest';
import { MAIN_GROUPS } from './groups.js';
import { createMirror } from './mirror.js';
import { runScript } from './run-script.js';

declare const __RULE__: { name: string; seed: number };
/** Seeds to look through for one that fails, where none is listed yet. */
declare const __SEARCH__: number;

const OTHERS = 150;

async function differs(seed: number): Promise<string | undefined> {
  const mirror = await createMirror();
  const failure = await runScript(mirror, { seed, steps: makeScript(seed, MAIN_GROUPS), compared: { sheets: false, scroll: false } }).catch(
    (error: Error) => ({ differences: [error.message] }),
  );
  mirror.stop();
  return failure?.differences[0];
}

test(`without its rule the listed seed differs: ${__RULE__.name}`, async () => {
  if (__SEARCH__ > 0) {
    const found: number[] = [];
    for (let seed = 1; seed <= __SEARCH__ && found.length < 5; seed++) if (await differs(seed)) found.push(seed);
    console.info(`${__RULE__.name}: seeds ${found.join()}`);
    return;
  }
  // Where a batch ends depends on the clock: the listed seed may agree for once, and another one differs.
  let difference: string | undefined;
  for (let seed = 0; seed <= OTHERS && difference === undefined; seed++) {
    difference = await differs(seed === 0 ? __RULE__.seed : seed);
    console.info(`${__RULE__.name}: seed ${seed === 0 ? __RULE__.seed : seed}: ${difference}`);
  }
  expect(difference).toBeDefined();
});
