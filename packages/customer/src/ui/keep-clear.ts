import { type Corner, cornerSpot, type Spot } from './spot.js';

/** CSS pixels between the panel and what it keeps clear of. */
const GAP = 12;
/** Steps the panel takes along an edge before it tries another corner. */
const STEPS = 4;
/** Points looked at in each direction. */
const GRID = [0.04, 0.35, 0.65, 0.96];

export interface KeepClearOptions {
  view: Window;
  host: HTMLElement;
  panel: HTMLElement;
  corner: Corner;
  put(spot: Spot): unknown;
}

/**
 * Puts the panel into its corner, or as near to it as it covers nothing of the page that stands still there: a chat, a bar. Where
 * no corner is free it stands in its own.
 */
export function keepClear({ view, host, panel, corner, put }: KeepClearOptions): void {
  const { document, innerWidth, innerHeight } = view;
  /** What stands still below the panel: fixed, and smaller than the page itself. */
  const below = (): DOMRect[] => {
    const { left, top, width, height } = panel.getBoundingClientRect();
    const found = new Set<Element>();
    for (const x of GRID)
      for (const y of GRID) for (const hit of document.elementsFromPoint(left + x * width, top + y * height)) found.add(hit);
    found.delete(host);
    return [...found]
      .filter((element) => view.getComputedStyle(element).position === 'fixed')
      .map((element) => element.getBoundingClientRect())
      .filter((rect) => rect.width < innerWidth * 0.8 || rect.height < innerHeight * 0.5);
  };
  const [y, x] = corner.split('-');
  const otherX = x === 'left' ? 'right' : 'left';
  const otherY = y === 'top' ? 'bottom' : 'top';
  for (const at of [corner, `${y}-${otherX}`, `${otherY}-${x}`, `${otherY}-${otherX}`] as Corner[]) {
    let further = 0;
    for (let step = 0; step < STEPS && further + panel.offsetHeight < innerHeight; step++) {
      put(cornerSpot(at, Math.round(further)));
      const rects = below();
      if (rects.length === 0) return;
      further = Math.max(...rects.map(({ top, bottom }) => (at.startsWith('top') ? bottom : innerHeight - top))) + GAP - 20;
    }
  }
  put(cornerSpot(corner));
}
