import {
  type Author,
  type Box,
  createAuthor,
  type DrawTool,
  isShape,
  isStrokeTool,
  personColor,
  readColor,
  toFractions,
  toPixels,
  touches,
} from '@sightline/draw';
import type { Anchors } from './anchors.js';
import type { Board } from './board.js';
import { createCursor } from './cursor.js';
import { elementUnder } from './element-under.js';
import { createHand } from './hand.js';
import { pressKey } from './keys.js';
import { elementsToFrame, nameOf } from './snap.js';
import { drawTexts } from './texts.js';

/** CSS pixels an eraser reaches, by hand and by key; below `TAP` nothing was dragged; between a frame and what it frames. */
const REACH = 6;
const KEY_REACH = 16;
const TAP = 4;
const MARGIN = 4;

/** The customer's own drawing: what is in the hand, and what it does. */
export interface Artist extends Pick<Author, 'clear' | 'message' | 'tick'> {
  readonly tool: DrawTool | undefined;
  take(tool: DrawTool, color?: string): void;
  putAway(): void;
  undo(): void;
  redo(): void;
}

export function createArtist(board: Board): Artist {
  const { session: s, overlay, ink, places, anchors, strokes, placed } = board;
  const texts = drawTexts(s.locale, s.window);
  const author = createAuthor({
    you: s.you,
    strokes,
    now: () => s.natives.now(),
    sendFrame: (header, body) => s.link.sendFrame(header, body),
    send: (message) => s.link.send(message),
    again(stroke) {
      const element = board.elementOf(stroke);
      return element?.isConnected ? anchors.of(element) : undefined;
    },
  });
  const { window } = s;
  const own = (node: Node): boolean => node === overlay.host || s.own(node);
  let tool: DrawTool | undefined;
  let color = 0;
  let hand: { stop(): void } | undefined;
  let element: Element | undefined;
  let first: [x: number, y: number] | undefined;
  let last: [x: number, y: number] | undefined;
  let byKey = false;
  let snapping = false;
  let walked: Element | undefined;
  const cursor = createCursor(window, overlay, ink);

  const boxOf = (of: Element | undefined): Box | undefined => of && places.of(of)?.box;
  /** The element a stroke begun here is tied to: what is seen and in the mirror. */
  const anchorAt = (x: number, y: number): ReturnType<Anchors['nearest']> => {
    let found = anchors.nearest(elementUnder(window.document, { x, y }, { places, own }));
    while (found && !boxOf(found.element)) {
      const above: Element | null | undefined = found.element.parentElement;
      found = above ? anchors.nearest(above) : undefined;
    }
    return found;
  };
  const eraseAlong = (to: [x: number, y: number], reach: number): boolean => {
    const [x1, y1] = last ?? to;
    const [x2, y2] = to;
    const hit = [...placed].filter(([{ tool: of, points, width }, { box }]) =>
      touches({ tool: of, points: toPixels(points, box), width }, { x1, y1, x2, y2 }, reach),
    );
    author.erase(hit.map(([stroke]) => stroke));
    return hit.length > 0;
  };
  const frame = (target: Element): boolean => {
    const anchor = anchors.of(target);
    const box = boxOf(target);
    if (!anchor || !box) return false;
    const [x, y] = [MARGIN / Math.max(1, box.width), MARGIN / Math.max(1, box.height)];
    author.whole({ tool: 'rectangle', color, anchor, points: [-x, -y, 1 + x, 1 + y] });
    return true;
  };
  const begin = (x: number, y: number): void => {
    first = last = [x, y];
    if (tool === 'eraser') return void eraseAlong(last, REACH);
    const found = isStrokeTool(tool) ? anchorAt(x, y) : undefined;
    const box = boxOf(found?.element);
    if (!isStrokeTool(tool) || !found || !box) return;
    element = found.element;
    author.begin({ tool, color, anchor: found.anchor, points: toFractions(x, y, box) });
  };
  const go = (points: number[]): void => {
    const box = author.drawn && boxOf(element);
    for (let i = 0; i + 1 < points.length; i += 2) {
      const at: [number, number] = [points[i] ?? 0, points[i + 1] ?? 0];
      if (tool === 'eraser') eraseAlong(at, REACH);
      else if (box) author.extend(toFractions(...at, box));
      last = at;
    }
  };
  const end = (): void => {
    const stroke = author.drawn;
    author.end();
    const far = first && last && Math.hypot(last[0] - first[0], last[1] - first[1]);
    // A shape of one point is none: with snapping it meant the element.
    if (stroke && isShape(stroke.tool) && (far ?? 0) < TAP) {
      author.erase([stroke]);
      if (snapping && element) frame(element);
    }
    element = first = last = undefined;
  };
  const actions: Parameters<typeof pressKey>[1] = {
    tool: (next) => take(next),
    step(dx, dy) {
      walked = undefined;
      const at = cursor.move(dx, dy);
      if (byKey) go(at);
    },
    enter() {
      if (walked) return overlay.say(frame(walked) ? texts.framed : texts.none);
      const at = cursor.move(0, 0);
      if (tool === 'eraser') {
        last = undefined;
        return overlay.say(eraseAlong(at, KEY_REACH) ? texts.erased : texts.none);
      }
      if (byKey) end();
      else begin(...at);
      byKey = !byKey && author.drawn !== undefined;
      overlay.say(byKey ? texts.begun : texts.ended);
    },
    snap() {
      snapping = !snapping;
      walked = undefined;
      cursor.frame(undefined);
      overlay.say(snapping ? texts.snapOn : texts.snapOff);
    },
    walk(back) {
      if (!snapping) return false;
      const all = elementsToFrame({ window, anchors, places, own });
      const at = walked ? all.indexOf(walked) : -1;
      walked = all.at(back ? (at < 0 ? -1 : at - 1) : (at + 1) % Math.max(1, all.length));
      const box = boxOf(walked);
      if (!walked || !box) return false;
      cursor.frame(box);
      overlay.say(nameOf(walked, texts.hidden, anchors.hides(walked)));
      return true;
    },
    undo: () => void author.undo(),
    redo: () => void author.redo(),
    clear: () => author.clear(false),
    stop: () => putAway(),
  };
  const take: Artist['take'] = (next, given) => {
    if (byKey) end();
    byKey = false;
    tool = next;
    color = readColor(given) ?? (given === undefined && color ? color : personColor(s.you.color));
    overlay.area.setAttribute('aria-label', texts.area);
    hand ??= createHand({
      window,
      overlay,
      own,
      actions: {
        down: begin,
        move: (points, pressed) => {
          if (pressed) go(points);
        },
        up: end,
        key: (event) => {
          board.wake();
          return pressKey(event, actions);
        },
      },
    });
    overlay.say(texts.tools[next]);
    board.wake();
  };
  const putAway = (): void => {
    if (!tool) return;
    end();
    hand?.stop();
    hand = tool = walked = undefined;
    byKey = snapping = false;
    cursor.hide();
    overlay.say(texts.over);
    board.wake();
  };
  return {
    get tool() {
      return tool;
    },
    take,
    putAway,
    tick: author.tick,
    clear: author.clear,
    message: author.message,
    undo: () => void author.undo(),
    redo: () => void author.redo(),
  };
}
