import type { Natives } from '../../capture/natives.js';
import type { PatternSet } from './pattern-set.js';

const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q ruby rb rt rtc rp s samp slot small span strike strong sub sup time tt u var wbr tspan textPath mi mn mo ms mtext mrow'.split(
    ' ',
  ),
);
const UNREAD = new Set('script style template noscript head title'.split(' '));
/** Values of these are words; of the others only attributes are. */
const TYPED = /^(?:text|search|tel|url|email|number)$/;
/** A number in several fields has short ones; a longer value is read by itself. */
const PART = 6;
/** Milliseconds for which an element's `display` is believed: a list of thousands is not asked at every flush. */
const DISPLAY_MS = 1000;
/** UTF-16 units that are read as one, at most. */
const RUN = 32_768;

/** Who takes part in a match: texts and fields of one block are read as one, in the order in which they are shown. */
export interface Blocks {
  /** Forgets what was found: the page may have changed. */
  renew(): void;
  /** Whether this text or field takes part in a match. */
  hit(node: Node): boolean;
  /** What is read together with a node, itself included; of an element that is a block what is read in it too. */
  around(node: Node): Iterable<Node>;
}

/** `covered`: nothing of it is read, so that nothing outside depends on what happens inside a masked element. */
export function createBlocks(options: { natives: Natives; patterns: PatternSet; covered(node: Node): boolean }): Blocks {
  const { natives, patterns, covered } = options;
  const { nodeType, firstChild, nextSibling, data, localName, shadowRoot } = natives;
  interface Read {
    nodes: Set<Node>;
    hit: Set<Node>;
  }
  let blocks = new Map<Node, Read>();
  let displays = new WeakMap<Element, string>();
  let asked = 0;

  const slotOf = (node: Node): Node | null => {
    const type = nodeType.call(node);
    return type === 1 || type === 3 ? (node as Element).assignedSlot : null;
  };
  const above = (node: Node): Node | null => slotOf(node) ?? natives.up(node);
  const displayOf = (element: Element): string => {
    let known = displays.get(element);
    if (known === undefined) displays.set(element, (known = natives.getComputedStyle(element).display));
    return known;
  };
  const inline = (element: Element): boolean => {
    const name = localName.call(element);
    if (INLINE.has(name) || name.includes('-')) return true;
    return (
      /^(?:inline(?!-(?:table|flex|grid))|contents|ruby)/.test(displayOf(element)) &&
      name !== 'textarea' &&
      name !== 'option' &&
      name !== 'select' &&
      name !== 'button'
    );
  };
  /** Characters in an element, as far as they matter. */
  const few = (element: Node): number => {
    let count = 0;
    for (let child = firstChild.call(element); child !== null && count <= PART; child = nextSibling.call(child))
      count += nodeType.call(child) === 1 ? few(child) : nodeType.call(child) === 3 ? data.call(child as CharacterData).trim().length : 0;
    return count;
  };
  /** A cell of a row, or what stands beside others in a flex or grid box, with no more than a part of a number: read together with them. */
  const beside = (element: Element): boolean => {
    const parent = above(element);
    if (parent === null || nodeType.call(parent) !== 1 || !/flex|grid|table-row$/.test(displayOf(parent as Element))) return false;
    const count = few(element);
    return count > 0 && count <= PART;
  };
  const blockOf = (node: Node): Node => {
    let at = node;
    for (;;) {
      const next = above(at);
      if (next === null) return at;
      at = next;
      if (nodeType.call(at) === 1 && !inline(at as Element) && !beside(at as Element)) return at;
    }
  };
  /** What of a field is read; undefined where it is no field for words. */
  const valueOf = (element: Element): string | undefined => {
    const name = localName.call(element);
    if (name === 'textarea') return natives.textarea.value.call(element as HTMLTextAreaElement);
    if (name !== 'input' || !TYPED.test(natives.input.type.call(element as HTMLInputElement))) return undefined;
    return natives.input.value.call(element as HTMLInputElement);
  };
  const read = (block: Node): Read => {
    let parts: { node: Node | undefined; text: string }[] = [];
    let length = 0;
    const found: Read = { nodes: new Set(), hit: new Set() };
    const end = (): void => {
      if (parts.some(({ node }) => node !== undefined))
        for (const i of patterns.hits(parts.map(({ text }) => text))) {
          const node = parts[i]?.node;
          if (node !== undefined) found.hit.add(node);
        }
      // What one text means by itself its neighbours do not take back: more digits behind a number, say.
      for (const { node, text } of parts) if (node !== undefined && parts.length > 1 && patterns.test(text)) found.hit.add(node);
      parts = [];
      length = 0;
    };
    const add = (node: Node | undefined, text: string): void => {
      if (node !== undefined) found.nodes.add(node);
      parts.push({ node, text });
      length += text.length;
      if (length > RUN) end();
    };
    const children = (parent: Node): void => {
      for (let child = firstChild.call(parent); child !== null; child = nextSibling.call(child)) visit(child);
    };
    const within = (element: Element): void => {
      const root = shadowRoot.call(element);
      if (root !== null) {
        children(root);
        end();
        for (let child = firstChild.call(element); child !== null; child = nextSibling.call(child))
          if (slotOf(child) === null) visit(child);
        end();
        return;
      }
      const shown = localName.call(element) === 'slot' ? natives.assignedNodes.call(element as HTMLSlotElement) : [];
      if (shown.length > 0) for (const node of shown) visit(node);
      else children(element);
    };
    const visit = (node: Node): void => {
      switch (nodeType.call(node)) {
        case 3:
        case 4:
          if (!covered(node)) add(node, data.call(node as CharacterData));
          return;
        case 1:
          break;
        default:
          return;
      }
      const element = node as Element;
      const name = localName.call(element);
      if (name === 'br') return add(undefined, '\n');
      if (covered(element) || UNREAD.has(name)) return end();
      const value = valueOf(element);
      if (value !== undefined) {
        const part = value.length <= PART;
        if (!part) end();
        add(undefined, ' ');
        add(element, value);
        add(undefined, ' ');
        return part ? undefined : end();
      }
      if (inline(element)) return within(element);
      if (!beside(element)) return end();
      add(undefined, ' ');
      within(element);
      add(undefined, ' ');
    };
    if (nodeType.call(block) === 1) within(block as Element);
    else children(block);
    end();
    return found;
  };
  const readOf = (block: Node): Read => {
    let known = blocks.get(block);
    if (known === undefined) blocks.set(block, (known = read(block)));
    return known;
  };
  return {
    renew() {
      blocks = new Map();
      if (natives.now() - asked < DISPLAY_MS) return;
      asked = natives.now();
      displays = new WeakMap();
    },
    hit(node) {
      const { nodes, hit } = readOf(blockOf(node));
      if (nodes.has(node)) return hit.has(node);
      // Read with nothing else: the text of a title, what no slot shows.
      const type = nodeType.call(node);
      return patterns.test(type === 1 ? (valueOf(node as Element) ?? '') : data.call(node as CharacterData));
    },
    *around(node) {
      yield* readOf(blockOf(node)).nodes;
      const type = nodeType.call(node);
      if (type === 3 || type === 4) yield node;
      else if (type !== 8) yield* readOf(node).nodes;
    },
  };
}
