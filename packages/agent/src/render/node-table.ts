import { DOCUMENT_ID, MalformedFrame } from '@sightline/protocol';
import { COST } from './effort.js';
import type { Natives } from './natives.js';

/** Ids of one stream. A node gets the next number when it is made and loses it when it leaves the mirror. */
export interface NodeTable {
  /** Gives `node` the next id. Throws `MalformedFrame` where there is no room left. */
  add(node: Node): number;
  get(id: number): Node | undefined;
  /** The node of an id a change needs. Throws `MalformedFrame` where there is none. */
  need(id: number): Node;
  idOf(node: Node): number | undefined;
  /** Forgets a removed subtree, shadow roots included; `each` hears of every node. */
  drop(root: Node, each: (node: Node) => void): void;
  nodes(): Iterable<Node>;
  readonly size: number;
  /** Gives the room back. */
  stop(): void;
}

/** `room.nodes`: how many more there may be, shared with the documents in iframes. */
export function createNodeTable(document: Document, natives: Natives, room: { nodes: number; spend(units: number): void }): NodeTable {
  const byId = new Map<number, Node>([[DOCUMENT_ID, document]]);
  const ids = new Map<Node, number>([[document, DOCUMENT_ID]]);
  let last: number = DOCUMENT_ID;
  const forget = (node: Node): void => {
    const id = ids.get(node);
    if (id === undefined) return;
    ids.delete(node);
    room.nodes++;
    byId.delete(id);
  };
  return {
    add(node) {
      if (room.nodes-- <= 0) throw new MalformedFrame('too many nodes');
      room.spend(COST.node);
      last++;
      byId.set(last, node);
      ids.set(node, last);
      return last;
    },
    get: (id) => byId.get(id),
    need(id) {
      const node = byId.get(id);
      if (!node) throw new MalformedFrame('unknown node');
      return node;
    },
    idOf: (node) => ids.get(node),
    drop(root, each) {
      const left: Node[] = [root];
      for (let node = left.pop(); node; node = left.pop()) {
        forget(node);
        each(node);
        const shadow = natives.type(node) === 1 ? natives.shadow(node as Element) : null;
        if (shadow) left.push(shadow);
        for (let child = natives.first(node); child; child = natives.next(child)) left.push(child);
      }
    },
    nodes: () => byId.values(),
    get size() {
      return byId.size;
    },
    stop() {
      room.nodes += byId.size - 1;
    },
  };
}
