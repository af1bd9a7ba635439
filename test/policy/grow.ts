import type { Random } from '@sightline/testing';
import type { ElementPlan, NodePlan } from './plan.js';
import { patternWords } from './pattern-words.js';
import {
  BLOCKS,
  CLASSES,
  CONTROLS,
  INLINE,
  INPUT_TYPES,
  MARKS,
  MATHML,
  NAMES,
  OPEN_AUTOCOMPLETE,
  OTHER,
  RARE,
  SECRET_AUTOCOMPLETE,
  SVG,
  TELLING,
} from './words.js';

/** What a plan is grown with. */
export interface Soil {
  random: Random;
  token(): string;
  id(): number;
  /** Patterns of the rules: some texts say what they mean. */
  patterns: readonly string[];
}

export type Space = ElementPlan['space'];

/** A text with a token of its own, now and then with what a pattern means beside it. */
export function someWords({ random, token, patterns }: Soil): string {
  const word = token();
  if (random.chance(patterns.length > 0 ? 0.2 : 0.03)) return `${word} ${random.pick(patternWords(random, patterns))}`;
  return random.chance(0.3) ? `${word} and ${token()}` : word;
}

/** A node with up to `budget` nodes below it. */
export function growNode(soil: Soil, budget: number, space: Space = 'html'): NodePlan {
  const { random } = soil;
  if (space === 'html' && soil.patterns.length > 0 && random.chance(0.06)) return growSplit(soil);
  const dice = random.next();
  if (dice < 0.32) return { is: 'text', id: soil.id(), text: someWords(soil) };
  if (dice < 0.35) return { is: 'comment', id: soil.id(), text: soil.token() };
  return growElement(soil, budget, space);
}

/** What a pattern means, in pieces: some of it bold, a word of its own at each end. */
function growSplit(soil: Soil): ElementPlan {
  const { random, token } = soil;
  const element = (tag: string, children: NodePlan[]): ElementPlan => ({
    is: 'element',
    id: soil.id(),
    space: 'html',
    tag,
    attributes: [],
    children,
  });
  const text = (words: string): NodePlan => ({ is: 'text', id: soil.id(), text: words });
  const whole = random.pick(patternWords(random, soil.patterns));
  const [one, two] = [random.int(whole.length), random.int(whole.length)].sort((a, b) => a - b) as [number, number];
  const bold = element(random.pick(INLINE), [text(whole.slice(one, two))]);
  return element('p', [text(`${token()} ${whole.slice(0, one)}`), bold, text(`${whole.slice(two)} ${token()}`)]);
}

export function growElement(soil: Soil, budget: number, space: Space): ElementPlan {
  const { random } = soil;
  const made = kindOf(soil, space);
  const element: ElementPlan = { is: 'element', id: soil.id(), space: made.space, tag: made.tag, attributes: [], children: [] };
  dress(soil, element);
  if (made.tag === 'style') {
    element.children.push({ is: 'text', id: soil.id(), text: someRule(soil) });
    if (random.chance(0.3)) element.rule = someRule(soil);
    return element;
  }
  if (made.tag === 'input' || made.tag === 'img' || made.tag === 'embed') return element;
  const below: Space = made.tag === 'foreignObject' || made.tag === 'annotation-xml' ? 'html' : made.space;
  growChildren(soil, element.children, { budget, tag: made.tag, space: below });
  if (made.space === 'html' && /^(?:div|section|p|span|article|x-card)$/.test(made.tag) && random.chance(0.18)) {
    element.shadow = [];
    growChildren(soil, element.shadow, { budget: Math.max(2, budget), tag: 'slot', space: 'html' });
    if (random.chance(0.7)) element.shadow.push(slotted(soil));
  }
  return element;
}

/** A slot in something that may be masked, for the host's own children. */
function slotted(soil: Soil): ElementPlan {
  const slot: ElementPlan = { is: 'element', id: soil.id(), space: 'html', tag: 'slot', attributes: [], children: [] };
  if (soil.random.chance(0.4)) return slot;
  const around: ElementPlan = { ...slot, id: soil.id(), tag: soil.random.pick(BLOCKS), children: [slot] };
  dress(soil, around);
  return around;
}

function growChildren(soil: Soil, into: NodePlan[], at: { budget: number; tag: string; space: Space }): void {
  const { random } = soil;
  if (at.tag === 'select' || at.tag === 'datalist') {
    for (let n = 1 + random.int(3); n > 0; n--) into.push(option(soil));
    return;
  }
  if (at.tag === 'textarea' || at.tag === 'script' || at.tag === 'noscript' || at.tag === 'title') {
    into.push({ is: 'text', id: soil.id(), text: soil.token() });
    return;
  }
  let left = at.budget;
  if (left === 0 && random.chance(0.7)) into.push({ is: 'text', id: soil.id(), text: someWords(soil) });
  while (left > 0 && random.chance(0.75)) {
    const size = 1 + random.int(left);
    into.push(growNode(soil, size - 1, at.space));
    left -= size;
  }
}

function option(soil: Soil): ElementPlan {
  const element: ElementPlan = { is: 'element', id: soil.id(), space: 'html', tag: 'option', attributes: [], children: [] };
  dress(soil, element);
  element.children.push({ is: 'text', id: soil.id(), text: someWords(soil) });
  if (soil.random.chance(0.8)) return element;
  return { ...element, id: soil.id(), tag: 'optgroup', attributes: [['label', soil.token()]], children: [element] };
}

function kindOf({ random }: Soil, space: Space): { space: Space; tag: string } {
  if (space === 'svg') return { space, tag: random.pick(SVG.slice(1)) };
  if (space === 'mathml') return { space, tag: random.pick(MATHML.slice(1)) };
  const dice = random.next();
  if (dice < 0.06) return { space: 'svg', tag: 'svg' };
  if (dice < 0.09) return { space: 'mathml', tag: 'math' };
  if (dice < 0.11) return { space, tag: 'iframe' };
  if (dice < 0.19) return { space, tag: random.pick(RARE) };
  if (dice < 0.4) return { space, tag: random.pick(CONTROLS) };
  return { space, tag: random.pick(random.chance(0.5) ? BLOCKS : INLINE) };
}

/** Attributes: marks the rules look at, then places for tokens. */
export function dress(soil: Soil, element: ElementPlan): void {
  const { random, token } = soil;
  const set = (name: string, value: string): void => {
    if (!element.attributes.some(([known]) => known === name)) element.attributes.push([name, value]);
  };
  if (random.chance(0.3)) set('class', random.pick(CLASSES));
  if (random.chance(0.06)) set('id', random.pick(['i1', 'i2', 'i3']));
  if (random.chance(0.12)) set(...random.pick(MARKS));
  if (element.tag === 'input') {
    set('type', random.pick(INPUT_TYPES));
    if (random.chance(0.3)) element.value = soil.random.chance(0.8) ? token() : someWords(soil);
  }
  if (element.tag === 'textarea' && random.chance(0.4)) element.value = token();
  if (/^(?:input|textarea|select|x-card|div)$/.test(element.tag)) {
    const dice = random.next();
    if (dice < 0.16) set('autocomplete', random.pick(dice < 0.08 ? SECRET_AUTOCOMPLETE : OPEN_AUTOCOMPLETE));
  }
  if (element.tag === 'input' && random.chance(0.4)) set('name', random.pick(NAMES));
  if (element.space === 'html' && random.chance(0.03)) set('contenteditable', random.pick(['', 'true', 'false', 'plaintext-only']));
  if (element.tag === 'img' || element.tag === 'embed') set('src', `http://127.0.0.1:9/${token()}/${token()}.png?${token()}#${token()}`);
  if (element.tag === 'a') set('href', someAddress(soil));
  for (let n = random.int(3); n > 0; n--) set(random.pick(TELLING), someWords(soil));
  if (random.chance(0.2)) set(random.pick(OTHER), token());
  if (random.chance(0.05)) set('style', `--own: "${token()}"; background: url(http://127.0.0.1:9/${token()})`);
}

export function someAddress({ random, token }: Soil): string {
  const path = `/${token()}`;
  switch (random.int(7)) {
    case 0:
      return `http://shop.example${path}?${token()}=${token()}#${token()}`;
    case 1:
      return `${path}/${token()}-longer-than-twenty-characters/x`;
    case 2:
      return `mailto:${token()}@host.example`;
    case 3:
      return `http://${token()}:${token()}@shop.example${path}`;
    case 4:
      return `${path}/${token()}@${token()}`;
    case 5:
      return `${path}/secret-17-${token()}/${token()}`;
    default:
      return path;
  }
}

export function someRule({ random, token }: Soil): string {
  switch (random.int(6)) {
    case 0:
      return `.plain::after { content: "${token()}" attr(title) }`;
    case 1:
      return `.m1 { --own: "${token()}"; background: url(http://127.0.0.1:9/${token()}) }`;
    case 2:
      return `@media all { .open::before { content: "${token()}" / "${token()}" } }`;
    case 3:
      return `@counter-style own { system: cyclic; symbols: "${token()}"; suffix: " " }`;
    case 4:
      return `li { list-style-type: "${token()}"; quotes: "${token()}" "${token()}" }`;
    default:
      return `p::before { content: counter(c) '${token()}' } /* ${token()} */`;
  }
}
