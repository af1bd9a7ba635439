import { tokenAt } from '../policy/tokens.js';

/** One place a secret can stand in, and the same place in the open. */
export interface Planted {
  place: string;
  secret: string;
  canary: string;
  /** Why the open one leaves no word either: such a place is never carried. */
  never?: string;
}

/** Gives out pairs of words, each once, and remembers what they are for. */
export interface Planting {
  document: Document;
  planted: Planted[];
  words(place: string, never?: string): Planted;
}

/** `from`: the number of the first word, so that plantings of one page never say the same. */
export function createPlanting(document: Document, from: number): Planting {
  const planted: Planted[] = [];
  let next = from;
  return {
    document,
    planted,
    words(place, never) {
      const entry: Planted = { place, secret: tokenAt(next++), canary: tokenAt(next++), ...(never !== undefined && { never }) };
      planted.push(entry);
      return entry;
    },
  };
}

/** Makes an HTML element with attributes and children. */
export function make(
  document: Document,
  tag: string,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
