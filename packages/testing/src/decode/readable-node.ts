import { Op, type Reader } from '@sightline/protocol';

/** A node as a frame carries it, with the number it gets. */
export type ReadableNode =
  | { node: 'element'; id: number; namespace: string | undefined; name: string; attributes: [string, string][]; children: ReadableNode[] }
  | { node: 'shadow'; id: number; flags: number; children: ReadableNode[] }
  | { node: 'text'; id: number; text: string }
  | { node: 'comment'; id: number }
  | { node: 'box'; id: number; name: string }
  | { node: 'move'; id: number };

/** Reads nodes up to their `End`. */
export function readNodes(r: Reader, ids: { next: number }): ReadableNode[] {
  const nodes: ReadableNode[] = [];
  for (let code = r.u8(); code !== Op.End; code = r.u8()) nodes.push(readNode(r, code, ids));
  return nodes;
}

function readNode(r: Reader, code: number, ids: { next: number }): ReadableNode {
  switch (code) {
    case Op.Element:
    case Op.ElementNs: {
      const id = ids.next++;
      const namespace = code === Op.ElementNs ? r.string() : undefined;
      const name = r.string();
      const attributes: [string, string][] = [];
      for (let n = r.varint(); n > 0; n--) attributes.push([r.string(), r.string()]);
      return { node: 'element', id, namespace, name, attributes, children: readNodes(r, ids) };
    }
    case Op.Shadow: {
      const id = ids.next++;
      return { node: 'shadow', id, flags: r.u8(), children: readNodes(r, ids) };
    }
    case Op.Text:
      return { node: 'text', id: ids.next++, text: r.string() };
    case Op.Comment:
      return { node: 'comment', id: ids.next++ };
    case Op.Box:
      return { node: 'box', id: ids.next++, name: r.string() };
    case Op.Move:
      return { node: 'move', id: r.varint() };
    default:
      throw new RangeError(`no node ${code}`);
  }
}
