import { meaningOf } from './pattern-words.js';
import type { ReadRules } from './read-rules.js';

const INLINE = new Set('span b i em a u code label abbr mark tspan'.split(' '));

/** Whether the rules' patterns surely mean this text by itself. */
export const meansSomething = (text: string, rules: ReadRules): boolean => {
  const meaning = meaningOf(text);
  return (meaning !== undefined && rules.names.includes(meaning)) || rules.expressions.some((pattern) => pattern.test(text));
};

/** Whether the patterns may mean something in it: numbers and addresses next to what they mean. */
const mayMean = (text: string, rules: ReadRules): boolean =>
  (rules.names.length > 0 && /[\d@]/.test(text)) || rules.expressions.some((pattern) => pattern.test(text));

/**
 * Whether a text node is part of what a pattern means in the joined text of its block. A neighbour of such a text may be masked
 * with it: the surface asks for the nodes that take part, and too much is better than too little.
 */
export function meansBlock(node: Text, rules: ReadRules): 'yes' | 'maybe' | 'no' {
  if (rules.names.length === 0 && rules.expressions.length === 0) return 'no';
  if (meansSomething(node.data, rules)) return 'yes';
  let block: Node = node;
  while (block.parentNode && INLINE.has((block.parentNode as Element).localName ?? '')) block = block.parentNode;
  const whole = block.parentNode ?? block;
  const values = [...((whole as Element).querySelectorAll?.('input,textarea') ?? [])].map((field) => (field as HTMLInputElement).value);
  return [whole.textContent ?? '', ...values].some((text) => mayMean(text, rules)) ? 'maybe' : 'no';
}
