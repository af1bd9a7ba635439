import type { RefusalReason } from '@sightline/protocol';
import type { Capture } from '../../live.js';

/** Marks what no agent may fill in, and all below it. */
const BLOCK = 'data-cobrowse-block';

/** Why nothing may be proposed to an element, or filled in there, now; undefined where it may. */
export function whyNot(element: Element, capture: Capture | undefined, own: (node: Node) => boolean): RefusalReason | undefined {
  if (!element.isConnected || !capture) return 'gone';
  if (capture.hides(element)) return 'masked';
  if (element.matches('input[type=file]')) return 'file_input';
  for (let at: Node | null = element; at; at = above(at)) {
    if (own(at)) return 'own_ui';
    if (at.nodeType === 1 && (at as Element).hasAttribute(BLOCK)) return 'blocked';
  }
  return undefined;
}

/** The parent, the host of a shadow root, the frame around a document of the page's own origin. */
function above(node: Node): Node | null {
  const { parentNode, nodeType } = node;
  if (parentNode) return parentNode;
  if (nodeType === 11) return (node as ShadowRoot).host ?? null;
  try {
    return nodeType === 9 ? ((node as Document).defaultView?.frameElement ?? null) : null;
  } catch {
    return null;
  }
}
