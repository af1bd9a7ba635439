import type { Unseen } from '../boot/unseen.js';
import { createMadeSheet, type MadeSheet } from './made-sheet.js';
import type { Natives } from './natives.js';

/** Sees what `deepCapture` has noted. */
export interface See {
  /** The shadow root of an element, closed or not. */
  rootOf(open: Natives['shadowRoot']): Natives['shadowRoot'];
  /**
   * The innermost target of an event that came to `target`. Of a closed root above the listener an event tells nothing: it is where
   * it points, or where the focus is.
   */
  target(target: Node | undefined, event: Event, natives: Natives): Node | undefined;
  madeSheet(window: Window & typeof globalThis, replaceSync: (this: CSSStyleSheet, text: string) => void): MadeSheet;
}

export function seeUnseen(unseen: Unseen): See {
  return {
    rootOf: (open) =>
      function (this: Element) {
        return open.call(this) ?? unseen.roots.get(this) ?? null;
      },
    target(target, event, { nodeType, getRootNode }) {
      let at = target;
      while (at !== undefined && nodeType.call(at) === 1) {
        const root = unseen.roots.get(at as Element);
        const { clientX, clientY } = event as PointerEvent;
        const inner = clientX === undefined ? root?.activeElement : root?.elementFromPoint(clientX, clientY);
        if (!inner || getRootNode.call(inner) !== root) break;
        at = inner;
      }
      return at;
    },
    madeSheet: (window, replaceSync) => createMadeSheet({ window, unseen, replaceSync }),
  };
}
