import { type Author, createAuthor, createStrokes, type DrawTool, personColor, type Stroke, type StrokePlace } from '@sightline/draw';
import { FrameKind } from '@sightline/protocol';
import { LOOK } from '../../stage/mode.js';
import type { Desk, DeskFeature } from '../desk.js';
import type { OwnPointer } from '../pointing/own.js';
import { createHand } from './hand.js';
import { createMirrorPlaces } from './mirror-places.js';
import { createSnap } from './snapping.js';

/** What an agent draws with, as `annotate` says it; without `color` the agent's own. */
export interface DrawWish {
  tool: DrawTool;
  color?: number;
}

/** Everybody's strokes over the mirror, and this agent's own drawing. */
export interface Drawing extends DeskFeature {
  /** Undefined before the page has said; then nobody may. */
  readonly allowed: boolean | undefined;
  /** 0xRRGGBB. */
  color: number;
  snap: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly count: number;
  undo(): void;
  redo(): void;
  /** This agent's own strokes, or everybody's. False where nothing may be drawn. */
  clear(all: boolean): boolean;
  /** Takes a tool, or puts it away. False where the page does not allow it, or is not shown. */
  annotate(wish: DrawWish | undefined): boolean;
}

interface User {
  userId: string;
  userName: string;
}

export function createDrawing(desk: Desk, pointer: OwnPointer): Drawing {
  const { stage, ink, strings } = desk;
  const places = createMirrorPlaces(desk);
  const snap = createSnap(desk, pointer, places);
  let author: Author | undefined;
  let seat: number | undefined;
  let picked: number | undefined;
  let told = 0;
  /** Who takes strokes away at present: this agent, unless something else is said. */
  let taker: User | undefined | 'you' = 'you';
  let by: User | undefined;

  const strokes = createStrokes({
    now: desk.now,
    changed(stroke, change) {
      if (change === 'gone') ink.drop(stroke);
      if (change === 'gone') by = taker === 'you' ? desk.you : taker;
      else if (change === 'begun') by = desk.person(stroke.seat);
      desk.wake();
    },
  });
  const taking = (who: User | undefined, work: () => void): void => {
    taker = who;
    work();
    taker = 'you';
    tell();
  };
  /** The author of what this agent draws; another one where the seat is another. */
  const mine = (): Author | undefined => {
    const { you } = desk;
    if (!you || you.seat === seat) return author;
    seat = you.seat;
    author = createAuthor({
      you,
      strokes,
      now: desk.now,
      sendFrame: desk.link.sendFrame,
      send: desk.link.send,
      again: ({ anchor }: Stroke) => (places.elementOf(anchor) ? anchor : undefined),
    });
    return author;
  };
  /** Says how many strokes there are, where that has changed (surface §4). */
  const tell = (): void => {
    if (strokes.size === told) return;
    told = strokes.size;
    desk.tell('annotation_changed', { strokes: told, ...(by && { by: { userId: by.userId, userName: by.userName } }) });
  };
  const allowed = (): boolean | undefined => (desk.you ? desk.switches?.draw.agents : false);
  const undo = (): void => desk.announce(mine()?.undo() ? strings.drawing.undone : strings.drawing.nothingToUndo);
  const redo = (): void => desk.announce(mine()?.redo() ? strings.drawing.redone : strings.drawing.nothingToUndo);
  const clear = (all: boolean): boolean => {
    if (!allowed()) return false;
    mine()?.clear(all);
    tell();
    desk.announce(all ? strings.drawing.clearedAll : strings.drawing.clearedMine);
    return true;
  };
  const color = (): number => picked ?? personColor(desk.you?.color);
  const hand = stage.modes.register(
    'draw',
    createHand({ desk, pointer, places, strokes, snap, author: mine, color, undo, redo, clear: () => void clear(false) }),
  );
  const show = (): void => {
    const known = new Map<Element, StrokePlace | undefined>();
    const { scale } = stage;
    for (const stroke of strokes.all()) {
      const element = places.elementOf(stroke.anchor);
      if (element && !known.has(element)) known.set(element, scaled(places.of(stroke.anchor), scale));
      ink.show(stroke, element && known.get(element));
    }
  };
  const drawing: Drawing = {
    get allowed() {
      return allowed();
    },
    get color() {
      return color();
    },
    set color(next) {
      picked = next;
    },
    get snap() {
      return snap.on;
    },
    set snap(on) {
      snap.on = on;
      snap.leave();
    },
    get canUndo() {
      return mine()?.canUndo ?? false;
    },
    get canRedo() {
      return mine()?.canRedo ?? false;
    },
    get count() {
      return strokes.size;
    },
    undo,
    redo,
    clear,
    annotate(wish) {
      if (!wish) {
        if (stage.modes.mode.kind === 'draw' || stage.modes.mode.kind === 'laser') stage.modes.set(LOOK);
        return true;
      }
      if (!desk.shown || (wish.tool !== 'laser' && !allowed())) return false;
      picked = wish.color ?? picked;
      stage.modes.set(wish.tool === 'laser' ? { kind: 'laser' } : { kind: 'draw', tool: wish.tool });
      return true;
    },
    frame(header, body) {
      if (header.kind !== FrameKind.Drawing) return;
      strokes.frame(header, body);
      tell();
    },
    message(message) {
      if (message.t !== 'erased' && message.t !== 'drawings_cleared') return;
      taking(message.by, () => (mine() ?? strokes).message(message));
    },
    changed() {
      if (stage.modes.mode.kind === 'draw' && (!allowed() || !desk.shown)) stage.modes.set(LOOK);
      desk.wake();
    },
    scaled: desk.wake,
    forget: () => desk.wake(),
    tick() {
      mine()?.tick();
      tell();
      taking(undefined, strokes.expire);
      show();
      snap.place();
      // Whatever moves in the mirror moves what is tied to it.
      return strokes.size > 0 || snap.chosen !== undefined;
    },
    stop() {
      hand.stop();
      snap.stop();
      strokes.clear();
    },
  };
  return drawing;
}

const scaled = (place: Pick<StrokePlace, 'box' | 'clip'> | undefined, scale: number): StrokePlace | undefined => {
  if (!place) return undefined;
  const by = ({ left, top, width, height }: StrokePlace['box']): StrokePlace['box'] => ({
    left: left * scale,
    top: top * scale,
    width: width * scale,
    height: height * scale,
  });
  return { box: by(place.box), clip: place.clip && by(place.clip), scale };
};
