import { quietly, toJson } from '@sightline/link';
import { Op } from '@sightline/protocol';
import type { Dirt } from './dirt.js';
import type { Natives } from './natives.js';
import type { Stream } from './stream.js';

/**
 * What a mirror is not in by itself, since nobody acts in it and no script of the page's runs there. Of `:invalid` only what follows
 * from no attribute and no value.
 */
const TOLD = ':invalid :user-valid :user-invalid :target :autofill :open [is]:not(:defined)'.split(' ');

/** Follows which element has focus, is hovered, is pressed. */
export interface StateTracker {
  /** States that no event tells of may be others now. */
  ask(dirt: Dirt): void;
  hover(node: Node | null): void;
  active(node: Node | null): void;
  write(stream: Stream): void;
  reset(): void;
}

export function createStates(document: Document, natives: Natives): StateTracker {
  const { shadowRoot, nodeType, up, matches } = natives;
  let hovered: Node | null = null;
  let pressed: Node | null = null;
  let sent = [0, 0, 0, 0];
  let asked = false;
  let told = '';

  const focused = (): Element | null => {
    let at: Element | null = null;
    for (let inner = document.activeElement; inner; inner = shadowRoot.call(at)?.activeElement ?? null) at = inner;
    return at !== null && at !== document.body && matches.call(at, ':focus') ? at : null;
  };
  /** What is in a state as a stream opens: no event tells. */
  const innermost = (state: string): Node | null => {
    let found: Element | null = null;
    for (let root: Document | ShadowRoot | null = document; root !== null; ) {
      const all: NodeListOf<Element> = natives.querySelectorAll(root, state);
      const last: Element | undefined = all[all.length - 1];
      found = last ?? found;
      root = last ? shadowRoot.call(last) : null;
    }
    return found;
  };
  /**
   * Id of the node or of the innermost mirrored one around it. Nothing of a masked element is told but that the pointer is inside:
   * what is around is hovered, but not focused or pressed.
   */
  const idOf = (stream: Stream, node: Node | null, around: boolean): number => {
    for (let at = node; at !== null; at = up(at)) {
      const id = stream.nodes.ids.get(at);
      if (id === undefined || nodeType.call(at) !== 1) continue;
      if (!stream.boxes.has(id)) return id;
      if (!around) return 0;
    }
    return 0;
  };
  /** In `:is()` a browser leaves out what it does not know, instead of refusing all. */
  const is = (selector: string): string => `:is(${selector})`;
  /** Nothing is said of a masked element; what contains one has its own state. */
  const tell = ({ roots, nodes, boxes, writer }: Stream): void => {
    const states: Record<string, number[]> = {};
    for (const root of roots.values()) {
      const all: NodeListOf<Element> = natives.querySelectorAll(root, is(TOLD.join()));
      for (let i = 0; i < all.length; i++) {
        const element = all[i] as HTMLInputElement;
        const id = nodes.ids.get(element);
        if (id === undefined || boxes.has(id)) continue;
        const { customError, badInput, tooShort, tooLong }: Partial<ValidityState> = element.validity ?? {};
        const own = customError || badInput || tooShort || tooLong;
        for (const state of TOLD) if (matches.call(element, is(state)) && (own || state !== ':invalid')) (states[state] ??= []).push(id);
      }
    }
    const now = toJson({ states });
    if (now === told) return;
    told = now;
    writer.u8(Op.Meta);
    writer.string(now);
  };
  return {
    ask(dirt) {
      asked = dirt.states = true;
    },
    hover(node) {
      hovered = node;
    },
    active(node) {
      pressed = node;
    },
    write(stream) {
      const focus = focused();
      const id = idOf(stream, focus, false);
      // Only the browser knows: it depends on how the focus came, and on the customer's settings.
      const ring = focus !== null && matches.call(focus, ':focus-visible') ? id : 0;
      const now = [id, idOf(stream, hovered, true), idOf(stream, pressed, false), ring];
      const ops = [Op.Focus, Op.Hover, Op.Active, Op.Ring] as const;
      for (let i = 0; i < 4; i++) {
        if (now[i] !== sent[i]) stream.writer.varint(ops[i] as number, now[i] as number);
      }
      sent = now;
      // What the page has made of its fields' properties is no reason to end.
      if (asked) void quietly(() => tell(stream));
      asked = false;
    },
    reset() {
      sent = [0, 0, 0, 0];
      told = '';
      hovered = innermost(':hover');
      pressed = innermost(':active');
    },
  };
}
