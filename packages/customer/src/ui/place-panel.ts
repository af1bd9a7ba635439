import type { Natives } from '@sightline/link';
import { keepClear } from './keep-clear.js';
import { createLift } from './lift.js';
import { makeMovable } from './movable.js';
import type { Panel } from './panel.js';
import { hearPresses } from './presses.js';
import { hitPanel, isClear, LOOK_MS } from './reach.js';
import { type Corner, type Spot, SPOT_KEY, spotStyle } from './spot.js';

/** Milliseconds to the next look after one that found what could not be mended. */
const VAIN_MS = 2_000;
/** Times the panel looks for another place by itself: a page may put something new there for ever. */
const MOST_MOVES = 8;

export interface PlacePanelOptions {
  view: Window & typeof globalThis;
  natives: Pick<Natives, 'setTimeout' | 'clearTimeout' | 'now'>;
  host: HTMLElement;
  panel: Panel;
  corner: Corner;
}

/**
 * Places the panel: where the customer moved it, else in its corner, clear of what stands still there, and always within reach. A
 * page that fights for the top costs one lift a look. Loaded once there is something to do.
 */
export function placePanel({ view, natives, host, panel, corner }: PlacePanelOptions): { stop(): void } {
  const { root, exit } = panel;
  const shadow = root.getRootNode() as ShadowRoot;
  const lift = createLift({ view, host, panel: root, now: natives.now });
  const presses = hearPresses({ view, natives, host, button: exit, press: panel.leave });
  const own = new view.CSSStyleSheet();
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, own];
  let moves = MOST_MOVES;
  let timer: unknown;

  const put = (spot: Spot | null): boolean => {
    const style = spotStyle(spot);
    if (style !== undefined) own.replaceSync(`:host{${style}}`);
    return style !== undefined;
  };
  const storage = (use: (storage: Storage) => boolean | void): boolean => {
    try {
      return use(view.localStorage) === true;
    } catch {
      // A sandboxed page, or one with storage turned off, has none: the panel's place is this page's.
      return false;
    }
  };
  const nearest = (near: number, far: number, [one, other]: [string, string]): string =>
    near < far ? `${one} ${Math.round(near)}` : `${other} ${Math.round(far)}`;
  const movedTo = (right: number, bottom: number): void => {
    const { width, height } = root.getBoundingClientRect();
    const left = view.innerWidth - right - width;
    const top = view.innerHeight - bottom - height;
    const spot = `${nearest(left, right, ['left', 'right'])} ${nearest(top, bottom, ['top', 'bottom'])}`;
    put(spot);
    moves = 0;
    storage((s) => s.setItem(SPOT_KEY, spot));
  };
  const reachable = (): boolean => hitPanel(view, host, root)[0] === host;
  const clear = (): void => keepClear({ view, host, panel: root, corner, put });
  const mend = (): boolean => {
    if (reachable() && !isClear(view, hitPanel(view, host, root), host) && moves-- > 0) clear();
    return reachable() || lift.lift(reachable);
  };
  const look = (): void => {
    natives.clearTimeout(timer);
    let good = false;
    try {
      good = mend();
    } catch {
      // The page has broken a method of the DOM.
    }
    timer = natives.setTimeout(look, good ? LOOK_MS : VAIN_MS);
  };

  if (storage((s) => put(s.getItem(SPOT_KEY)))) moves = 0;
  else clear();
  makeMovable({ ...panel, panel: root, view, place: movedTo });
  look();
  return {
    stop() {
      natives.clearTimeout(timer);
      lift.stop();
      presses.stop();
    },
  };
}
