import { LIMITS } from '../limits.js';
import { MalformedFrame, type Reader } from './reader.js';
import type { Writer } from './writer.js';

/** A node of the mirrored page, by the ids both ends count. */
export interface NodePlace {
  /** Ids of the `iframe` elements that lead to its document, outermost first; empty for the page itself. */
  path: readonly number[];
  id: number;
}

/** `v:count v:id* v:id` */
export function writePlace(writer: Pick<Writer, 'varint'>, { path, id }: NodePlace): void {
  writer.varint(path.length, ...path, id);
}

export function readPlace(reader: Pick<Reader, 'varint'>): NodePlace {
  const depth = reader.varint();
  if (depth > LIMITS.embedDepth) throw new MalformedFrame('too deep');
  const path = Array.from({ length: depth }, () => reader.varint());
  return { path, id: reader.varint() };
}
