import { MalformedFrame } from '@sightline/protocol';
import type { Natives } from './natives.js';

/** UTF-16 units of text and attributes a mirror may hold. */
const MAX_HELD = 16 * 1024 * 1024;

/**
 * Bounds the text a mirror holds without counting what leaves it: units that came are added up, and only when they are twice
 * the bound the tree is counted.
 */
export function createHeldText(natives: Natives, nodes: () => Iterable<Node>): { add(units: number): void; settle(): void } {
  let came = 0;
  const count = (): number => {
    let units = 0;
    for (const node of nodes()) {
      const type = natives.type(node);
      if (type === 3) units += (node as Text).length;
      else if (type === 1) for (const { value } of natives.attributes(node as Element)) units += value.length;
    }
    return units;
  };
  return {
    add: (units) => void (came += units),
    settle() {
      if (came <= MAX_HELD * 2) return;
      came = count();
      if (came > MAX_HELD) throw new MalformedFrame('too much text');
    },
  };
}
