import { Op } from '@sightline/protocol';
import type { Gate } from '../privacy/gate.js';
import type { Attributes } from './attributes.js';
import type { Dirt } from './dirt.js';
import { Kind } from './kinds.js';
import type { Natives } from './natives.js';
import type { Stream } from './stream.js';
import type { Walk } from './walk.js';

/** Writes texts that changed. Nodes with ids from `start` on were written whole in this pass. False where the budget ended. */
export function writeTexts(options: { dirt: Dirt; stream: Stream; walk: Walk; gate: Gate; start: number }): boolean {
  const { dirt, stream, walk, gate, start } = options;
  const { writer, nodes, budget } = stream;
  for (const node of dirt.text) {
    if (budget.spent()) return false;
    dirt.text.delete(node);
    const id = nodes.ids.get(node);
    if (id === undefined || id >= start || stream.silent.has(node)) continue;
    const hid = gate.text?.hid(node);
    const words = walk.words(node, false);
    // From hidden to hidden nothing is said: what is private has no rhythm outside.
    if (words === undefined || (hid && gate.text?.hid(node))) continue;
    writer.u8(Op.SetText);
    writer.varint(id);
    writer.string(words);
  }
  return true;
}

/** Writes attributes that changed, as they are now. */
export function writeAttributes(options: {
  dirt: Dirt;
  stream: Stream;
  walk: Walk;
  attributes: Attributes;
  natives: Natives;
  start: number;
}): boolean {
  const { dirt, stream, walk, attributes, natives, start } = options;
  const { writer, nodes, budget, boxes } = stream;
  for (const [element, changed] of dirt.attributes) {
    if (budget.spent()) return false;
    dirt.attributes.delete(element);
    const id = nodes.ids.get(element);
    if (id === undefined || id >= start || boxes.has(id)) continue;
    const kind = walk.kind(element);
    if (kind === Kind.Gone || kind === Kind.Place) continue;
    const namespace = natives.namespaceURI.call(element);
    const localName = natives.localName.call(element);
    const names = typeof changed === 'string' ? [changed] : changed;
    // A new `type` may write an input's value over its attribute: it goes first.
    const type = names.indexOf('type');
    if (type > 0) names.unshift(...names.splice(type, 1));
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string;
      const value = attributes.one(element, namespace, localName, name);
      if (value === undefined) continue;
      const wire = localName === 'img' && (name === 'srcset' || name === 'sizes') ? 'src' : name;
      writer.u8(value === null ? Op.RemoveAttribute : Op.SetAttribute);
      writer.varint(id);
      writer.string(wire);
      if (value !== null) writer.string(value);
    }
  }
  return true;
}
