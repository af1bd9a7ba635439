import type { Natives } from './natives.js';

const PAGE = 10;

/**
 * Who has which id in one stream. Ids only grow; both ends count alike (protocol, codec/ops.ts). Strong references: a node
 * that leaves the page is forgotten at the delivery of the record that says so.
 */
export interface NodeTable {
  /** Node to id; read directly by the walk. */
  readonly ids: Map<Node, number>;
  /** The id the next node gets. */
  readonly next: number;
  add(node: Node): number;
  nodeOf(id: number): Node | undefined;
  /** Forgets a node and all below it, open shadow roots included. Nodes without id may have children with one. */
  forgetTree(root: Node): void;
}

export function createNodeTable(natives: Natives, onForget: (id: number, node: Node) => void): NodeTable {
  const { firstChild, nextSibling, nodeType, shadowRoot } = natives;
  const ids = new Map<Node, number>();
  const pages: ((Node | undefined)[] | undefined)[] = [];
  const used: number[] = [];
  let next = 1;

  const forget = (node: Node): void => {
    const id = ids.get(node);
    if (id === undefined) return;
    ids.delete(node);
    const page = id >>> PAGE;
    const left = (used[page] ?? 1) - 1;
    used[page] = left;
    // A full page of the past whose nodes are all gone gives its memory back.
    if (left === 0 && page < next >>> PAGE) pages[page] = undefined;
    else (pages[page] ?? [])[id & ((1 << PAGE) - 1)] = undefined;
    onForget(id, node);
  };
  const forgetTree = (node: Node): void => {
    forget(node);
    if (nodeType.call(node) === 1) {
      const shadow = shadowRoot.call(node as Element);
      if (shadow !== null) forgetTree(shadow);
    }
    for (let child = firstChild.call(node); child !== null; child = nextSibling.call(child)) forgetTree(child);
  };
  return {
    ids,
    get next() {
      return next;
    },
    add(node) {
      const id = next++;
      const page = id >>> PAGE;
      ids.set(node, id);
      (pages[page] ??= [])[id & ((1 << PAGE) - 1)] = node;
      used[page] = (used[page] ?? 0) + 1;
      return id;
    },
    nodeOf: (id) => pages[id >>> PAGE]?.[id & ((1 << PAGE) - 1)],
    forgetTree,
  };
}
