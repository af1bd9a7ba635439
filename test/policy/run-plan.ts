import { applyStep, buildPage, type PageUnderTest } from './apply-step.js';
import { everyElement } from './live-page.js';
import { judgePage, type Verdict } from './oracle.js';
import type { PagePlan, Step } from './plan.js';
import { readRules } from './read-rules.js';
import { createSticky } from './sticky.js';
import { createWorld, type ToldBox, type World } from './world.js';

/** One word that went where it must not, or did not go where it should. */
export interface Failure {
  /** After this many rounds; 0 is the first keyframe. */
  round: number;
  kind: 'leaked' | 'kept' | 'not forgotten' | 'stale stream' | 'fault' | 'told apart' | 'size';
  token: string;
  place: string;
}

/** Words looked for, by what was to become of them. */
export interface Tally {
  out: number;
  in: number;
  either: number;
}

export interface Outcome {
  /** The first difference between what left and what the oracle says. */
  failure: Failure | undefined;
  /** Words that were private as long as they were there. */
  secrets: ReadonlySet<string>;
  trace: readonly string[];
  /** What was told of boxes after each round. */
  boxes: readonly ReadonlyMap<string, ToldBox>[];
}

/** Runs a page with its rules and steps and holds what left against the oracle. */
export async function runPlan(plan: PagePlan, options: { tally?: Tally; traced?: boolean } = {}): Promise<Outcome> {
  const world = await createWorld(plan.rules, options.traced === true);
  const fates = new Map<string, boolean>();
  const boxes: Map<string, ToldBox>[] = [];
  try {
    const rested = (): void => void boxes.push(new Map(world.boxes));
    const failure = await hold({ world, plan, fates, tally: options.tally, rested });
    return { failure, boxes, trace: world.trace, secrets: new Set([...fates].flatMap(([token, secret]) => (secret ? [token] : []))) };
  } finally {
    world.stop();
  }
}

interface Held {
  world: World;
  plan: PagePlan;
  /** Whether each word was private all the time. */
  fates: Map<string, boolean>;
  tally: Tally | undefined;
  /** A round is over. */
  rested(): void;
}

async function hold({ world, plan, fates, tally, rested }: Held): Promise<Failure | undefined> {
  const { document } = world;
  const rules = [plan.rules];
  const sticky = createSticky(document, everyElement);
  const page: PageUnderTest = { document, nodes: new Map(), sticky };
  /** Words that may stand in the open stream: let out by what the page was at some flush of it, and not become private since. */
  let legit = new Set<string>();
  let stream = world.stream;
  let last = new Map<string, Verdict>();

  const judge = (): Map<string, Verdict> => {
    sticky.seen();
    const now = judgePage(document, readRules(rules), sticky);
    for (const [token, { fate }] of now) {
      fates.set(token, fate === 'in' && fates.get(token) !== false);
      if (fate !== 'in') legit.add(token);
      else if (last.has(token)) legit.delete(token);
    }
    last = now;
    return now;
  };
  /** What left in a new stream can only be what the page lets out as it begins. */
  const renew = (now: ReadonlyMap<string, Verdict>): void => {
    if (world.stream === stream) return;
    stream = world.stream;
    legit = new Set([...now].filter(([, { fate }]) => fate !== 'in').map(([token]) => token));
  };
  const check = (round: number, now: Map<string, Verdict>, before: ReadonlyMap<string, Verdict>): Failure | undefined => {
    renew(now);
    const fail = (kind: Failure['kind'], token: string): Failure => ({ round, kind, token, place: now.get(token)?.place ?? 'nowhere now' });
    if (world.faults.length > 0) return { round, kind: 'fault', token: String((world.faults[0] as Error).stack), place: '' };
    if (world.stale.length > 0) return fail('stale stream', world.stale.join());
    for (const token of world.left)
      if (!legit.has(token)) return fail(before.get(token)?.fate === 'out' ? 'not forgotten' : 'leaked', token);
    for (const [token, { fate }] of now) if (fate === 'out' && !world.left.has(token)) return fail('kept', token);
    if (tally) for (const { fate } of now.values()) tally[fate]++;
    return undefined;
  };
  async function stepOf(step: Step): Promise<void> {
    if (step.do === 'mask') {
      rules.push(step.rules);
      const now = judge();
      world.mask(step.rules);
      renew(now);
    } else if (step.do === 'deliver') {
      sticky.seen();
      const now = world.stream > 0 ? judge() : last;
      await Promise.resolve();
      // Whether it flushed by itself depends on the clock.
      world.flush();
      renew(now);
    } else applyStep(page, step);
  }

  buildPage(page, plan);
  world.init();
  sticky.begin();
  for (const step of plan.before) await stepOf(step);
  await Promise.resolve();
  sticky.seen();
  world.share();
  world.flush();
  await world.partsLoaded();
  world.flush();
  stream = world.stream;

  for (let round = 0; round <= plan.rounds.length; round++) {
    const before = last;
    for (const step of round === 0 ? [] : (plan.rounds[round - 1] as Step[])) await stepOf(step);
    const now = judge();
    world.flush();
    // What became private opened a new stream: its keyframe is due at once.
    world.flush();
    let failure = check(round, now, before);
    // What only a part can tell, as MathML, is told once the part that was asked for just now is here; nothing else may wait.
    if (failure?.kind === 'kept') {
      await world.partsLoaded();
      world.flush();
      world.flush();
      failure = check(round, judge(), before);
    }
    if (failure) return failure;
    rested();
  }
  return undefined;
}
