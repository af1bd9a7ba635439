import type { Gate } from '../privacy/gate.js';
import type { Live } from './live.js';
import type { Natives } from './natives.js';

/** Whether a node is masked or inside something that is, by the rules as they match now. Where nobody can tell, it is. */
export function isHidden(
  node: Node,
  { natives, gate, live }: { natives: Natives; gate: Gate; live: Live | undefined },
  guarded: (ask: () => void) => () => void,
): boolean {
  let hidden = true;
  guarded(() => {
    if (!live) return;
    const { stream, walk } = live;
    gate.match(stream.roots.values());
    let at: Node | null = node;
    while (at && (natives.nodeType.call(at) !== 1 || !gate.masks(at as Element, walk.kind(at as Element)))) at = natives.up(at);
    hidden = !!at;
  })();
  return hidden;
}
