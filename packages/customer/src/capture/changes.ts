import { Op } from '@sightline/protocol';
import { Kind } from './kinds.js';
import type { Work } from './slice.js';

/** Writes texts that changed. Nodes with ids from `start` on were written whole in this pass. False where the budget ended. */
export function writeTexts({ dirt, stream, walk, gate, lapses }: Work, start: number): boolean {
  const { writer, nodes, budget } = stream;
  for (const node of dirt.text) {
    if (budget.spent()) return false;
    dirt.text.delete(node);
    const id = nodes.ids.get(node);
    if (id === undefined || id >= start || stream.silent.has(node) || lapses.has(node)) continue;
    lapses.at = node;
    const hid = gate.text?.hid(node);
    const words = walk.wordsTold(node, 'changed');
    // From hidden to hidden nothing is said: what is private has no rhythm outside.
    if (words === undefined || gate.text?.held(node) || (hid && gate.text?.hid(node))) continue;
    writer.varint(Op.SetText, id);
    writer.string(words);
  }
  return true;
}

/** Writes attributes that changed, as they are now. */
export function writeAttributes({ dirt, stream, walk, attributes, natives, lapses }: Work, start: number): boolean {
  const { writer, nodes, budget, boxes } = stream;
  for (const [element, changed] of dirt.attributes) {
    if (budget.spent()) return false;
    dirt.attributes.delete(element);
    const id = nodes.ids.get(element);
    if (id === undefined || id >= start || boxes.has(id) || lapses.has(element)) continue;
    lapses.at = element;
    const kind = walk.kind(element);
    if (kind === Kind.Gone || kind === Kind.Place) continue;
    const namespace = natives.namespaceURI.call(element);
    const localName = natives.localName.call(element);
    for (let i = 0; i < changed.length; i++) {
      const name = changed[i] as string;
      const value = attributes.one(element, namespace, localName, name);
      if (value === undefined) continue;
      writer.varint(value === null ? Op.RemoveAttribute : Op.SetAttribute, id);
      writer.string(name);
      if (value !== null) writer.string(value);
    }
  }
  return true;
}
