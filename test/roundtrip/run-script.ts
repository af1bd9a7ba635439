import { createRandom, type Histogram, mixSeeds, type Step } from '@sightline/testing';
import type { Mirror } from './mirror.js';

/** Why a script failed, and the step it failed at. */
export interface Failure {
  step: number;
  differences: string[];
  frames: string;
}

/** Runs one script on a page made anew in this mirror; `undefined` where both ends agreed after every flush. */
export async function runScript(mirror: Mirror, seed: number, steps: readonly Step[], histogram?: Histogram): Promise<Failure | undefined> {
  const { applyEdit, createPage, growDocument } = mirror.realm;
  const page = createPage(mirror.page, createRandom(mixSeeds(seed, -1)));
  growDocument(page);
  mirror.faults.length = 0;
  const check = async (): Promise<string[]> => {
    mirror.capture.flush();
    if (mirror.faults.length > 0) return mirror.faults.splice(0);
    return mirror.differences({ scroll: false, sheets: false });
  };
  let differences = await check();
  if (differences.length > 0) return { step: -1, differences, frames: mirror.lastFrames() };
  for (const [index, step] of steps.entries()) {
    switch (step.do) {
      case 'edit':
        if (applyEdit(page, step)) histogram?.add(step.kind);
        break;
      case 'deliver':
        await Promise.resolve();
        break;
      case 'task':
        await nextTask();
        break;
      case 'keyframe':
        await mirror.open();
        break;
      case 'check':
        differences = await check();
        if (differences.length > 0) return { step: index, differences, frames: mirror.lastFrames() };
        break;
      default:
        step satisfies never;
    }
  }
  return undefined;
}

/** Resolves in a later task, after timers and messages that are due. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
