import type { Random } from '../random.js';

/** The page under test, as the edits see it. */
export interface Page {
  document: Document;
  /** A second document without a window, to adopt nodes from and to. */
  other: Document;
  /** Choices of the edit that runs now. */
  random: Random;
  /** Subtrees taken out by an earlier edit: a later one changes them out of sight or puts them back. */
  limbo: Node[];
  /** Sheets made by `new CSSStyleSheet`, adopted or not. */
  sheets: CSSStyleSheet[];
  /** Elements put into the page to be scrolled. */
  scrollers: Element[];
  /** Numbers texts and names, so that a difference is easy to place. */
  label(): string;
}

/** Makes the edits' view of `document`, empty handed. */
export function createPage(document: Document, random: Random): Page {
  let labels = 0;
  return {
    document,
    other: document.implementation.createHTMLDocument('other'),
    random,
    limbo: [],
    sheets: [],
    scrollers: [],
    label: () => (++labels).toString(36),
  };
}
