import { createRandom, mixSeeds, type Random } from '@sightline/testing';
import { dress, growElement, growNode, type Soil, someRule, someWords } from './grow.js';
import { EXPRESSIONS, NAMED } from './pattern-words.js';
import type { ElementPlan, Mode, NodePlan, PagePlan, RulesPlan, Step } from './plan.js';
import { createTokens } from './tokens.js';
import { ATTRIBUTES, CLASSES, LAYOUTS, MARKS, SELECTORS, SHOWN_TYPES, TELLING, UNMASK } from './words.js';

/** A random page, random rules and what happens; the same seed makes the same plan. */
export function makePlan(seed: number): PagePlan {
  const random = createRandom(mixSeeds(seed, 0));
  const rules = someRules(random, random.pick<Mode>(['custom_input', 'custom_input', 'all_input', 'all']));
  let ids = 0;
  const soil: Soil = { random, token: createTokens(), id: () => ++ids, patterns: rules.patterns };
  const body: NodePlan[] = [];
  for (let n = 3 + random.int(5); n > 0; n--) body.push(growNode(soil, 8));
  const known = everyNode(body);
  const title = someWords(soil);
  const before = random.chance(0.4) ? someSteps(soil, known, 3) : [];
  const rounds: Step[][] = [];
  for (let n = 2 + random.int(4); n > 0; n--) {
    const round = someSteps(soil, known, 7);
    if (random.chance(0.06)) round.push({ do: 'mask', rules: { ...someRules(random, rules.mode), unmask: [] } });
    rounds.push(round);
  }
  arrange(body, createRandom(mixSeeds(seed, 1)));
  return { seed, rules, title, body, before, rounds };
}

/** How an element comes to its size and place, of chance and numbers of its own: pages of a seed stay what they are. */
function arrange(nodes: readonly NodePlan[], random: Random): void {
  for (const node of nodes) {
    if (node.is !== 'element') continue;
    const free = node.space === 'html' && !node.attributes.some(([name]) => name === 'style');
    if (random.chance(0.3) && free) node.attributes.push(['style', random.pick(LAYOUTS)]);
    arrange(node.children, random);
    if (node.shadow) arrange(node.shadow, random);
  }
}

function someRules(random: Random, mode: Mode): RulesPlan {
  const some = (list: readonly string[], most: number): string[] => Array.from({ length: random.int(most + 1) }, () => random.pick(list));
  return {
    mode,
    selectors: some(SELECTORS, 3),
    attributes: some(ATTRIBUTES, 2),
    unmask: random.chance(0.75) ? some(UNMASK, 2) : [],
    patterns: random.chance(0.35) ? [...some(NAMED, 2), ...some(EXPRESSIONS, 1)] : [],
    account: { selectors: random.chance(0.3) ? some(SELECTORS, 1) : [], attributes: random.chance(0.2) ? some(ATTRIBUTES, 1) : [] },
  };
}

/** Nodes a step can be about. `all` grows as steps bring new ones. */
interface Known {
  all: NodePlan[];
  elements: ElementPlan[];
}

function everyNode(list: readonly NodePlan[], into: Known = { all: [], elements: [] }): Known {
  for (const node of list) {
    into.all.push(node);
    if (node.is !== 'element') continue;
    into.elements.push(node);
    everyNode(node.children, into);
    if (node.shadow) everyNode(node.shadow, into);
  }
  return into;
}

function someSteps(soil: Soil, known: Known, most: number): Step[] {
  const { random } = soil;
  const steps: Step[] = [];
  const kinds = random.pick(THEMES);
  for (let n = 1 + random.int(most); n > 0; n--) {
    const step = someStep(soil, known, kinds);
    if (step !== undefined) steps.push(step);
    if (random.chance(0.15)) steps.push({ do: 'deliver' });
  }
  return steps;
}

/** What happens most on a page: marks come and go, fields change their kind, things move, new things come. */
const THEMES: readonly (readonly Kind[])[] = [
  ['class', 'class', 'mark', 'mark', 'move', 'wrap', 'unwrap', 'told', 'insert', 'remove', 'text'],
  ['type', 'type', 'type', 'renew', 'renew', 'value', 'value', 'check', 'pointer', 'move', 'insert'],
  ['text', 'text', 'insert', 'insert', 'insert', 'told', 'title', 'shadow', 'remove', 'move'],
  ['rule', 'rule', 'adopt', 'shadow', 'shadow', 'insert', 'move', 'move', 'class', 'unwrap'],
];
type Kind =
  | 'text'
  | 'insert'
  | 'remove'
  | 'move'
  | 'wrap'
  | 'unwrap'
  | 'told'
  | 'class'
  | 'mark'
  | 'value'
  | 'check'
  | 'type'
  | 'renew'
  | 'shadow'
  | 'title'
  | 'rule'
  | 'adopt'
  | 'pointer';

function someStep(soil: Soil, known: Known, kinds: readonly Kind[]): Step | undefined {
  const { random, token } = soil;
  if (known.elements.length === 0) return undefined;
  const element = random.pick(known.elements);
  const inputs = known.elements.filter(({ tag }) => tag === 'input');
  const at = element.id;
  const input = inputs.length === 0 ? 0 : random.pick(inputs).id;
  const kind = random.pick(kinds);
  switch (kind) {
    case 'text': {
      const texts = known.all.filter(({ is }) => is === 'text');
      return texts.length === 0 ? undefined : { do: 'text', at: random.pick(texts).id, text: someWords(soil) };
    }
    case 'insert': {
      const node = growNode(soil, 4, element.space);
      everyNode([node], known);
      return { do: 'insert', at, index: random.int(5), node };
    }
    case 'remove':
    case 'unwrap':
      return { do: kind, at };
    case 'move':
      return { do: 'move', at: random.pick(known.all).id, to: at, index: random.int(5) };
    case 'wrap': {
      const node: ElementPlan = { is: 'element', id: soil.id(), space: 'html', tag: 'div', attributes: [], children: [] };
      dress(soil, node);
      known.elements.push(node);
      return { do: 'wrap', at, node };
    }
    case 'told':
      return { do: 'attribute', at, name: random.pick(TELLING), value: someWords(soil) };
    case 'class':
      return { do: 'attribute', at, name: 'class', value: random.pick([...CLASSES, null]) };
    case 'mark': {
      const [name, value] = random.pick(MARKS);
      return { do: 'attribute', at, name, value: random.chance(0.3) ? null : value };
    }
    case 'value':
      return { do: 'value', at: input, value: someWords(soil), told: random.chance(0.5) };
    case 'check':
      return { do: 'check', at: input };
    case 'type': {
      const by = random.chance(0.5) ? 'property' : 'attribute';
      return { do: 'type', at: input, type: random.chance(0.3) ? 'password' : random.pick(SHOWN_TYPES), by, detached: random.chance(0.2) };
    }
    case 'renew': {
      const old = inputs.find(({ id }) => id === input);
      const step: Step = { do: 'renew', at: input, id: soil.id(), type: random.pick(SHOWN_TYPES), value: token() };
      if (old) known.elements.push({ ...old, id: step.id, children: [] });
      return step;
    }
    case 'shadow': {
      const nodes = [growElement(soil, 3, 'html'), growNode(soil, 2)];
      everyNode(nodes, known);
      return { do: 'shadow', at, nodes };
    }
    case 'title':
      return { do: 'title', text: someWords(soil) };
    case 'rule':
    case 'adopt':
      return { do: kind, at, rule: someRule(soil) };
    case 'pointer':
      return { do: 'pointer', at, event: random.pick(['pointermove', 'pointerdown', 'click', 'focusin', 'input'] as const) };
    default:
      return kind satisfies never;
  }
}
