import type { LoadPart } from '../parts/parts.js';
import type { EmbedTracker } from './late-embeds.js';
import { markForm } from './controls.js';
import { type Dirt, markAttribute, markControl, markRadioGroup } from './dirt.js';
import { installHooks } from './hooks.js';
import type { Live } from './live.js';
import { Kind } from './kinds.js';
import type { LateBoxes } from './late-boxes.js';
import { createLateLayers } from './late-layers.js';
import type { LayerTracker } from './layers.js';
import { createListeners } from './listeners.js';
import type { MetaTracker } from './meta.js';
import type { Natives } from './natives.js';
import type { PointerTracker } from './pointer.js';
import type { ScrollTracker } from './scroll.js';
import type { See } from './see.js';
import type { SheetTracker } from './sheets/index.js';
import type { StateTracker } from './states.js';
import type { Wraps } from './wrap.js';

export interface EventsOptions {
  document: Document;
  window: Window & typeof globalThis;
  natives: Natives;
  see: See | undefined;
  /** The stream that is open, if one is. */
  current(): Live | undefined;
  /** Marks dirt of the open stream, if one is, and sees to its flush. */
  mark(change: (dirt: Dirt, live: Live) => void): void;
  /** A flush after the running event and its default action. */
  afterEvent(): void;
  nextFrame(): void;
  boxes: LateBoxes;
  loadPart: LoadPart;
  embeds: { readonly now: EmbedTracker | undefined };
  meta: MetaTracker;
  pointer: PointerTracker;
  scroll: ScrollTracker;
  sheets: SheetTracker;
  states: StateTracker;
}

/** Says which event or hook marks what. What happens inside a masked element ends here. */
export function createEvents(options: EventsOptions): {
  root(root: ShadowRoot): void;
  forget(root: ShadowRoot): void;
  renew(): void;
  /** Wraps more, to be put back with the others. */
  readonly after: Wraps['after'];
  readonly layers: LayerTracker;
  stop(): void;
} {
  const { document, window, natives, current, mark, nextFrame, boxes, embeds, meta, pointer, scroll, sheets, states } = options;

  /** The id of the masked element a node is in, or is. */
  const boxAround = ({ stream }: Live, node: Node): number | undefined => {
    if (stream.boxes.size === 0) return undefined;
    for (let at: Node | null = node; at !== null; at = natives.up(at)) {
      const id = stream.nodes.ids.get(at);
      if (id !== undefined) return stream.boxes.has(id) ? id : undefined;
    }
    return undefined;
  };
  const control = (element: Element): void =>
    mark((dirt, { stream, walk }) => {
      const id = stream.nodes.ids.get(element);
      if (id === undefined || stream.boxes.has(id)) return;
      const kind = walk.kind(element);
      const select = kind === Kind.Option ? element.closest('select') : null;
      markControl(dirt, select ?? element);
      states.ask(dirt);
      if (kind === Kind.Input && stream.radios.has(id)) markRadioGroup(dirt, stream);
    });
  const markLayers = (): void => mark((dirt) => (dirt.layers = true));
  const markStates = (): void => mark((dirt) => (dirt.states = true));
  const listeners = createListeners({
    document,
    window,
    natives,
    see: options.see,
    actions: {
      control(event, target) {
        if (event.type === 'reset') {
          mark((dirt) => markForm(dirt, natives.inElement.call(target, 'input,select,textarea')));
          options.afterEvent();
        } else control(target);
      },
      layer(event, target) {
        // Old libraries dispatch such events where no element is.
        if (natives.nodeType.call(target) === 1)
          layers.heard(target, event.type === 'beforetoggle' && (event as ToggleEvent).newState === 'open');
        markLayers();
      },
      scroll(target) {
        scroll.scrolled(target);
        const live = current();
        const id = live?.stream.nodes.ids.get(target);
        if (id !== undefined && !live?.stream.boxes.has(id)) nextFrame();
      },
      states: () => mark(states.ask),
      hover(target) {
        states.hover(target);
        markStates();
      },
      pointer(target, event) {
        const live = current();
        if (live === undefined) return;
        const box = boxAround(live, target);
        if (event.type === 'pointermove') {
          pointer.moved(event, box);
          nextFrame();
          return;
        }
        const down = event.type === 'pointerdown';
        states.active(down ? target : null);
        states.used();
        pointer.pressed(event, down, live.stream.nodes.ids.get(target) ?? 0, box);
        markStates();
      },
      act(target, keys) {
        states.used();
        const live = current();
        const box = live && boxAround(live, target);
        if (box !== undefined) boxes.now?.touched(live?.stream.nodes.nodeOf(box) as Element, keys);
      },
      left() {
        states.hover(null);
        if (current() !== undefined) pointer.left();
        markStates();
      },
      loaded(element) {
        switch (element.localName) {
          case 'img':
            if (!(element as HTMLImageElement).srcset && element.parentElement?.localName !== 'picture') return;
            mark((dirt, { stream }) => stream.nodes.ids.has(element) && markAttribute(dirt, element, 'src'));
            return;
          case 'iframe':
            return embeds.now?.loaded(element);
          case 'link':
          case 'style':
            mark((dirt) => (dirt.sheets = true));
        }
      },
      resized() {
        meta.resized();
        mark((dirt) => {
          dirt.meta = true;
          dirt.layout = true;
        });
      },
      zoomed() {
        const live = current();
        const focused = document.activeElement;
        // A phone zooms to the field that gets the focus: where that is masked, nothing tells of it.
        if (!live || (focused && boxAround(live, focused) !== undefined)) return;
        meta.resized();
        mark((dirt) => (dirt.meta = true));
      },
      routed: () => mark((dirt) => (dirt.meta = true)),
    },
  });
  const hooks = installHooks(window, {
    shadow: (host) => mark((dirt, { stream }) => stream.nodes.ids.has(host) && dirt.shadows.add(host)),
    control,
    sheet(sheet, how) {
      sheets.touchSheet(sheet, how);
      mark((dirt) => (dirt.sheets = true));
    },
    sheets: () => mark((dirt) => (dirt.sheets = true)),
  });
  const layers = createLateLayers(options.loadPart, { document, window, natives, after: hooks.after, wake: markLayers });
  return {
    root: listeners.root,
    forget: listeners.forget,
    renew: listeners.renew,
    after: hooks.after,
    layers,
    stop() {
      hooks.stop();
      listeners.stop();
    },
  };
}
