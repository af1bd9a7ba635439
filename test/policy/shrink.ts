import type { ElementPlan, NodePlan, PagePlan, RulesPlan, Step } from './plan.js';
import type { Failure } from './run-plan.js';

/** The smallest plan found that still fails in the same way, where `run` is what fails. */
export async function shrinkPlan(
  plan: PagePlan,
  failure: Failure,
  run: (plan: PagePlan) => Promise<Failure | undefined>,
  tries = 300,
): Promise<{ plan: PagePlan; failure: Failure }> {
  let best = { plan: { ...plan, rounds: plan.rounds.slice(0, failure.round) }, failure };
  let left = tries;
  for (let improved = true; improved && left > 0; ) {
    improved = false;
    for (const smaller of smallerPlans(best.plan)) {
      if (left-- <= 0) break;
      const again = await run(smaller).catch(() => undefined);
      if (again?.kind !== failure.kind) continue;
      best = { plan: { ...smaller, rounds: smaller.rounds.slice(0, again.round) }, failure: again };
      improved = true;
      break;
    }
  }
  return best;
}

/** Every plan with one thing less, large things first. */
function* smallerPlans(plan: PagePlan): Generator<PagePlan> {
  for (const rounds of without(plan.rounds)) yield { ...plan, rounds };
  if (plan.before.length > 0) yield { ...plan, before: [] };
  for (const body of smallerLists(plan.body)) yield { ...plan, body };
  for (const rules of smallerRules(plan.rules)) yield { ...plan, rules };
  for (const before of without(plan.before)) yield { ...plan, before };
  for (const [index, round] of plan.rounds.entries()) {
    for (const steps of without(round)) yield { ...plan, rounds: plan.rounds.with(index, steps) };
    for (const [at, step] of round.entries())
      for (const smaller of smallerSteps(step)) yield { ...plan, rounds: plan.rounds.with(index, round.with(at, smaller)) };
  }
}

function* without<T>(list: readonly T[]): Generator<T[]> {
  if (list.length > 3) {
    yield list.slice(Math.ceil(list.length / 2));
    yield list.slice(0, Math.ceil(list.length / 2));
  }
  for (let index = 0; index < list.length; index++) yield [...list.slice(0, index), ...list.slice(index + 1)];
}

function* smallerLists(list: readonly NodePlan[]): Generator<NodePlan[]> {
  yield* without(list);
  for (const [index, node] of list.entries()) {
    if (node.is !== 'element') continue;
    for (const smaller of smallerElements(node)) yield list.with(index, smaller);
  }
}

function* smallerElements(node: ElementPlan): Generator<ElementPlan> {
  for (const children of smallerLists(node.children)) yield { ...node, children };
  if (node.shadow) {
    const { shadow, ...plain } = node;
    yield plain;
    for (const smaller of smallerLists(shadow)) yield { ...node, shadow: smaller };
  }
  for (const attributes of without(node.attributes)) yield { ...node, attributes };
}

function* smallerRules(rules: RulesPlan): Generator<RulesPlan> {
  for (const key of ['selectors', 'attributes', 'unmask', 'patterns'] as const)
    for (const list of without(rules[key])) yield { ...rules, [key]: list };
  const { account } = rules;
  if (account.selectors.length + account.attributes.length > 0) yield { ...rules, account: { selectors: [], attributes: [] } };
}

function* smallerSteps(step: Step): Generator<Step> {
  if (step.do === 'insert') {
    if (step.node.is === 'element') for (const node of smallerElements(step.node)) yield { ...step, node };
  } else if (step.do === 'shadow') for (const nodes of smallerLists(step.nodes)) yield { ...step, nodes };
}
