import { around, everyNode } from './live-page.js';
import { HTML_NS } from '@sightline/protocol';
import { MEANT, meaningOf } from './pattern-words.js';
import type { ReadRules } from './read-rules.js';

const INLINE = new Set('span b i em a u code label abbr mark tspan slot x-card'.split(' '));

/** Whether the rules' patterns surely mean this text by itself. */
export const meansSomething = (text: string, rules: ReadRules): boolean => {
  const meaning = meaningOf(text);
  return (meaning !== undefined && rules.names.includes(meaning)) || rules.expressions.some((pattern) => pattern.test(text));
};

/** Whether the patterns may mean something in it: numbers and addresses next to what they mean. */
const mayMean = (text: string, rules: ReadRules): boolean =>
  (rules.names.length > 0 && /[\d@]/.test(text)) || rules.expressions.some((pattern) => pattern.test(text));

/**
 * Whether a text node is part of what a pattern means in the joined text of its block, of the texts that `open` says are not
 * masked anyway. A neighbour of such a text may be masked with it: the surface asks for the nodes that take part, and too much is
 * better than too little.
 */
export function meansBlock(node: Text, rules: ReadRules, open: (text: Text) => boolean): 'yes' | 'maybe' | 'no' {
  if (rules.names.length === 0 && rules.expressions.length === 0) return 'no';
  if (meansSomething(node.data, rules)) return 'yes';
  if (takesPart(node, blockOf(node), rules, open)) return 'yes';
  return mayMeanBlock(node, rules) ? 'maybe' : 'no';
}

/** Around what is read as one with it: pictures and formulas stand in the lines of a text, and so does what is shadowed in one. */
function blockOf(node: Node): Node {
  let at: Node = node;
  for (let next = around(at); next; next = around(at)) {
    at = next;
    const { localName, namespaceURI } = at as Element;
    if (at.nodeType !== 11 && !INLINE.has(localName) && (namespaceURI === HTML_NS || at.nodeType !== 1)) break;
  }
  return at;
}

/** Whether the patterns may mean something in the block of a text or field, so that its words may be masked with it. */
export function mayMeanBlock(node: Node, rules: ReadRules): boolean {
  const nodes = [...everyNode(blockOf(node))];
  const words = nodes.map(wordsOf);
  const texts = nodes.map((each) => (each.nodeType === 3 ? (each as Text).data : ''));
  return [words.join(''), texts.join(''), ...words].some((text) => mayMean(text, rules));
}

const wordsOf = (node: Node): string => {
  if (node.nodeType === 3) return (node as Text).data;
  return /^(?:input|textarea)$/.test((node as Element).localName) ? (node as HTMLInputElement).value : '';
};

/** In a paragraph of nothing but words, bold or not: whether a match in all of them together reaches into this one. */
function takesPart(node: Text, block: Node, rules: ReadRules, open: (text: Text) => boolean): boolean {
  if ((block as Element).localName !== 'p') return false;
  const texts: Text[] = [];
  for (const each of [block, ...everyNode(block)]) {
    if (each.nodeType === 3) texts.push(each as Text);
    else if (each.nodeType !== 1 || (each as Element).shadowRoot) return false;
    else if (each !== block && !INLINE.has((each as Element).localName)) return false;
  }
  if (!texts.every(open)) return false;
  const joined = texts.map(({ data }) => data).join('');
  let start = 0;
  for (const text of texts) {
    if (text === node) break;
    start += text.data.length;
  }
  return placesOf(joined, rules).some(([from, to]) => from < start + node.data.length && to > start);
}

/** Where in a text the patterns surely mean something. */
function placesOf(text: string, rules: ReadRules): [from: number, to: number][] {
  const places: [number, number][] = [];
  for (const name of rules.names)
    for (const planted of MEANT[name] ?? []) {
      const at = text.indexOf(planted);
      const end = at + planted.length;
      // With more of its kind right before or behind it may be something else.
      if (at >= 0 && !/\w/.test(text.charAt(at - 1) + text.charAt(end))) places.push([at, end]);
    }
  for (const { source, flags } of rules.expressions)
    for (const match of text.matchAll(new RegExp(source, `${flags}g`))) places.push([match.index, match.index + match[0].length]);
  return places;
}
