import type { Capture } from '../capture/capture.js';

/** A capture that says of a node whether it is hidden; so do those of the documents in its iframes. */
export interface Sight extends Capture {
  at(path: readonly number[]): Sight | undefined;
  /** Masked or inside something that is, by the rules as they match now. Where nobody can tell, it is. */
  hides(node: Node): boolean;
}

/** Lets a capture say so; it stays the same object. */
export function sighted(capture: Capture | undefined): Sight | undefined {
  if (!capture || (capture as Partial<Sight>).hides) return capture as Sight | undefined;
  const { at } = capture;
  return Object.assign(capture, {
    at: (path: readonly number[]) => sighted(at(path)),
    hides: (node: Node) => isHidden(node, capture),
  });
}

function isHidden(node: Node, capture: Capture): boolean {
  try {
    // Throws where no stream is open.
    const { natives, gate, live } = capture.inner();
    const { stream, walk } = live as NonNullable<typeof live>;
    gate.match(stream.roots.values());
    for (let at: Node | null = node; at; at = natives.up(at))
      if (natives.nodeType.call(at) === 1 && gate.masks(at as Element, walk.kind(at as Element))) return true;
    return false;
  } catch {
    return true;
  }
}
