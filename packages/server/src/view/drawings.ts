import { DrawingFlag, type FrameHeader, FrameKind, LIMITS, type ServerMessage, type StrokeName, writeFrame } from '@sightline/protocol';
import type { MemoryShare } from '../live/memory-budget.js';
import { type Bucket, createBucket } from '../socket/rate.js';
import type { Peer } from './peer.js';
import { createStrokes, type Stroke } from './strokes.js';

/** Who draws. */
export interface Author {
  peer: Peer;
  seat: number;
  role: 'customer' | 'agent';
  userId: string;
  userName: string;
}

export interface DrawingsOptions {
  share: Pick<MemoryShare, 'take' | 'give'>;
  now(): number;
  /** Who may see the page now, the customer among them. */
  audience(): readonly Peer[];
  /** What the page's and the account's switches say. */
  mayDraw(role: Author['role']): boolean;
  /** A session of an earlier process: those who come back may show strokes nobody knows of any more. */
  takenUp: boolean;
}

/** The drawings of one session, by headers only (design decision 7): who may draw, who sees it, what a latecomer gets. */
export interface Drawings {
  /** False for what no client of ours sends, whatever came in between. */
  frame(author: Author, header: FrameHeader, body: Uint8Array): boolean;
  /** `gone`: what they were tied to is no more, which only the customer's page can know. */
  erase(author: Author, names: readonly StrokeName[], gone: boolean): void;
  /** Takes away the author's own strokes, or everybody's. */
  clear(author: Author, all: boolean): void;
  /** Somebody has entered; `fresh`: a page that shows no drawings yet. */
  entered(peer: Peer, fresh: boolean): void;
  /** A connection is gone, or may not see the page any more: a stroke that was being drawn has ended. */
  left(peer: Peer): void;
  /** The customer's page has this address. Drawings end with the address they were made at. */
  page(url: string | undefined): void;
  /** The page has another address and is the same: what is drawn on it goes along. */
  route(url: string): void;
  /** A new stream follows: what strokes were tied to is counted anew. */
  forget(): void;
  /** All are gone, and everybody is told. */
  drop(): void;
}

/** Kept in all: a latecomer is sent them in one go. */
const FRAMES = 20_000;
/** Frames and messages of one connection, and their bytes: a pen gives one frame a frame of the screen. */
const BURST = 400;
const PER_SECOND = 200;
const BURST_BYTES = LIMITS.strokeBytes;
const BYTES_PER_SECOND = 128 * 1024;
/** Two numbers, and the way to a node. */
const ANCHOR_BYTES = 64;
/** A frame of points without any. */
const NO_POINTS = Uint8Array.of(0);

export function createDrawings(o: DrawingsOptions): Drawings {
  const strokes = createStrokes({ share: o.share, bound: { strokes: LIMITS.strokes, bytes: LIMITS.strokeBytes, frames: FRAMES } });
  /** What each author is drawing. */
  const open = new Map<number, Stroke>();
  const rates = new WeakMap<Peer, { count: Bucket; bytes: Bucket }>();
  let address: string | undefined;
  /** Somebody may show strokes, here or while the connection is lost. */
  let shown = o.takenUp;

  function say(message: ServerMessage): void {
    for (const peer of o.audience()) peer.send(message);
  }

  function pass(frame: Uint8Array, except: Peer): void {
    for (const peer of o.audience()) if (peer !== except) peer.direct(frame, 'drawing');
  }

  function mayGoOn(peer: Peer, bytes: number): boolean {
    let rate = rates.get(peer);
    if (!rate) {
      rate = { count: createBucket(BURST, PER_SECOND), bytes: createBucket(BURST_BYTES, BYTES_PER_SECOND) };
      rates.set(peer, rate);
    }
    return rate.count.take(o.now()) && rate.bytes.take(o.now(), bytes);
  }

  function erased(gone: readonly StrokeName[], by?: { userId: string; userName: string }): void {
    for (const [seat, stroke] of open) if (!strokes.find(stroke)) open.delete(seat);
    if (gone.length > 0) say({ t: 'erased', strokes: [...gone], ...(by && { by }) });
  }

  /** A stroke that is not taken is nobody's: not its author's either, who has it on the screen already. */
  function refuse(author: Author, number: number): void {
    const name = { seat: author.seat, number };
    const gone = strokes.remove([name]);
    if (gone.length > 0) erased(gone);
    else author.peer.send({ t: 'erased', strokes: [name] });
  }

  /** Ends for everybody what its author has not ended. */
  function cut(stroke: Stroke): void {
    const { seat, number } = stroke;
    const frame = writeFrame({ kind: FrameKind.Drawing, flags: DrawingFlag.End, stream: seat, number }, NO_POINTS);
    open.delete(seat);
    pass(frame, stroke.by);
    const gone = strokes.append(stroke, frame);
    strokes.end(stroke, 'cut');
    erased(gone);
  }

  function piece(author: Author, header: FrameHeader, body: Uint8Array): boolean {
    const { peer, seat } = author;
    const { number, flags } = header;
    const begins = (flags & DrawingFlag.Begin) > 0;
    let stroke = strokes.find({ seat, number });
    if (begins && stroke?.by === peer) return false;
    if (!begins && stroke?.state === 'ended') return false;
    // Taken away, refused or cut in the meantime.
    if (!begins && stroke?.state !== 'open') return true;
    // A page that was loaded anew and has not yet heard of its own strokes may count from where it was before.
    if ((begins && stroke) || !o.mayDraw(author.role) || !mayGoOn(peer, body.byteLength)) {
      refuse(author, number);
      return true;
    }
    const gone: StrokeName[] = [];
    if (!stroke) {
      const before = open.get(seat);
      if (before) cut(before);
      const begun = strokes.begin({ seat, number, by: peer, vanishing: (flags & DrawingFlag.Vanishing) > 0 });
      stroke = begun.stroke;
      gone.push(...begun.gone);
      open.set(seat, stroke);
      shown = true;
    }
    const frame = writeFrame({ ...header, stream: seat }, body);
    pass(frame, peer);
    gone.push(...strokes.append(stroke, frame));
    if (flags & DrawingFlag.End) {
      open.delete(seat);
      strokes.end(stroke, 'ended');
    }
    erased(gone);
    return true;
  }

  function anchor({ peer }: Author, header: FrameHeader, body: Uint8Array): boolean {
    const stroke = strokes.find({ seat: header.stream, number: header.number });
    // Taken away in the meantime.
    if (!stroke) return true;
    const frame = writeFrame(header, body);
    pass(frame, peer);
    erased(strokes.anchor(stroke, frame));
    return true;
  }

  /** The customer may always take away what is on the page. */
  const mayTakeAway = ({ role, peer }: Author): boolean => role === 'customer' || (o.mayDraw(role) && mayGoOn(peer, 0));

  function drop(): void {
    strokes.drop();
    open.clear();
    if (shown) say({ t: 'drawings_cleared' });
  }

  return {
    frame(author, header, body) {
      const form = formOf(header, body.byteLength);
      if (form === 'piece') return piece(author, header, body);
      return form === 'anchor' && author.role === 'customer' && anchor(author, header, body);
    },
    erase(author, names, gone) {
      const { userId, userName } = author;
      if ((gone && author.role !== 'customer') || !mayTakeAway(author)) return;
      erased(strokes.remove(names), gone ? undefined : { userId, userName });
    },
    clear(author, all) {
      const { userId, userName, seat } = author;
      if (!shown || !mayTakeAway(author)) return;
      strokes.remove([...strokes.all()].filter((stroke) => all || stroke.seat === seat));
      for (const [of, stroke] of open) if (!strokes.find(stroke)) open.delete(of);
      say({ t: 'drawings_cleared', ...(!all && { seat }), by: { userId, userName } });
    },
    entered(peer, fresh) {
      if (!shown || (fresh && strokes.size === 0)) return;
      peer.send({ t: 'drawings_cleared' });
      for (const frame of strokes.frames()) peer.direct(frame, 'drawing');
    },
    left(peer) {
      for (const stroke of open.values()) if (stroke.by === peer) cut(stroke);
    },
    page(url) {
      if (url === undefined || url !== address) drop();
      address = url;
    },
    route(url) {
      address = url;
    },
    forget: strokes.dropAnchors,
    drop,
  };
}

/** What a frame is by its header and size; nothing for what no client of ours sends. */
function formOf({ flags, number }: FrameHeader, bytes: number): 'piece' | 'anchor' | undefined {
  const { Begin, End, Vanishing, Anchor } = DrawingFlag;
  if (number === 0 || bytes === 0 || bytes > LIMITS.drawingBytes || flags & ~(Begin | End | Vanishing | Anchor)) return undefined;
  if (flags & Anchor) return flags === Anchor && bytes <= ANCHOR_BYTES ? 'anchor' : undefined;
  return flags & Vanishing && !(flags & Begin) ? undefined : 'piece';
}
