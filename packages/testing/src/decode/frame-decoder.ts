import { DOCUMENT_ID, FrameFlag, Op, Reader } from '@sightline/protocol';
import { type ReadableNode, readNodes } from './readable-node.js';

/** One change of a frame, spelled out. */
export type ReadableOp =
  | { op: 'insert'; parent: number; previous: number; nodes: ReadableNode[] }
  | { op: 'remove'; id: number }
  | { op: 'text' | 'value'; id: number; text: string }
  | { op: 'attribute'; id: number; name: string; value: string | undefined }
  | { op: 'flags'; id: number; bits: number }
  | { op: 'scroll'; id: number; left: number; top: number }
  | { op: 'geometry'; id: number; width: number; height: number; style: string }
  | { op: 'sheet'; sheet: number; text: string }
  | { op: 'sheetAsset'; sheet: number; asset: number }
  | { op: 'sheetRules'; sheet: number; rules: string[] }
  | { op: 'sheetList'; root: number; sheets: { sheet: number; media: string }[] }
  | { op: 'meta'; json: string }
  | { op: 'focus' | 'hover' | 'active' | 'ring'; id: number }
  | { op: 'checksum'; first: number; end: number; hash: number }
  | { op: 'embedded'; id: number; flags: number; ops: ReadableOp[] }
  | { op: 'unshared'; id: number; host: string }
  | { op: 'topLayer'; elements: { id: number; how: number }[] };

/** Reads the view frames of one capture in order. */
export interface FrameDecoder {
  /** Throws `MalformedFrame` for bytes that are no frame. */
  decode(flags: number, body: Uint8Array): ReadableOp[];
}

export function createFrameDecoder(): FrameDecoder {
  const reader = new Reader();
  const ids = { next: DOCUMENT_ID + 1 };
  /** Of the documents in iframes, by the iframe's id. */
  const inner = new Map<number, FrameDecoder>();
  return {
    decode(flags, body) {
      if (flags & FrameFlag.Key) {
        reader.reset();
        ids.next = DOCUMENT_ID + 1;
        inner.clear();
      }
      reader.open(body);
      const ops: ReadableOp[] = [];
      while (!reader.done) ops.push(readOp(reader, ids, inner));
      return ops;
    },
  };
}

function readOp(r: Reader, ids: { next: number }, inner: Map<number, FrameDecoder>): ReadableOp {
  const code = r.u8();
  switch (code) {
    case Op.Insert:
      return { op: 'insert', parent: r.varint(), previous: r.varint(), nodes: readNodes(r, ids) };
    case Op.Remove:
      return { op: 'remove', id: r.varint() };
    case Op.SetText:
      return { op: 'text', id: r.varint(), text: r.string() };
    case Op.SetAttribute:
      return { op: 'attribute', id: r.varint(), name: r.string(), value: r.string() };
    case Op.RemoveAttribute:
      return { op: 'attribute', id: r.varint(), name: r.string(), value: undefined };
    case Op.Value:
      return { op: 'value', id: r.varint(), text: r.string() };
    case Op.Flags:
      return { op: 'flags', id: r.varint(), bits: r.u8() };
    case Op.Scroll:
      return { op: 'scroll', id: r.varint(), left: r.int(), top: r.int() };
    case Op.BoxGeometry:
      return { op: 'geometry', id: r.varint(), width: r.varint(), height: r.varint(), style: r.string() };
    case Op.Sheet:
      return { op: 'sheet', sheet: r.varint(), text: r.string() };
    case Op.SheetAsset:
      return { op: 'sheetAsset', sheet: r.varint(), asset: r.varint() };
    case Op.SheetRules:
      return { op: 'sheetRules', sheet: r.varint(), rules: times(r.varint(), () => r.string()) };
    case Op.SheetList:
      return { op: 'sheetList', root: r.varint(), sheets: times(r.varint(), () => ({ sheet: r.varint(), media: r.string() })) };
    case Op.Meta:
      return { op: 'meta', json: r.string() };
    case Op.Focus:
      return { op: 'focus', id: r.varint() };
    case Op.Hover:
      return { op: 'hover', id: r.varint() };
    case Op.Active:
      return { op: 'active', id: r.varint() };
    case Op.Ring:
      return { op: 'ring', id: r.varint() };
    case Op.Checksum:
      return { op: 'checksum', first: r.varint(), end: r.varint(), hash: r.varint() };
    case Op.Embedded: {
      const id = r.varint();
      const flags = r.u8();
      const decoder = inner.get(id) ?? createFrameDecoder();
      inner.set(id, decoder);
      return { op: 'embedded', id, flags, ops: decoder.decode(flags, r.bytes(r.varint())) };
    }
    case Op.Unshared:
      return { op: 'unshared', id: r.varint(), host: r.string() };
    case Op.TopLayer:
      return { op: 'topLayer', elements: times(r.varint(), () => ({ id: r.varint(), how: r.varint() })) };
    default:
      throw new RangeError(`no operation ${code}`);
  }
}

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
