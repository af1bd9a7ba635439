import type { Step } from '@sightline/testing';
import { createMirror } from './mirror.js';
import { type Failure, type Run, runScript } from './run-script.js';

/** The shortest script found that still fails, on a fresh mirror each time; `undefined` where the script passes alone. */
export async function shrink(run: Run, tries = 200): Promise<{ steps: Step[]; failure: Failure } | undefined> {
  const { seed, compared } = run;
  const attempt = async (steps: readonly Step[]): Promise<Failure | undefined> => {
    const mirror = await createMirror();
    try {
      return await runScript(mirror, { seed, steps, compared });
    } finally {
      mirror.stop();
    }
  };
  let failure = await attempt(run.steps);
  if (!failure) return undefined;
  let kept = run.steps.slice(0, failure.step + 1);
  let left = tries;
  for (let size = Math.ceil(kept.length / 2); size >= 1 && left > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < kept.length && left > 0; ) {
      const shorter = [...kept.slice(0, from), ...kept.slice(from + size)];
      if (shorter.at(-1)?.do !== 'check') shorter.push({ do: 'check' });
      left--;
      const again = shorter.length < kept.length ? await attempt(shorter) : undefined;
      if (again) {
        failure = again;
        kept = shorter.slice(0, again.step + 1);
      } else from += size;
    }
  }
  return { steps: kept, failure };
}
