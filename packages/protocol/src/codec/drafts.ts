import { LIMITS } from '../limits.js';
import type { AimedAt } from './acts.js';
import { type NodePlace, readPlace, writePlace } from './place.js';
import { MalformedFrame, Reader } from './reader.js';
import { createWriter } from './writer.js';

/** What a proposal wants a form control to hold: its text, whether it is checked, or which of its options are selected, by ids. */
export type DraftValue =
  | { kind: 'text'; text: string }
  | { kind: 'checked'; checked: boolean }
  | { kind: 'options'; options: readonly number[] };

export interface DraftField {
  at: NodePlace;
  value: DraftValue;
}

/**
 * Body of a draft frame: `v:stream v:number v:count (place v:kind value)*`; kind 0 `s`, 1 `b`, 2 `v:count v:id*`. Without fields the
 * proposal of that number is taken back.
 */
export function writeDraft({ stream, number }: AimedAt, fields: readonly DraftField[]): Uint8Array<ArrayBuffer> {
  const w = createWriter();
  w.varint(stream, number, fields.length);
  for (const { at, value } of fields) {
    writePlace(w, at);
    switch (value.kind) {
      case 'text':
        w.u8(0);
        w.string(value.text);
        break;
      case 'checked':
        w.u8(1);
        w.u8(value.checked ? 1 : 0);
        break;
      case 'options':
        w.u8(2);
        w.varint(value.options.length, ...value.options);
        break;
      default:
        value satisfies never;
    }
  }
  return w.take();
}

/** Throws `MalformedFrame` and nothing else. */
export function readDraft(body: Uint8Array): { aimed: AimedAt; fields: DraftField[] } {
  const r = new Reader();
  r.open(body);
  const aimed = { stream: r.varint(), number: r.varint() };
  const count = r.varint();
  if (count > LIMITS.draftFields) throw new MalformedFrame('too many fields');
  return { aimed, fields: Array.from({ length: count }, () => ({ at: readPlace(r), value: takeValue(r) })) };
}

function takeValue(r: Reader): DraftValue {
  switch (r.u8()) {
    case 0:
      return { kind: 'text', text: r.string() };
    case 1:
      return { kind: 'checked', checked: r.u8() === 1 };
    case 2: {
      const count = r.varint();
      if (count > LIMITS.draftBytes) throw new MalformedFrame('too many options');
      return { kind: 'options', options: Array.from({ length: count }, () => r.varint()) };
    }
    default:
      throw new MalformedFrame('unknown kind of value');
  }
}
