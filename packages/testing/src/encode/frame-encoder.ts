import { FrameFlag, Op, createWriter, type Writer } from '@sightline/protocol';
import type { ReadableOp } from '../decode/frame-decoder.js';
import type { ReadableNode } from '../decode/readable-node.js';

/** Writes frames by hand, valid or not: what a capture never sends a hostile page may. */
export interface FrameEncoder {
  /** One frame's body. The strings of earlier frames of the same encoder are known to it. */
  encode(ops: readonly ReadableOp[]): Uint8Array<ArrayBuffer>;
}

/** The ids in nodes are not written, as nobody writes them; only those of moves are. */
export function createFrameEncoder(): FrameEncoder {
  const w = createWriter();
  const inner = new Map<number, FrameEncoder>();
  return {
    encode(ops) {
      for (const op of ops) writeOp(w, op, inner);
      return w.take();
    },
  };
}

function writeNodes(w: Writer, nodes: readonly ReadableNode[]): void {
  for (const node of nodes) writeNode(w, node);
  w.u8(Op.End);
}

function writeNode(w: Writer, node: ReadableNode): void {
  switch (node.node) {
    case 'element':
      w.u8(node.namespace === undefined ? Op.Element : Op.ElementNs);
      if (node.namespace !== undefined) w.string(node.namespace);
      w.string(node.name);
      w.varint(node.attributes.length);
      for (const [name, value] of node.attributes) {
        w.string(name);
        w.string(value);
      }
      return writeNodes(w, node.children);
    case 'shadow':
      w.u8(Op.Shadow);
      w.u8(node.flags);
      return writeNodes(w, node.children);
    case 'text':
      w.u8(Op.Text);
      return w.string(node.text);
    case 'comment':
      return w.u8(Op.Comment);
    case 'box':
      w.u8(Op.Box);
      return w.string(node.name);
    case 'move':
      w.u8(Op.Move);
      return w.varint(node.id);
    default:
      node satisfies never;
  }
}

const CODES = {
  insert: Op.Insert,
  remove: Op.Remove,
  text: Op.SetText,
  value: Op.Value,
  flags: Op.Flags,
  scroll: Op.Scroll,
  geometry: Op.BoxGeometry,
  sheet: Op.Sheet,
  sheetAsset: Op.SheetAsset,
  sheetRules: Op.SheetRules,
  sheetList: Op.SheetList,
  meta: Op.Meta,
  focus: Op.Focus,
  hover: Op.Hover,
  active: Op.Active,
  ring: Op.Ring,
  checksum: Op.Checksum,
  embedded: Op.Embedded,
  unshared: Op.Unshared,
  topLayer: Op.TopLayer,
} as const;

/** `inner`: encoders of the documents in iframes, by the iframe's id. */
function writeOp(w: Writer, op: ReadableOp, inner: Map<number, FrameEncoder>): void {
  if (op.op === 'attribute') w.u8(op.value === undefined ? Op.RemoveAttribute : Op.SetAttribute);
  else w.u8(CODES[op.op]);
  switch (op.op) {
    case 'insert':
      w.varint(op.parent);
      w.varint(op.previous);
      return writeNodes(w, op.nodes);
    case 'text':
    case 'value':
      w.varint(op.id);
      return w.string(op.text);
    case 'attribute':
      w.varint(op.id);
      w.string(op.name);
      return op.value === undefined ? undefined : w.string(op.value);
    case 'flags':
      w.varint(op.id);
      return w.u8(op.bits);
    case 'scroll':
      w.varint(op.id);
      w.int(op.left);
      return w.int(op.top);
    case 'geometry':
      w.varint(op.id);
      w.varint(op.width);
      w.varint(op.height);
      return w.string(op.style);
    case 'sheet':
      w.varint(op.sheet);
      return w.string(op.text);
    case 'sheetAsset':
      w.varint(op.sheet);
      return w.varint(op.asset);
    case 'sheetRules':
      w.varint(op.sheet);
      w.varint(op.rules.length);
      for (const rule of op.rules) w.string(rule);
      return;
    case 'sheetList':
      w.varint(op.root);
      w.varint(op.sheets.length);
      for (const { sheet, media } of op.sheets) {
        w.varint(sheet);
        w.string(media);
      }
      return;
    case 'meta':
      return w.string(op.json);
    case 'checksum':
      w.varint(op.first);
      w.varint(op.end);
      return w.varint(op.hash);
    case 'embedded': {
      const encoder = (op.flags & FrameFlag.Key ? undefined : inner.get(op.id)) ?? createFrameEncoder();
      inner.set(op.id, encoder);
      const body = encoder.encode(op.ops);
      w.varint(op.id);
      w.u8(op.flags);
      w.varint(body.length);
      return w.bytes(body);
    }
    case 'unshared':
      w.varint(op.id);
      return w.string(op.host);
    case 'topLayer':
      w.varint(op.elements.length);
      for (const { id, how } of op.elements) {
        w.varint(id);
        w.varint(how);
      }
      return;
    case 'remove':
    case 'focus':
    case 'hover':
    case 'active':
    case 'ring':
      return w.varint(op.id);
    default:
      op satisfies never;
  }
}
