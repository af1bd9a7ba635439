import type { Natives } from './natives.js';

const PAGE = 10;

/**
 * Who has which id in one stream. Ids only grow; both ends count alike (protocol, codec/ops.ts). Strong references: a node
 * that leaves the page is forgotten at the delivery of the record that says so.
 */
export class NodeTable {
  /** Node to id; read directly by the walk. */
  readonly ids = new Map<Node, number>();
  /** The id the next node gets. */
  next = 1;
  #pages: ((Node | undefined)[] | undefined)[] = [];
  #used: number[] = [];
  #natives: Natives;
  #onForget: (id: number, node: Node) => void;

  constructor(natives: Natives, onForget: (id: number, node: Node) => void) {
    this.#natives = natives;
    this.#onForget = onForget;
  }

  add(node: Node): number {
    const id = this.next++;
    const page = id >>> PAGE;
    this.ids.set(node, id);
    const nodes = (this.#pages[page] ??= []);
    nodes[id & ((1 << PAGE) - 1)] = node;
    this.#used[page] = (this.#used[page] ?? 0) + 1;
    return id;
  }

  nodeOf(id: number): Node | undefined {
    return this.#pages[id >>> PAGE]?.[id & ((1 << PAGE) - 1)];
  }

  /** Forgets one node. */
  forget(node: Node): void {
    const id = this.ids.get(node);
    if (id === undefined) return;
    this.ids.delete(node);
    const page = id >>> PAGE;
    const left = (this.#used[page] ?? 1) - 1;
    this.#used[page] = left;
    // A full page of the past whose nodes are all gone gives its memory back.
    if (left === 0 && page < this.next >>> PAGE) this.#pages[page] = undefined;
    else (this.#pages[page] ?? [])[id & ((1 << PAGE) - 1)] = undefined;
    this.#onForget(id, node);
  }

  /** Forgets a node and all below it, open shadow roots included. Nodes without id may have children with one. */
  forgetTree(root: Node): void {
    const { firstChild, nextSibling, nodeType, shadowRoot } = this.#natives;
    const walk = (node: Node): void => {
      this.forget(node);
      if (nodeType.call(node) === 1) {
        const shadow = shadowRoot.call(node as Element);
        if (shadow !== null) walk(shadow);
      }
      for (let child = firstChild.call(node); child !== null; child = nextSibling.call(child)) walk(child);
    };
    walk(root);
  }
}
