import { chain, around } from './live-page.js';
import type { Fate } from './oracle.js';
import { meansBlock, meansSomething } from './patterns.js';
import type { ReadRules } from './read-rules.js';
import type { Sticky } from './sticky.js';

/** `masked`: inside an opaque box. `maybe`: the surface leaves it open. */
export type Cover = 'masked' | 'maybe' | 'open';

const SECRET_TOKEN = /^(?:cc-.+|current-password|new-password|one-time-code)$/i;
const BUTTONS = /^(?:submit|button|reset|image)$/;
/** Elements that are images, or draw what they hold as one. */
const PICTURES = new Set(['img', 'video', 'audio', 'canvas', 'svg', 'math', 'object', 'embed', 'meter', 'progress', 'area']);
/** Attributes that say how something looks. */
const LOOKS = /^(?:class|id|style|lang|dir|role|type|slot|part|name|for|list|xml:lang|accesskey|open|disabled|media|rel|is)$/;

const isElement = (node: Node): node is Element => node.nodeType === 1;
const isField = (el: Element): boolean =>
  el.namespaceURI === 'http://www.w3.org/1999/xhtml' && /^(?:input|textarea|select)$/.test(el.localName);

/** Asks the rules of the surface, in their order: always masked > account > page > patterns > unmask > mode. */
export function createPrivacy(rules: ReadRules, sticky: Sticky) {
  const { mode } = rules;
  const always = (el: Element): 'yes' | 'maybe' | 'no' => {
    const tokens = (el.getAttribute('autocomplete') ?? '').split(/\s+/);
    const secret = tokens.some((token) => SECRET_TOKEN.test(token));
    // The surface names values of fields; an editable or custom element with such a token may well be one.
    if (!isField(el)) return secret ? 'maybe' : 'no';
    if (secret) return 'yes';
    if (el.localName !== 'input') return 'no';
    const { type } = el as HTMLInputElement;
    if (type === 'password' || type === 'hidden' || type === 'file') return 'yes';
    return sticky.of(el as HTMLInputElement);
  };
  const opened = (node: Node): boolean => {
    for (let at: Node | null = node; at; at = around(at)) if (isElement(at) && rules.unmasked(at)) return true;
    return false;
  };
  /** Whether the mode makes a box of this element. */
  const byMode = (el: Element): 'yes' | 'maybe' | 'no' => {
    if (mode === 'custom_input') return 'no';
    const editable = el.getAttribute('contenteditable');
    const field = isField(el) && !(el.localName === 'input' && BUTTONS.test((el as HTMLInputElement).type) && mode === 'all_input');
    if (field || (editable !== null && editable !== 'false') || (mode === 'all' && PICTURES.has(el.localName)))
      return opened(el) ? 'no' : 'yes';
    return 'no';
  };
  /** Which of its options is masked would tell which is chosen: the list may be covered as a whole. */
  const listOf = (el: Element): boolean => el.localName === 'select' && [...el.querySelectorAll('option,optgroup')].some(rules.named);
  /** An element the mode hides may be drawn as a box, and what is unmasked inside of it with it, where words of its own are hidden. */
  const wordsAround = (el: Element): boolean =>
    mode === 'all' && !opened(el) && [...el.childNodes].some((child) => child.nodeType === 3 && (child as Text).data.trim() !== '');

  return {
    cover(node: Node): Cover {
      let doubt = false;
      let crossed = false;
      for (const at of chain(node)) {
        if (at.nodeType === 11) crossed = true;
        if (!isElement(at)) continue;
        const answers = [always(at), rules.named(at) ? 'yes' : 'no', byMode(at)];
        // What is unmasked inside a box of the mode: the box is opaque, the rule opens; nothing decides between them.
        if (answers[2] === 'yes' && at !== node && opened(node)) answers[2] = 'maybe';
        if (answers.includes('yes')) return 'masked';
        if (answers.includes('maybe') || listOf(at)) doubt = true;
        if (crossed && at !== node && wordsAround(at)) doubt = true;
      }
      return doubt ? 'maybe' : 'open';
    },
    text(node: Text, carried: Fate): Fate {
      const plain = this.words(node.parentNode ?? node, carried);
      const readable = (text: Text): boolean => this.cover(text) === 'open' && this.words(text, 'out') === 'out';
      switch (meansBlock(node, rules, readable)) {
        case 'yes':
          return 'in';
        case 'maybe':
          return plain === 'in' ? 'in' : 'either';
        default:
          return plain;
      }
    },
    /** Words in the open: in mode `all` only where something around them is unmasked. */
    words: (node: Node, carried: Fate): Fate => (mode === 'all' && !opened(node) ? 'in' : carried),
    attribute(el: Element, name: string, value: string, carried: Fate): Fate {
      // Of an address the parts are asked one by one.
      if (name !== 'href' && meansSomething(value, rules)) return LOOKS.test(name) ? 'either' : 'in';
      if (mode !== 'all' || opened(el)) return carried;
      return LOOKS.test(name) && carried !== 'in' ? 'either' : 'in';
    },
    /** What a sheet says are words, its addresses pictures: nothing in it belongs to an element that could be unmasked. */
    style: (carried: Fate): Fate => (mode === 'all' ? 'in' : carried),
  };
}
