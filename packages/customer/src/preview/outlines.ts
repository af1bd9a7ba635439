import { element } from '../ui/element.js';

/** Outlines drawn at once. */
const MOST = 400;
/** Frames between two looks at which elements are masked, and what cuts them. */
const LOOK_EVERY = 15;
/** CSS pixels a box needs to carry its word. */
const WORD_WIDTH = 74;
const WORD_HEIGHT = 22;

interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface OutlinesOptions {
  view: Window & typeof globalThis;
  /** Where they are drawn: covers the window. */
  layer: HTMLElement;
  word: string;
  masked(): Element[];
  /** How many are rendered, in view or not. */
  counted(count: number): void;
}

/** Draws a frame around every masked element that can be seen, in a layer of ours: the page itself is only looked at. */
export function drawOutlines({ view, layer, word, masked, counted }: OutlinesOptions): { stop(): void } {
  const { document } = view;
  let found: { element: Element; cutters: Element[] }[] = [];
  let marks: HTMLElement[] = [];
  let turn = 0;
  let request = 0;

  const look = (): void => {
    const rendered = masked().filter((one) => one.checkVisibility());
    counted(rendered.length);
    found = rendered.slice(0, MOST).map((one) => ({ element: one, cutters: cuttersOf(one, view) }));
  };
  const draw = (): void => {
    request = view.requestAnimationFrame(draw);
    if (turn++ % LOOK_EVERY === 0) look();
    const rectangles = found.map(({ element: one, cutters }) => seen(one, cutters)).filter((one) => one !== undefined);
    while (marks.length > rectangles.length) marks.pop()?.remove();
    for (const [at, { left, top, right, bottom }] of rectangles.entries()) {
      const mark = (marks[at] ??= layer.appendChild(element(document, 'div', { class: 'mark' }, element(document, 'span', {}, word))));
      const { style } = mark;
      style.left = `${left}px`;
      style.top = `${top}px`;
      style.width = `${right - left}px`;
      style.height = `${bottom - top}px`;
      (mark.firstChild as HTMLElement).hidden = right - left < WORD_WIDTH || bottom - top < WORD_HEIGHT;
    }
  };
  draw();
  return {
    stop() {
      view.cancelAnimationFrame(request);
      for (const mark of marks) mark.remove();
      marks = [];
    },
  };
}

/** Elements around this one that show only what is inside them. */
function cuttersOf(of: Element, view: Window): Element[] {
  const out: Element[] = [];
  for (let at: Element | null = up(of); at; at = up(at)) if (view.getComputedStyle(at).overflow !== 'visible') out.push(at);
  return out;
}

function up(of: Element): Element | null {
  const root = of.getRootNode();
  return of.assignedSlot ?? of.parentElement ?? (root as Partial<ShadowRoot>).host ?? null;
}

/** The part of an element that its surroundings let through, in the window's pixels; through the frames it is in. */
function seen(of: Element, cutters: readonly Element[]): Rectangle | undefined {
  let { left, top, right, bottom } = of.getBoundingClientRect();
  const root = of.ownerDocument.documentElement;
  for (const one of cutters) {
    // What the page itself cuts is cut by the window.
    if (one === root || one === of.ownerDocument.body) continue;
    const cut = one.getBoundingClientRect();
    [left, top, right, bottom] = [
      Math.max(left, cut.left),
      Math.max(top, cut.top),
      Math.min(right, cut.right),
      Math.min(bottom, cut.bottom),
    ];
  }
  if (right - left < 1 || bottom - top < 1) return undefined;
  return { left, top, right, bottom };
}
