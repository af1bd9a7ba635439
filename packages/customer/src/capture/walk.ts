import { HTML_NS, LIMITS, Op } from '@sightline/protocol';
import type { Gate } from '../privacy/gate.js';
import type { When } from '../privacy/text-rules.js';
import type { Attributes } from './attributes.js';
import { hasChildren, Kind } from './kinds.js';
import type { Lapses } from './lapses.js';
import type { Natives } from './natives.js';
import type { Stream } from './stream.js';

/** UTF-16 units of a text node that are carried; a frame must stay far below the wire's limit. */
const TEXT_LENGTH = 512 * 1024;
/** Levels kept free below the wire's depth, for shadow roots on the way. */
const DEPTH = LIMITS.depth - 8;

export interface WalkOptions {
  natives: Natives;
  gate: Gate;
  attributes: Attributes;
  lapses: Lapses;
  kindOf(namespace: string | null, localName: string): Kind;
  /** True for a node that is never mirrored. */
  own(node: Node): boolean;
  /** A shadow root came into the mirror. */
  onRoot(root: ShadowRoot): void;
  onCustom(name: string): void;
}

/** Writes nodes of the live tree (grammar `node` of the protocol's ops). Reads no layout. */
export interface Walk {
  /** Writes one node that has no id, and what is below it as far as the budget goes; the rest becomes pending. */
  node(node: Node, depth: number): void;
  /** Writes `Shadow` of a host that has an id already. */
  shadow(root: ShadowRoot, depth: number): void;
  /** Rules for texts want to know every change. */
  readonly texts: boolean;
  /** What is carried of a text; undefined for any other node. */
  wordsTold(node: Node, when: When): string | undefined;
  /** False for what is never mirrored: our own widget, the doctype. */
  mirrored(node: Node): boolean;
  /** Whether children of this node belong into the mirror. */
  carriesChildren(parent: Node, id: number): boolean;
  kind(element: Element): Kind;
  /** Levels above a node, shadow hosts included. */
  depthOf(node: Node): number;
}

export function createWalk(stream: Stream, options: WalkOptions): Walk {
  const { gate, attributes, lapses, kindOf, own, onRoot, onCustom, natives } = options;
  const { nodeType, firstChild, nextSibling, up, data, localName, namespaceURI, shadowRoot } = natives;
  const { writer, nodes, budget, pending, boxes, roots, freshControls, freshCanvases, hosts } = stream;
  const { ids } = nodes;
  const { names, values } = attributes;

  const mirrored = (node: Node): boolean => {
    const type = nodeType.call(node);
    return type === 1 ? !own(node) : type !== 10;
  };
  const wordsOf = (node: CharacterData, when: When): string => {
    if (gate.matched.size > 0 && gate.matched.has(node)) {
      stream.silent.add(node);
      stream.leaked ||= when === 'new' && stream.parted(node);
      return '';
    }
    lapses.at = node;
    if (lapses.has(node)) return '';
    const words = data.call(node).slice(0, TEXT_LENGTH);
    return gate.text === undefined ? words : gate.text.wordsTold(node, words, when);
  };
  const isText = (node: Node): node is CharacterData => nodeType.call(node) === 3 || nodeType.call(node) === 4;
  const children = (parent: Node, depth: number): void => {
    if (depth > DEPTH || ids.size > LIMITS.nodes - 8) return;
    let last: Node | null = null;
    for (let child = firstChild.call(parent); child !== null; child = nextSibling.call(child)) {
      if (budget.spent()) {
        pending.add(parent, last);
        return;
      }
      const id = ids.get(child);
      if (id !== undefined) {
        writer.varint(Op.Move, id);
        stream.moved.push(child);
      } else node(child, depth);
      last = child;
    }
  };
  const shadow = (root: ShadowRoot, depth: number): void => {
    lapses.at = root;
    if (lapses.has(root)) return;
    const id = nodes.add(root);
    roots.set(id, root);
    writer.varint(Op.Shadow, (root.delegatesFocus ? 1 : 0) | (root.slotAssignment === 'manual' ? 2 : 0) | (root.clonable ? 4 : 0));
    onRoot(root);
    children(root, depth + 1);
    writer.u8(Op.End);
  };
  const element = (el: Element, depth: number): void => {
    if (own(el)) return;
    const name = localName.call(el);
    const namespace = namespaceURI.call(el);
    const kind = kindOf(namespace, name);
    const masked = gate.masks(el, kind);
    const gone = kind === Kind.Gone;
    const id = nodes.add(el);
    if (masked) {
      // What goes into a plug-in is not private, only not shown any more.
      stream.leaked ||= (kind !== Kind.Plugin || gate.matched.has(el)) && !lapses.has(el) && stream.parted(el);
      boxes.set(id, { element: el, sent: '' });
      writer.u8(Op.Box);
    } else if (gone || namespace === HTML_NS) writer.u8(Op.Element);
    else {
      writer.u8(Op.ElementNs);
      writer.string(namespace ?? '');
    }
    writer.string(gone ? 'sightline-x' : name);
    if (masked) return;
    if (kind === Kind.Sheet) {
      stream.styles.set(id, el);
      stream.restyled = true;
    }
    if (kind === Kind.Frame) stream.frames.set(id, el);
    lapses.at = el;
    const count = gone || kind === Kind.Place ? 0 : attributes.read(el, namespace, name);
    writer.varint(count);
    for (let i = 0; i < count; i++) {
      writer.string(names[i] as string);
      writer.string(values[i] as string);
    }
    if (hasChildren(kind)) {
      const root = shadowRoot.call(el);
      if (kind === Kind.Custom) {
        onCustom(name);
        if (root === null) hosts.set(id, el);
      } else if (kind === Kind.Canvas) freshCanvases.push(el as HTMLCanvasElement);
      else if (kind > Kind.Plain) freshControls.push(el);
      if (root !== null) shadow(root, depth);
      children(el, depth + 1);
    }
    writer.u8(Op.End);
  };
  const node = (any: Node, depth: number): void => {
    const type = nodeType.call(any);
    if (type === 1) element(any as Element, depth);
    else if (type !== 10) {
      nodes.add(any);
      writer.u8(isText(any) ? Op.Text : Op.Comment);
      if (isText(any)) writer.string(wordsOf(any, 'new'));
    }
  };
  const kind = (el: Element): Kind => kindOf(namespaceURI.call(el), localName.call(el));
  return {
    node,
    shadow,
    mirrored,
    texts: gate.text !== undefined,
    wordsTold: (any, when) => (isText(any) ? wordsOf(any, when) : undefined),
    kind,
    carriesChildren: (parent, id) => nodeType.call(parent) !== 1 || (!boxes.has(id) && hasChildren(kind(parent as Element))),
    depthOf(from) {
      let depth = 0;
      for (let at: Node | null = from; at !== null; at = up(at)) depth++;
      return depth;
    },
  };
}
