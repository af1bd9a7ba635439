import { quietly } from '@sightline/link';
import { Op } from '@sightline/protocol';
import type { LoadPart } from '../parts/parts.js';
import type { Dirt } from './dirt.js';
import type { Natives } from './natives.js';
import { once } from './once.js';
import type { Stream } from './stream.js';
import type { ToldStates } from './told-states.js';

/** What may be in a state that the part `states` tells of. */
const MAY_BE = 'input,select,textarea,details,dialog,:target,[is]';

/** Follows which element has focus, is hovered, is pressed. */
export interface StateTracker {
  /** States that no event tells of may be others now. */
  ask(dirt: Dirt): void;
  /** A key or a press: the browser may open a list or a picker after it. */
  used(): void;
  hover(node: Node | null): void;
  active(node: Node | null): void;
  write(stream: Stream): void;
  reset(): void;
}

/** `wake`: what the part tells of is to be told. */
export function createStates(options: { document: Document; natives: Natives; loadPart: LoadPart; wake(): void }): StateTracker {
  const { document, natives, loadPart, wake } = options;
  const { shadowRoot, nodeType, up, matches } = natives;
  let hovered: Node | null = null;
  let pressed: Node | null = null;
  let sent = [0, 0, 0, 0];
  let asked = false;
  let told: ToldStates | undefined;

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
  /** Without the part the mirror is in no such state. */
  const load = once(async () => {
    told = (await loadPart('states')).createToldStates(options);
    wake();
  });
  const tell = (stream: Stream): void => {
    if (told) return told.write(stream);
    for (const root of stream.roots.values()) if (natives.querySelectorAll(root, MAY_BE)[0]) load();
  };
  return {
    ask(dirt) {
      asked = dirt.states = true;
    },
    used: () => told?.used(),
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
      told?.reset();
      hovered = innermost(':hover');
      pressed = innermost(':active');
    },
  };
}
