import { createRandom, type Histogram, mixSeeds, type Step } from '@sightline/testing';
import { compareLayers, peel } from './compare-layers.js';
import type { Mirror } from './mirror.js';
import { nextTask } from './next-task.js';

/** Why a script failed, and the step it failed at. */
export interface Failure {
  step: number;
  differences: string[];
  /** The last frames, spelled out. */
  frames: string;
}

/** What is compared after a flush besides trees, tables, texts, attributes and form state. */
export interface Compared {
  /** The rules in force. */
  sheets: boolean;
  /** Computed styles instead of trees: an attribute of lost declarations is told as what it was. */
  styles?: boolean;
  /** The order of the top layer, as a hit test finds it. */
  layers?: boolean;
  /** Scroll offsets: they come with the screen's next frames, which are waited for. */
  scroll: boolean;
}

export interface Run {
  seed: number;
  steps: readonly Step[];
  compared: Compared;
  histogram?: Histogram;
}

/** Runs one script on a page made anew in this mirror; `undefined` where both ends agreed after every flush. */
export async function runScript(mirror: Mirror, run: Run): Promise<Failure | undefined> {
  const { applyEdit, createPage, growDocument } = mirror.realm;
  const page = createPage(mirror.page, createRandom(mixSeeds(run.seed, -1)));
  growDocument(page);
  mirror.faults.length = 0;
  const check = async (step: number): Promise<Failure | undefined> => {
    if (run.compared.scroll) await screenFrames(2);
    mirror.capture.flush();
    if (run.compared.scroll) await screenFrames(1);
    if (run.compared.styles) {
      // The part that finds lost shorthands has arrived by then.
      await new Promise((done) => setTimeout(done));
      mirror.capture.flush();
    }
    const differences = mirror.faults.length > 0 ? mirror.faults.splice(0) : mirror.differences(run.compared);
    if (run.compared.layers && differences.length === 0) differences.push(...compareLayers(mirror));
    return differences.length > 0 ? { step, differences, frames: mirror.lastFrames() } : undefined;
  };
  if (run.compared.styles) {
    // What scripts give to sheets is noted once the page has a value to be substituted.
    page.document.body.style.top = 'var(--p)';
    await check(-1);
  }
  let failure = await check(-1);
  for (let index = 0; index < run.steps.length && !failure; index++) {
    const step = run.steps[index] as Step;
    switch (step.do) {
      case 'edit':
        if (applyEdit(page, step)) run.histogram?.add(step.kind);
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
        failure = await check(index);
        break;
      default:
        step satisfies never;
    }
  }
  // What lies below a modal dialog is inert, and found by no hit test before it is closed.
  for (let dialogs = 0; run.compared.layers && !failure && dialogs < 10 && peel(mirror); dialogs++) failure = await check(run.steps.length);
  return failure;
}

export async function screenFrames(count: number): Promise<void> {
  for (let n = count; n > 0; n--) await new Promise(requestAnimationFrame);
}
