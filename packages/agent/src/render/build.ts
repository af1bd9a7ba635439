import { allowedElement, HTML_NS, inertElement, LIMITS, MalformedFrame, Op, type Reader } from '@sightline/protocol';
import { COST, type Pace } from './effort.js';
import type { Attributes } from './attributes.js';
import { BOX_TAG, QUIET_NS, UNKNOWN_TAG } from './base-sheet.js';
import type { Natives } from './natives.js';
import type { NodeTable } from './node-table.js';

export interface BuildContext {
  reader: Reader;
  natives: Natives;
  table: NodeTable;
  attributes: Attributes;
  pace: Pace;
  /** A shadow root was attached. */
  onRoot(root: ShadowRoot): void;
  /** An `iframe` was made, in no document yet; false where there may not be another one. */
  onFrame(element: HTMLIFrameElement): boolean;
  isDefined(tag: string): boolean;
  /** Stands on a box that holds what cannot be mirrored. */
  unshared: string;
}

/** Attributes of one element. */
export const MAX_ATTRIBUTES = 1_000;

/** Elements whose text would act instead of show. */
const SILENT = new Set(['style', UNKNOWN_TAG, 'iframe', 'noscript', 'template']);

/** True where text below `parent` is kept empty. */
export const silent = (parent: Node | null, natives: Natives): boolean => parent !== null && SILENT.has(natives.tag(parent));

export const isBox = (node: Node, natives: Natives): boolean => natives.tag(node) === BOX_TAG;

function depthOf(node: Node, natives: Natives): number {
  let depth = 0;
  for (let at: Node | null = node; at; at = natives.type(at) === 11 ? (at as ShadowRoot).host : natives.parent(at)) depth++;
  return depth;
}

/** Levels of a subtree, its root counted, shadow roots included. Walks no more than it must to pass `limit`. */
function heightOf(root: Node, { natives, pace }: Pick<BuildContext, 'natives' | 'pace'>, limit: number): number {
  let height = 0;
  const left: [Node, number][] = [[root, 1]];
  for (let item = left.pop(); item; item = left.pop()) {
    const [node, level] = item;
    pace.spend(COST.move);
    if (level > height) height = level;
    if (height > limit) return height;
    const shadow = natives.type(node) === 1 ? natives.shadow(node as Element) : null;
    if (shadow) left.push([shadow, level + 1]);
    for (let child = natives.first(node); child; child = natives.next(child)) left.push([child, level + 1]);
  }
  return height;
}

/**
 * Reads `node* End` and puts the nodes into `top` behind `after` (null: first). New subtrees are finished before they enter
 * the document. Never recurses: the stream decides the depth, up to `LIMITS.depth`. Pauses where it takes long.
 */
export function* readNodes(context: BuildContext, top: Node, after: Node | null): Generator<void> {
  const { reader, natives, table, attributes, pace } = context;
  const { spend } = pace;
  const topType = natives.type(top);
  if (topType !== 1 && topType !== 9 && topType !== 11) throw new MalformedFrame('no parent');
  if (isBox(top, natives)) throw new MalformedFrame('nothing goes into a box');
  if (after && natives.parent(after) !== top) throw new MalformedFrame('no such place');
  const base = depthOf(top, natives);
  spend(base * COST.visit);
  const stack: Node[] = [];
  let parent = top;
  let last = after ?? (topType === 9 ? natives.doctype : null);

  const place = (node: Node): void => {
    if (parent !== top) {
      natives.insert(parent, node, null);
      return;
    }
    if (topType === 9) {
      spend(COST.top);
      makeRoom(node);
    }
    natives.insert(top, node, last && natives.parent(last) === top ? natives.next(last) : natives.first(top));
    last = node;
  };
  // A document has one root element: a new one comes before the removal of the old is said.
  const makeRoom = (node: Node): void => {
    if (natives.type(node) !== 1) return;
    for (let child = natives.first(top); child; child = natives.next(child)) {
      spend(COST.visit);
      if (natives.type(child) !== 1 || child === node) continue;
      spend(COST.root);
      if (last === child) last = natives.doctype;
      natives.remove(child);
      return;
    }
  };
  const open = (node: Node): void => {
    table.add(node);
    if (base + stack.length + 1 > LIMITS.depth) throw new MalformedFrame('too deep');
    stack.push(parent);
    parent = node;
  };
  const element = (namespace: string, name: string): Element => {
    const colon = name.indexOf(':');
    const local = colon < 0 ? name : name.slice(colon + 1);
    const listed = allowedElement(namespace, local);
    let allowed = listed ? local !== BOX_TAG : inertElement(namespace, name, natives.unknownElement);
    let made: Element;
    if (allowed && local === 'style') made = natives.createElementNS(QUIET_NS, local);
    else if (!allowed) made = natives.createElement(UNKNOWN_TAG);
    else if (namespace === HTML_NS) made = natives.createElement(listed ? local : name);
    else {
      made = natives.createElementNS(namespace, name);
      attributes.uses?.changed();
    }
    if (allowed && namespace === HTML_NS && local === 'iframe' && !context.onFrame(made as HTMLIFrameElement)) {
      made = natives.createElement(UNKNOWN_TAG);
      allowed = false;
    }
    const count = reader.varint();
    if (count > MAX_ATTRIBUTES) throw new MalformedFrame('too many attributes');
    for (let i = 0; i < count; i++) {
      const attribute = reader.string();
      const value = reader.string();
      if (allowed) attributes.set(made, attribute, value);
    }
    if (allowed && namespace === HTML_NS && local.includes('-') && local !== UNKNOWN_TAG && !context.isDefined(local))
      natives.setAttribute(made, 'sightline-undefined', '');
    return made;
  };

  for (;;) {
    if (pace.tired) yield;
    const op = reader.u8();
    switch (op) {
      case Op.End: {
        const done = parent;
        const outer = stack.pop();
        if (outer === undefined) return;
        parent = outer;
        if (natives.type(done) !== 11) place(done);
        break;
      }
      case Op.Element:
        open(element(HTML_NS, reader.string()));
        break;
      case Op.ElementNs: {
        const namespace = reader.string();
        open(element(namespace, reader.string()));
        break;
      }
      case Op.Text: {
        const data = reader.string();
        const text = natives.createText(silent(parent, natives) ? '' : data);
        table.add(text);
        place(text);
        break;
      }
      case Op.Comment: {
        const comment = natives.createComment();
        table.add(comment);
        place(comment);
        break;
      }
      case Op.Shadow: {
        const flags = reader.u8();
        if (natives.type(parent) !== 1) throw new MalformedFrame('no shadow host');
        const root = natives.attachShadow(parent as Element, {
          mode: 'open',
          delegatesFocus: (flags & 1) !== 0,
          slotAssignment: flags & 2 ? 'manual' : 'named',
          clonable: (flags & 4) !== 0,
        });
        context.onRoot(root);
        open(root);
        break;
      }
      case Op.Box: {
        const tag = reader.string();
        const box = natives.createElement(BOX_TAG);
        // Not hidden by a rule: nobody could show it.
        if (tag === 'object' || tag === 'embed') natives.setAttribute(box, 'sightline-note', context.unshared);
        table.add(box);
        place(box);
        break;
      }
      case Op.Move: {
        const node = table.need(reader.varint());
        if (natives.type(node) === 9 || natives.type(node) === 11) throw new MalformedFrame('not movable');
        const from = natives.parent(node);
        spend(COST.node);
        const limit = parent === from ? LIMITS.depth : LIMITS.depth - base - stack.length;
        // A browser visits the whole subtree, too, wherever it goes.
        if (heightOf(node, context, limit) > limit) throw new MalformedFrame('too deep');
        if (last === node) last = natives.previous(node);
        attributes.uses?.changed();
        place(node);
        break;
      }
      default:
        throw new MalformedFrame('unknown node');
    }
  }
}
