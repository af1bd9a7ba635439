import type { Gate } from '../privacy/gate.js';
import type { Live } from './live.js';
import type { Natives } from './natives.js';

/** Whether a node is masked or inside something that is, by the rules as they match now. Where nobody can tell, it is. */
export function isHidden(
  node: Node,
  { natives: { up, nodeType }, gate, live }: { natives: Natives; gate: Gate; live: Live | undefined },
): boolean {
  try {
    // Throws where no stream is open.
    const { stream, walk } = live as Live;
    gate.match(stream.roots.values());
    for (let at: Node | null = node; at; at = up(at))
      if (nodeType.call(at) === 1 && gate.masks(at as Element, walk.kind(at as Element))) return true;
    return false;
  } catch {
    return true;
  }
}
