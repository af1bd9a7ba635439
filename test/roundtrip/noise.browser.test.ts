import { createRenderer, FOREIGN } from '@sightline/agent/render';
import { createRandom, makeScript, mixSeeds } from '@sightline/testing';
import { expect, test } from 'vitest';
import { createMirror } from './mirror.js';
import { runScript } from './run-script.js';
import { MAIN_GROUPS } from './groups.js';

declare const __LONG__: boolean;

const STREAMS = __LONG__ ? 2_000 : 150;

test('streams with flipped, cut and repeated bytes never throw, and the next keyframe is whole again', async () => {
  const mirror = await createMirror();
  const seed = 77;
  const steps = makeScript(seed, MAIN_GROUPS).filter((step) => step.do !== 'keyframe');
  expect(await runScript(mirror, { seed, steps, compared: { sheets: false, scroll: false } })).toBeUndefined();
  const frames = mirror.sent.stream.slice();
  expect(frames.length).toBeGreaterThan(5);

  const thrown: unknown[] = [];
  const onError = (event: ErrorEvent | PromiseRejectionEvent): void => void thrown.push('reason' in event ? event.reason : event.error);
  window.addEventListener('error', onError);
  window.addEventListener('unhandledrejection', onError);
  const parent = document.body.appendChild(document.createElement('div'));
  let faults = 0;
  /** Shown or given up: a keyframe always comes to one of them. */
  let settled = (): void => {};
  const renderer = await createRenderer({
    parent,
    assetBase: `${location.origin}/no-asset`,
    foreign: FOREIGN,
    onMeta: () => {},
    onShown: () => settled(),
    onFault: () => {
      faults++;
      settled();
    },
  });
  for (let stream = 1; stream <= STREAMS; stream++) {
    const random = createRandom(mixSeeds(stream, 3));
    const end = new Promise<void>((resolve) => {
      settled = resolve;
    });
    for (const { flags, body } of frames) {
      const noisy = body.slice();
      for (let n = random.int(3); n > 0; n--) noisy[random.int(noisy.length)] = random.int(256);
      const cut = random.chance(0.1) ? noisy.subarray(0, random.int(noisy.length)) : noisy;
      renderer.apply(flags, cut);
      if (random.chance(0.05)) renderer.apply(0, body);
    }
    await end;
  }
  expect(faults).toBeGreaterThan(STREAMS / 4);

  const whole = new Promise<void>((resolve) => {
    settled = resolve;
  });
  // The page's slow pulse may have told something since.
  for (const { flags, body } of mirror.sent.stream) renderer.apply(flags, body);
  await whole;
  // What follows the keyframe may still be under way.
  await expect.poll(() => renderer.busy).toBe(false);
  expect(renderer.document.documentElement.outerHTML).toBe(mirror.renderer.document.documentElement.outerHTML);
  expect(thrown).toEqual([]);
  renderer.stop();
  parent.remove();
  mirror.stop();
  window.removeEventListener('error', onError);
  window.removeEventListener('unhandledrejection', onError);
});
