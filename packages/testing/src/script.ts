import { type EditGroup, editKinds, editOf } from './edits/index.js';
import type { Page } from './page/page.js';
import { createRandom, mixSeeds } from './random.js';

/** One step of a script. `deliver` lets the mutation records arrive, `task` lets timers run, `keyframe` opens a new stream, `check` flushes and compares. */
export type Step = { do: 'edit'; kind: string; seed: number } | { do: 'deliver' } | { do: 'task' } | { do: 'keyframe' } | { do: 'check' };

/** About 70 edits in some ten rounds; the same seed makes the same script. */
export function makeScript(seed: number, groups: readonly EditGroup[]): Step[] {
  const random = createRandom(mixSeeds(seed, 0));
  const kinds = editKinds(groups);
  const steps: Step[] = [];
  let number = 0;
  for (let rounds = 7 + random.int(6); rounds > 0; rounds--) {
    for (let edits = 1 + random.int(13); edits > 0; edits--) {
      steps.push({ do: 'edit', kind: random.pick(kinds), seed: mixSeeds(seed, ++number) });
      if (random.chance(0.12)) steps.push({ do: 'deliver' });
      if (random.chance(0.004)) steps.push({ do: 'task' });
    }
    if (random.chance(0.02)) steps.push({ do: 'keyframe' });
    steps.push({ do: 'check' });
  }
  return steps;
}

/** Makes one edit with the choices of its own seed; false where there was nothing to do. */
export function applyEdit(page: Page, step: Extract<Step, { do: 'edit' }>): boolean {
  page.random = createRandom(step.seed);
  return editOf(step.kind)(page);
}

/** A script as one line, to be kept with a failure. */
export const scriptText = (steps: readonly Step[]): string =>
  steps.map((s) => (s.do === 'edit' ? `${s.kind}#${s.seed}` : s.do.toUpperCase())).join(' ');
