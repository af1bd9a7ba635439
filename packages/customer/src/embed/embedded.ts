import { Op, PointerOp, createWriter, type Writer } from '@sightline/protocol';

/** One frame of an embedded document's own stream, as it rides in the stream of the document around it. */
export interface EmbeddedFrame {
  flags: number;
  body: Uint8Array<ArrayBuffer>;
}

export function writeEmbedded(writer: Writer, id: number, { flags, body }: EmbeddedFrame): void {
  writer.u8(Op.Embedded);
  writer.varint(id);
  writer.u8(flags);
  writer.varint(body.length);
  writer.bytes(body);
}

/** Bytes a body without strings begins with. */
const HEAD = 3;

/** A pointer frame of the document in iframe `id`, as one of the document around it. */
export function pointerInFrame(id: number, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const writer = createWriter();
  writer.u8(PointerOp.Frame);
  writer.varint(id);
  writer.bytes(body.subarray(HEAD));
  return writer.take();
}
