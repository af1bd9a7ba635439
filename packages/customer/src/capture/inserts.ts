import { Op } from '@sightline/protocol';
import { Kind } from './kinds.js';
import type { Work } from './slice.js';

/**
 * Writes what came, as runs of siblings, each after the mirrored node it follows in the live tree. A node whose id is not
 * below the counter's value at the start was written whole in this pass, at its live place.
 */
export function writeInserts({ dirt, stream, walk, natives }: Work): void {
  const { added } = dirt;
  const { nodes, pending, budget, writer } = stream;
  const { ids } = nodes;
  const { parentNode, previousSibling, nextSibling, up } = natives;
  const start = nodes.next;
  const moves = dirt.left.size > 0;

  /**
   * Makes sure that all above `parent` is in the mirror where it is in the page: from the top of the live tree down, else a
   * node could be asked to go below one that still hangs below it. False where something above is not mirrored (yet).
   */
  const reach = (parent: Node): boolean => {
    for (;;) {
      let top: Node | undefined;
      for (let at: Node | null = parent; at !== null; at = up(at)) {
        const id = ids.get(at);
        if (id === undefined || (id < start && added.has(at))) top = at;
        else if (!walk.carriesChildren(at, id)) return false;
      }
      if (top === undefined) return true;
      write(top);
      if (!ids.has(top)) return false;
    }
  };
  const write = (node: Node): void => {
    added.delete(node);
    const id = ids.get(node);
    if (id !== undefined && id >= start) return;
    const parent = parentNode.call(node);
    if (parent === null) return;
    const parentId = ids.get(parent);
    if (parentId === undefined || !walk.carriesChildren(parent, parentId) || !walk.mirrored(node)) return;
    if (moves && !reach(parent)) return;
    let waiting = pending.has(parent);
    // What is new under a pending parent is the walk's; a place for it may be anywhere, so it looks from the first child on.
    if (waiting || (id === undefined && budget.spent())) {
      pending.add(parent, null);
      waiting = true;
      if (id === undefined) return;
    }
    let first: Node = node;
    let before: Node | null = previousSibling.call(node);
    for (; before !== null; before = previousSibling.call(before)) {
      const beforeId = ids.get(before);
      if (beforeId === undefined) {
        if (!waiting && walk.mirrored(before)) first = before;
      } else if (beforeId < start && added.has(before)) first = before;
      else break;
    }
    writer.varint(Op.Insert, parentId, (before && ids.get(before)) ?? 0);
    const depth = walk.depthOf(parent);
    for (let at: Node | null = first; at !== null; at = nextSibling.call(at)) {
      const atId = ids.get(at);
      if (atId === undefined) {
        if (waiting || !walk.mirrored(at)) continue;
        if (budget.spent()) {
          pending.add(parent, null);
          break;
        }
        walk.node(at, depth);
      } else if (at === node || (atId < start && added.has(at))) {
        writer.varint(Op.Move, atId);
        stream.moved.push(at);
      } else break;
      added.delete(at);
    }
    writer.u8(Op.End);
  };
  for (const node of added) write(node);
}

/** Writes the roots of hosts that got one after they were written. */
export function writeShadows({ dirt, stream, walk, natives }: Work): void {
  const { ids } = stream.nodes;
  for (const host of dirt.shadows) {
    const id = ids.get(host);
    const root = natives.shadowRoot.call(host);
    if (id === undefined || root === null || ids.has(root) || !walk.carriesChildren(host, id)) continue;
    stream.hosts.delete(id);
    stream.writer.varint(Op.Insert, id, 0);
    walk.shadow(root, walk.depthOf(host));
    stream.writer.u8(Op.End);
  }
  dirt.shadows.clear();
}

/**
 * After the inserts: what moved to where nothing is mirrored is gone as well; then the removals. On the wire inserts come
 * first, so that a node that left a removed subtree is out of it before that goes.
 */
export function writeRemovals({ dirt, stream, walk, gate, natives }: Work): void {
  const { ids } = stream.nodes;
  const lost: Node[] = [];
  const inMirror = (node: Node): boolean => {
    for (let at = natives.parentNode.call(node) as Node | null; at !== null; at = natives.up(at)) {
      const id = ids.get(at);
      if (id !== undefined && walk.carriesChildren(at, id)) continue;
      // What was told moved into a box that came in this pass. What goes into a plug-in is not private, only not shown any more.
      if (id !== undefined && stream.boxes.has(id)) stream.leaked ||= walk.kind(at as Element) !== Kind.Plugin || gate.matched.has(at);
      return false;
    }
    return true;
  };
  for (const node of dirt.left) {
    const id = ids.get(node);
    if (id === undefined || inMirror(node)) continue;
    dirt.gone.push(id);
    lost.push(node);
  }
  for (const node of lost) stream.nodes.forgetTree(node);
  dirt.left.clear();
  for (const id of dirt.gone) stream.writer.varint(Op.Remove, id);
  dirt.gone = [];
}

/** Goes on where walks stopped, until the budget ends. Returns false where something is left. */
export function writePending({ stream, walk, natives }: Work): boolean {
  const { pending, nodes, budget, writer } = stream;
  const { ids } = nodes;
  const { parentNode, firstChild, nextSibling, previousSibling } = natives;

  const resume = (parent: Node, cursor: Node | null): void => {
    const parentId = ids.get(parent) as number;
    if (!walk.carriesChildren(parent, parentId)) return;
    const valid = cursor !== null && parentNode.call(cursor) === parent;
    let at: Node | null = valid ? nextSibling.call(cursor) : firstChild.call(parent);
    let previous = 0;
    for (let before: Node | null = valid ? cursor : null; before !== null && previous === 0; before = previousSibling.call(before)) {
      previous = ids.get(before) ?? 0;
    }
    const depth = walk.depthOf(parent);
    let last: Node | null = valid ? cursor : null;
    let run = false;
    for (; at !== null; at = nextSibling.call(at)) {
      const id = ids.get(at);
      if (id !== undefined) {
        if (run) writer.u8(Op.End);
        run = false;
        previous = id;
      } else if (walk.mirrored(at)) {
        if (budget.spent()) {
          pending.add(parent, last);
          break;
        }
        if (!run) {
          writer.varint(Op.Insert, parentId, previous);
          run = true;
        }
        walk.node(at, depth);
        previous = ids.get(at) as number;
      }
      last = at;
    }
    if (run) writer.u8(Op.End);
  };
  pending.settle();
  while (pending.size > 0) {
    if (budget.spent()) return false;
    const place = pending.take(nodes);
    if (place === undefined) break;
    resume(place.parent, place.cursor);
    pending.settle();
  }
  return true;
}
