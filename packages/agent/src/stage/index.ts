import { make } from '../viewer/make.js';
import { listenToLayer } from './layer-input.js';
import { createModes, type Modes, type PagePoint } from './mode.js';
import { createPan } from './pan.js';
import { createPinch } from './pinch.js';
import { pinched, type Size, scaleOf, step, type Zoom } from './zoom.js';

export interface StageOptions {
  document: Document;
  /** Spoken name of the mirrored page's place. */
  label: string;
  /** Explains the mark around what the customer has zoomed into. */
  zoomedLabel: string;
  /** The same where it is as wide as the page: below it is the keyboard of a phone. */
  coveredLabel: string;
  /** The scale, or the way it is found, changed. */
  onScale(scale: number, mode: Zoom['mode']): void;
}

/** Where the mirror stands: the customer's viewport at a scale, with a layer above that catches the agent's input. */
export interface Stage {
  /** Focusable and scrollable: arrow keys pan. */
  readonly element: HTMLElement;
  /** The mirror's frame goes in here; exactly the customer's viewport. */
  readonly surface: HTMLElement;
  /** Lies exactly over the mirror and takes the agent's pointer; what is drawn over the page goes in here and takes none. */
  readonly layer: HTMLElement;
  /** Above the layer: an element in here that wants the pointer says so (`pointer-events`). Its keys bubble to the stage. */
  readonly overlay: HTMLElement;
  readonly modes: Modes;
  /** What single keys do that the mode has not taken, by `KeyboardEvent.key`; letters in lower case. */
  readonly shortcuts: Map<string, () => void>;
  /** Pixels of the agent's screen for one of the customer's. */
  readonly scale: number;
  /** The customer's viewport. */
  readonly page: Size;
  /** In the middle of what is seen of it. */
  middle(): PagePoint;
  /** Scrolls so that a place of it is seen. */
  reveal(at: PagePoint): void;
  /** Where on the customer's viewport an event is; outside it where the pointer was captured. */
  pointOf(event: Pick<MouseEvent, 'clientX' | 'clientY'>): PagePoint;
  resize(page: Size): void;
  /** Marks the part of the page the customer has zoomed into; null where all of it is seen. */
  zoomed(part: readonly [number, number, number, number] | null): void;
  zoomIn(): void;
  zoomOut(): void;
  fit(): void;
  /** One of her pixels is one of the agent's. */
  actual(): void;
  stop(): void;
}

/** Pixels of the agent's screen between a place that is to be seen and the edge of the window. */
const MARGIN = 24;

export function createStage({ document, label, zoomedLabel, coveredLabel, onScale }: StageOptions): Stage {
  const surface = make(document, 'div', { class: 'surface' });
  const part = make(document, 'div', { class: 'zoomed', hidden: '' });
  const layer = make(document, 'div', { class: 'layer' }, part);
  const overlay = make(document, 'div', { class: 'overlay' });
  const sheet = make(document, 'div', { class: 'sheet' }, surface, layer, overlay);
  const modes = createModes();
  const shortcuts = new Map<string, () => void>();
  const element = make(document, 'div', { class: 'stage', tabindex: '0', role: 'region', 'aria-label': label }, sheet);
  let page: Size = { width: 1024, height: 768 };
  let zoom: Zoom = { mode: 'fit' };
  let scale = 1;
  let seen: Parameters<Stage['zoomed']>[0] = null;

  const frame = (): void => {
    part.hidden = seen === null;
    const [left = 0, top = 0, width = 0, height = 0] = seen ?? [];
    Object.assign(part.style, {
      left: `${left * scale}px`,
      top: `${top * scale}px`,
      width: `${width * scale}px`,
      height: `${height * scale}px`,
    });
  };

  const lay = (): void => {
    scale = scaleOf(zoom, page, roomOf(element));
    element.classList.toggle('fit', zoom.mode === 'fit');
    const width = page.width * scale;
    const height = page.height * scale;
    surface.style.width = `${page.width}px`;
    surface.style.height = `${page.height}px`;
    // No transform at scale 1, and whole offsets: her pixels are the agent's pixels then.
    surface.style.transform = scale === 1 ? 'none' : `scale(${scale})`;
    sheet.style.width = `${width}px`;
    sheet.style.height = `${height}px`;
    sheet.style.left = `${Math.max(0, Math.floor((element.clientWidth - width) / 2))}px`;
    sheet.style.top = `${Math.max(0, Math.floor((element.clientHeight - height) / 2))}px`;
    frame();
    onScale(scale, zoom.mode);
  };
  const set = (next: Zoom): void => {
    const middle = { x: (element.scrollLeft + element.clientWidth / 2) / scale, y: (element.scrollTop + element.clientHeight / 2) / scale };
    zoom = next;
    lay();
    element.scrollLeft = middle.x * scale - element.clientWidth / 2;
    element.scrollTop = middle.y * scale - element.clientHeight / 2;
  };
  const zoomBy = (by: 1 | -1): void => set({ mode: 'fixed', scale: step(scale, by) });
  const pointOf = (event: Pick<MouseEvent, 'clientX' | 'clientY'>): PagePoint => {
    const { left, top } = layer.getBoundingClientRect();
    return { x: (event.clientX - left) / scale, y: (event.clientY - top) / scale };
  };
  const pinch = createPinch({
    get scale() {
      return scale;
    },
    pointOf,
    begun: modes.cancel,
    zoomTo(wanted, at, to) {
      zoom = { mode: 'fixed', scale: pinched(wanted, scaleOf({ mode: 'fit' }, page, roomOf(element))) };
      lay();
      const { left, top } = layer.getBoundingClientRect();
      element.scrollLeft += left + at.x * scale - to.x;
      element.scrollTop += top + at.y * scale - to.y;
    },
  });
  const key = (event: KeyboardEvent): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const act = KEYS[event.key];
    const run = act ? stage[act] : shortcuts.get(event.key.toLowerCase());
    run?.();
    return run !== undefined;
  };
  const observer = new ResizeObserver(lay);
  const look = modes.register('look', createPan(layer, element));
  const input = listenToLayer({ view: element, layer, modes, pointOf, zoomBy, pinch, key });
  const shownMode = modes.watch(({ kind }) => void (layer.dataset['mode'] = kind));
  observer.observe(element);

  const stage: Stage = {
    element,
    surface,
    layer,
    overlay,
    modes,
    shortcuts,
    pointOf,
    get scale() {
      return scale;
    },
    get page() {
      return page;
    },
    middle: () => ({
      x: Math.min(page.width / 2, (element.scrollLeft + element.clientWidth / 2) / scale),
      y: Math.min(page.height / 2, (element.scrollTop + element.clientHeight / 2) / scale),
    }),
    reveal({ x, y }) {
      const { scrollLeft, scrollTop, clientWidth, clientHeight } = element;
      const near = (place: number, from: number, room: number): number =>
        Math.min(Math.max(from, place * scale + MARGIN - room), place * scale - MARGIN);
      element.scrollTo({ left: near(x, scrollLeft, clientWidth), top: near(y, scrollTop, clientHeight), behavior: 'instant' });
    },
    resize(next) {
      if (next.width === page.width && next.height === page.height) return;
      page = next;
      lay();
    },
    zoomed(next) {
      seen = next;
      part.title = next && next[2] >= page.width - 1 ? coveredLabel : zoomedLabel;
      frame();
    },
    zoomIn: () => zoomBy(1),
    zoomOut: () => zoomBy(-1),
    fit: () => set({ mode: 'fit' }),
    actual: () => set({ mode: 'fixed', scale: 1 }),
    stop() {
      observer.disconnect();
      input.stop();
      look.stop();
      shownMode.stop();
      element.remove();
    },
  };
  return stage;
}

const roomOf = ({ offsetWidth, offsetHeight }: HTMLElement): Size => ({ width: offsetWidth, height: offsetHeight });

/** Keys of the focused stage. */
const KEYS: Readonly<Record<string, 'zoomIn' | 'zoomOut' | 'fit' | 'actual'>> = {
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  '0': 'fit',
  '1': 'actual',
};
