import { type Author, isShape, type Stroke, type Strokes, toFractions } from '@sightline/draw';
import type { Anchor, StrokeTool } from '@sightline/protocol';
import type { PagePoint, StageInput, StageMode } from '../../stage/mode.js';
import type { Desk } from '../desk.js';
import type { OwnPointer } from '../pointing/own.js';
import { strokesOnWay } from './eraser.js';
import type { Footing, MirrorPlaces } from './mirror-places.js';
import type { Snap } from './snapping.js';

/** CSS pixels of the customer's page a pointer may move in a click. */
const CLICK = 4;
/** Between a framed element and its frame. */
const AIR = 3;

export interface HandOptions {
  desk: Desk;
  pointer: OwnPointer;
  places: MirrorPlaces;
  strokes: Strokes;
  snap: Snap;
  /** Undefined before the service has told this agent's seat. */
  author(): Author | undefined;
  color(): number;
  undo(): void;
  redo(): void;
  /** This agent's own strokes. */
  clear(): void;
}

type Work =
  | { kind: 'stroke'; stroke: Stroke; anchor: Anchor; from: PagePoint; by: 'pointer' | 'keys' }
  | { kind: 'erase'; last: PagePoint; by: 'pointer' };

/** The agent's drawing hand: input on the layer, or from the keyboard, becomes strokes. */
export function createHand(o: HandOptions): StageInput {
  const { desk, pointer, places, snap } = o;
  let tool: (StageMode & { kind: 'draw' })['tool'] = 'pen';
  let work: Work | undefined;

  const begin = (at: PagePoint, by: 'pointer' | 'keys'): void => {
    if (tool === 'eraser') {
      erase(at, at);
      work = by === 'pointer' ? { kind: 'erase', last: at, by } : undefined;
      return;
    }
    const footing = places.footingAt(at);
    const author = o.author();
    if (!footing || !author) return desk.announce(desk.strings.drawing.nothingThere);
    const { anchor, box } = footing;
    const stroke = author.begin({ tool, color: o.color(), anchor, points: toFractions(at.x, at.y, box) });
    work = stroke && { kind: 'stroke', stroke, anchor, from: at, by };
    if (by === 'keys') desk.announce(desk.strings.drawing.begun);
    desk.wake();
  };
  const erase = (from: PagePoint, to: PagePoint): void => {
    const met = strokesOnWay(o.strokes, places, from, to);
    o.author()?.erase(met);
    if (met.length > 0) desk.announce(desk.strings.drawing.erased(met.length));
    desk.wake();
  };
  const go = (ats: readonly PagePoint[]): void => {
    if (!work) return;
    if (work.kind === 'erase') {
      for (const at of ats) {
        erase(work.last, at);
        work.last = at;
      }
      return;
    }
    const place = places.of(work.anchor);
    // Gone, or hidden, while it is drawn on: the stroke is as long as it is.
    if (!place || !o.author()?.drawn) return end();
    o.author()?.extend(ats.flatMap(({ x, y }) => toFractions(x, y, place.box)));
    desk.wake();
  };
  const end = (): void => {
    const by = work?.by;
    if (work?.kind === 'stroke') o.author()?.end();
    work = undefined;
    if (by === 'keys') desk.announce(desk.strings.drawing.ended);
    desk.wake();
  };
  /** What was begun by mistake is taken back. */
  const drop = (): void => {
    const stroke = work?.kind === 'stroke' ? work.stroke : undefined;
    work = undefined;
    if (!stroke) return;
    o.author()?.end();
    o.author()?.erase([stroke]);
    desk.wake();
  };
  const frame = (footing: Footing): void => {
    const { anchor, box } = footing;
    const [x, y] = [AIR / (box.width || 1), AIR / (box.height || 1)];
    o.author()?.whole({ tool: 'rectangle', color: o.color(), anchor, points: [-x, -y, 1 + x, 1 + y] });
    desk.announce(desk.strings.drawing.framed);
    desk.wake();
  };
  const far = (a: PagePoint, b: PagePoint): boolean => Math.hypot(a.x - b.x, a.y - b.y) > CLICK;
  const up = (at: PagePoint): void => {
    const clicked = work?.kind === 'stroke' && isShape(tool as StrokeTool) && !far(work.from, at);
    if (!clicked) return end();
    drop();
    const footing = tool === 'rectangle' && snap.on ? places.footingAt(at) : undefined;
    if (footing) frame(footing);
  };
  const enter = (): void => {
    const at = pointer.at ?? desk.stage.middle();
    const chosen = snap.chosen;
    if (work?.by === 'keys') end();
    else if (chosen) frame(chosen);
    else begin(at, 'keys');
  };
  return {
    begin(mode) {
      end();
      if (mode.kind === 'draw') tool = mode.tool;
    },
    end() {
      end();
      snap.leave();
      pointer.hide();
    },
    cancel: drop,
    pointer(event, at) {
      if (event.type === 'pointerdown') {
        if (event.button !== 0) return;
        snap.leave();
        if (work) end();
        return begin(at, 'pointer');
      }
      if (work?.by !== 'pointer') return;
      if (event.type === 'pointermove') {
        const all = event.getCoalescedEvents?.() ?? [];
        go((all.length ? all : [event]).map((one) => desk.stage.pointOf(one)));
      } else if (event.type === 'pointerup') up(at);
      else if (event.type === 'pointercancel') drop();
    },
    key(event) {
      if ((event.ctrlKey || event.metaKey) && event.type === 'keydown' && /^[zy]$/i.test(event.key)) {
        event.preventDefault();
        if (event.key.toLowerCase() === 'y' || event.shiftKey) o.redo();
        else o.undo();
        return true;
      }
      if (pointer.key(event)) {
        if (event.type === 'keydown') snap.leave();
        if (work?.by === 'keys' && pointer.at) go([pointer.at]);
        return true;
      }
      if (event.type !== 'keydown' || event.ctrlKey || event.metaKey || event.altKey) return false;
      if (event.key === 'Escape' && work) drop();
      else if (event.key === 'Enter' || event.key === ' ') enter();
      else if (event.key === 'Delete') o.clear();
      else if (event.key !== 'Tab' || !snap.on) return false;
      else snap.walk(event.shiftKey ? -1 : 1);
      event.preventDefault();
      return true;
    },
  };
}
