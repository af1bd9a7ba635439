import { make } from '../make.js';
import type { Desk } from '../desk.js';
import type { OwnPointer } from '../pointing/own.js';
import type { Footing, MirrorPlaces } from './mirror-places.js';
import { elementsToFrame, nameOf } from './snap.js';

/** Drawing that keeps to the page's elements: Tab walks them, Enter or a click frames one. */
export interface Snap {
  on: boolean;
  /** The element Tab has come to. */
  readonly chosen: Footing | undefined;
  walk(by: 1 | -1): void;
  leave(): void;
  /** The mark goes with its element. */
  place(): void;
  stop(): void;
}

export function createSnap(desk: Desk, pointer: OwnPointer, places: MirrorPlaces): Snap {
  const mark = make(desk.document, 'div', { class: 'snap', hidden: '' });
  desk.stage.layer.append(mark);
  let chosen: Footing | undefined;
  const leave = (): void => {
    chosen = undefined;
    mark.hidden = true;
  };
  const place = (): void => {
    if (!chosen) return;
    const now = places.of(chosen.anchor);
    if (!now) return leave();
    chosen = { ...chosen, box: now.box };
    const { scale } = desk.stage;
    const { left, top, width, height } = now.box;
    Object.assign(mark.style, {
      left: `${left * scale}px`,
      top: `${top * scale}px`,
      width: `${width * scale}px`,
      height: `${height * scale}px`,
    });
    mark.hidden = false;
  };
  return {
    on: false,
    get chosen() {
      return chosen;
    },
    walk(by) {
      const all = elementsToFrame(desk, places);
      const at = all.findIndex(({ element }) => element === chosen?.element);
      const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length];
      if (!next) return desk.announce(desk.strings.drawing.nothingThere);
      chosen = next;
      const { left, top, width, height } = next.box;
      pointer.go({ x: left + width / 2, y: top + height / 2 });
      place();
      desk.announce(nameOf(next, desk.strings.masked));
      desk.wake();
    },
    leave,
    place,
    stop: () => mark.remove(),
  };
}
