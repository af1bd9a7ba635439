import { createElementPlaces, createInk, createStrokes, type Stroke, type StrokePlace } from '@sightline/draw';
import { DrawingFlag, type FrameHeader, FrameKind, writeAnchor } from '@sightline/protocol';
import { listen, quietly } from '@sightline/link';
import { createAnchors } from './anchors.js';
import type { Artist } from './artist.js';
import type { Board } from './board.js';
import { keep, takeKept } from './kept.js';
import { createLoop } from './loop.js';
import { createOverlay } from './overlay.js';
import { createPointers } from './pointers.js';
import type { Drawing, DrawSession } from './session.js';
import { createTies } from './ties.js';

type Seen = Pick<StrokePlace, 'box' | 'clip'>;

/** Everybody's pointers and strokes on the customer's page, and the customer's own drawing. */
export function createDrawing(s: DrawSession): Drawing {
  const { window, natives, you } = s;
  const now = (): number => natives.now();
  const ink = createInk(window.document);
  const overlay = createOverlay(s, ink.element);
  const places = createElementPlaces({ top: window, now });
  const anchors = createAnchors(window, s.capture);
  /** Where strokes are seen in this frame, in CSS pixels of the viewport. */
  const placed = new Map<Stroke, Seen>();
  /** Whose strokes came or went since it was told. */
  let by: { userId: string; userName: string } | undefined;
  let news = false;
  let stopped = false;
  /** The address the service has been told that strokes are at. */
  let route = '';

  const personOf = (seat: number): { userId: string; userName: string } => {
    const { userId, userName } = seat === you.seat ? you : (s.person(seat) ?? { userId: '', userName: '' });
    return { userId, userName };
  };
  const strokes = createStrokes({
    now,
    changed(stroke, change) {
      if (change === 'begun') ties.begun(stroke);
      else if (change === 'gone') {
        ties.gone(stroke);
        placed.delete(stroke);
        ink.drop(stroke);
      }
      if (stroke.ended && (change === 'begun' || change === 'grown')) by = personOf(stroke.seat);
      news ||= change === 'gone' || (stroke.ended && change !== 'anchored');
      loop.wake();
    },
  });
  const ties = createTies({
    window,
    now,
    anchors,
    kept: takeKept(window, now()),
    tell({ seat, number }, anchor) {
      const header: FrameHeader = { kind: FrameKind.Drawing, flags: DrawingFlag.Anchor, stream: seat, number };
      const body = writeAnchor(anchor);
      strokes.frame(header, body);
      s.link.sendFrame(header, body);
    },
  });
  /** What strokes of the customer's are or were tied to. */
  const elements = new WeakMap<Stroke, Element>();
  const pointers = createPointers({ session: s, ink, overlay, places });
  const board: Board = {
    session: s,
    overlay,
    ink,
    places,
    anchors,
    strokes,
    placed,
    elementOf: (stroke) => elements.get(stroke),
    wake: () => loop.wake(),
  };
  let artist: Artist | undefined;
  /** The customer does something: loaded when that first happens. */
  const byHand = (run: (artist: Artist) => void): void =>
    void quietly(async () => {
      if (!artist) {
        const { createArtist } = await s.loadPart('sketch');
        if (stopped) return;
        artist ??= createArtist(board);
      }
      run(artist);
      loop.wake();
    });

  const draw = (): void => {
    const { left, top, zoom } = overlay.origin();
    const onLayer = (box: Seen['box']): Seen['box'] => ({
      left: (box.left - left) / zoom,
      top: (box.top - top) / zoom,
      width: box.width / zoom,
      height: box.height / zoom,
    });
    const known = new Map<Element, Seen | undefined>();
    placed.clear();
    for (const stroke of strokes.all()) {
      const element = ties.elementOf(stroke);
      if (element && !known.has(element)) known.set(element, places.of(element));
      const seen = element && known.get(element);
      if (seen) placed.set(stroke, seen);
      if (element && stroke.seat === you.seat) elements.set(stroke, element);
      ink.show(stroke, seen && { box: onLayer(seen.box), clip: seen.clip && onLayer(seen.clip), scale: 1 / zoom });
    }
  };
  const step = (): boolean => {
    if (stopped) return false;
    artist?.tick();
    strokes.expire();
    const gone = ties.step(strokes.all());
    if (gone.length > 0) {
      strokes.erase(gone);
      s.link.send({ t: 'erase', strokes: gone.map(({ seat, number }) => ({ seat, number })), gone: true });
    }
    if (news) s.emit('annotation_changed', { strokes: strokes.size, ...(by && { by }) });
    by = undefined;
    news = false;
    const active = strokes.size > 0 || artist?.tool !== undefined;
    // A route change leaves the page what it is: a reload there brings the strokes back.
    if (strokes.size > 0 && route !== s.address()) s.link.send({ t: 'route', url: (route = s.address()) });
    if (active) overlay.show();
    else if (!pointers.any) overlay.hide();
    if (active) draw();
    const fades = ink.tick(now());
    overlay.look();
    return active || fades;
  };
  const loop = createLoop(window, step);
  /** The way to each stroke's element, for when this page comes back. */
  const ways = (): ReturnType<typeof ties.steps> => ties.steps([...strokes.all()].filter((one) => !one.vanishing));
  let last: ReturnType<typeof ways> | undefined;
  const left = listen(window, ['pagehide'], () => keep(window, now(), last ?? ways()));

  return {
    frame(header, body) {
      if (header.kind === FrameKind.Pointer) pointers.play(header, body);
      else if (header.kind === FrameKind.Drawing) strokes.frame(header, body);
      loop.wake();
    },
    message(message) {
      switch (message.t) {
        case 'agent_left':
          return pointers.leave(message.userId);
        case 'agent_presence':
          return message.present ? undefined : pointers.leave(message.userId);
        case 'switches':
          return message.draw.customer ? undefined : artist?.putAway();
        case 'erased':
        case 'drawings_cleared':
          by = message.by;
          return (artist ?? strokes).message(message);
        default:
      }
    },
    annotate(tool) {
      if (!tool || !s.switches().draw.customer) artist?.putAway();
      else byHand((one) => one.take(tool.tool, tool.color));
    },
    clear: (all) => byHand((one) => one.clear(all)),
    undo: () => byHand((one) => one.undo()),
    redo: () => byHand((one) => one.redo()),
    get strokes() {
      return strokes.size;
    },
    get tool() {
      return artist?.tool;
    },
    stop() {
      if (stopped) return;
      artist?.putAway();
      stopped = true;
      loop.stop();
      // A page that is left stops its session by the same event, and may do so first.
      last = ways();
      natives.setTimeout(left.stop, 0);
      overlay.stop();
    },
  };
}
