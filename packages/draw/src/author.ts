import {
  type Anchor,
  type ClientMessage,
  DrawingFlag,
  type FrameHeader,
  FrameKind,
  type ServerMessage,
  type StrokeName,
  type StrokePoints,
  type StrokeTool,
  writePoints,
  writeStroke,
} from '@sightline/protocol';
import type { Stroke } from './stroke.js';
import type { Strokes } from './strokes.js';
import { isShape, TOOL_WIDTHS } from './tools.js';

/** Numbers in the points of one frame: it stays below `LIMITS.drawingBytes` at ten bytes a point. */
const FRAME_NUMBERS = 3_000;
/** Strokes that can be brought back. */
const MOST_UNDONE = 100;
/** Longer than this no word of ours is on its way. */
const UNDER_WAY_MS = 10_000;

/** A stroke to be sent. `width` is the tool's where absent. */
export interface NewStroke {
  tool: StrokeTool;
  color: number;
  width?: number;
  anchor: Anchor;
  points: StrokePoints;
}

export interface AuthorOptions {
  you: { seat: number; userId: string };
  strokes: Strokes;
  now(): number;
  /** Sent in order, or dropped while the connection is lost: what the service holds is told again afterwards. */
  sendFrame(header: FrameHeader, body: Uint8Array<ArrayBuffer>): void;
  send(message: ClientMessage): void;
  /** The anchor by which a stroke that was undone is sent again; undefined where what it was tied to is no more. */
  again(stroke: Stroke): Anchor | undefined;
}

/** A person's own drawing. What is sent is put into `strokes` at once, as others will read it. */
export interface Author {
  /** Ends a stroke that is still drawn. */
  begin(stroke: NewStroke): Stroke | undefined;
  /** More points of the stroke that is drawn; sent by the next `tick`. */
  extend(points: StrokePoints): void;
  /** Once an animation frame. */
  tick(): void;
  end(): void;
  /** A stroke in one piece. */
  whole(stroke: NewStroke): Stroke | undefined;
  /** The stroke that is drawn now. */
  readonly drawn: Stroke | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Takes one's last stroke away. False where there is none. */
  undo(): boolean;
  redo(): boolean;
  erase(names: readonly StrokeName[]): void;
  /** One's own strokes, or everybody's. */
  clear(all: boolean): void;
  /** Every message of the service about drawings, in the place of `Strokes.message`. */
  message(message: ServerMessage): void;
}

export function createAuthor({ you, strokes, now, sendFrame, send, again }: AuthorOptions): Author {
  const { seat } = you;
  let number = 0;
  let drawn: Stroke | undefined;
  let more: number[] = [];
  let undone: Stroke[] = [];
  /** The highest number when a `clear_drawings` of ours was sent that has not come back. */
  let clears: number[] = [];
  const begunAt = new Map<number, number>();

  const say = (flags: number, body: Uint8Array<ArrayBuffer>): void => {
    const header: FrameHeader = { kind: FrameKind.Drawing, flags, stream: seat, number };
    strokes.frame(header, body);
    sendFrame(header, body);
  };
  const addPoints = (points: StrokePoints, flags = 0): void => {
    let rest = drawn && isShape(drawn.tool) ? points.slice(-2) : points;
    for (; rest.length > FRAME_NUMBERS; rest = rest.slice(FRAME_NUMBERS)) say(0, writePoints(rest.slice(0, FRAME_NUMBERS)));
    if (rest.length || flags) say(flags, writePoints(rest));
  };
  const own = (): Stroke[] => [...strokes.all()].filter((stroke) => stroke.seat === seat && !stroke.vanishing);
  const isThere = (stroke: Stroke | undefined): boolean => stroke !== undefined && strokes.get(stroke) === stroke;
  const finish = (): void => {
    if (isThere(drawn)) addPoints(more, DrawingFlag.End);
    drawn = undefined;
    more = [];
  };
  /** `end` where it is whole, and fits one frame. */
  const begin = ({ width, points, ...stroke }: NewStroke, end = false): Stroke | undefined => {
    finish();
    const time = now();
    for (const [old, at] of begunAt) if (at + UNDER_WAY_MS < time) begunAt.delete(old);
    number = Math.max(number, strokes.highest(seat)) + 1;
    begunAt.set(number, time);
    const first = isShape(stroke.tool) ? [...points.slice(0, 2), ...(points.length > 2 ? points.slice(-2) : [])] : points;
    const last = end && first.length <= FRAME_NUMBERS ? DrawingFlag.End : 0;
    say(
      DrawingFlag.Begin | last | (stroke.tool === 'vanishing_pen' ? DrawingFlag.Vanishing : 0),
      writeStroke({ ...stroke, width: width ?? TOOL_WIDTHS[stroke.tool], points: first.slice(0, FRAME_NUMBERS) }),
    );
    const made = strokes.get({ seat, number });
    if (last) return made;
    drawn = made;
    addPoints(first.slice(FRAME_NUMBERS));
    if (end) finish();
    return made;
  };
  const erase: Author['erase'] = (names) => {
    if (names.length === 0) return;
    strokes.erase(names);
    send({ t: 'erase', strokes: names.map((name) => ({ seat: name.seat, number: name.number })) });
  };
  const cleared = (m: ServerMessage & { t: 'drawings_cleared' }): void => {
    const mine = m.by?.userId === you.userId ? clears.shift() : undefined;
    if (!m.by) clears = [];
    else if (mine === undefined && (m.seat ?? seat) === seat) {
      // The service may have got these after it cleared, or before: now it has them no more either way.
      erase(own().filter((stroke) => begunAt.has(stroke.number) && now() - (begunAt.get(stroke.number) ?? 0) < UNDER_WAY_MS));
    }
    strokes.clear((stroke) => (m.seat ?? stroke.seat) === stroke.seat && !(stroke.seat === seat && stroke.number > (mine ?? Infinity)));
  };
  return {
    begin(stroke) {
      undone = [];
      return begin(stroke);
    },
    extend: (points) => {
      if (drawn) for (const point of points) more.push(point);
    },
    tick() {
      if (!isThere(drawn)) drawn = undefined;
      else if (more.length) addPoints(more);
      more = [];
    },
    end: finish,
    whole(stroke) {
      undone = [];
      return begin(stroke, true);
    },
    get drawn() {
      return isThere(drawn) ? drawn : undefined;
    },
    get canUndo() {
      return own().length > 0;
    },
    get canRedo() {
      return undone.length > 0;
    },
    undo() {
      finish();
      const last = own().at(-1);
      if (!last) return false;
      undone = [...undone, last].slice(-MOST_UNDONE);
      erase([last]);
      return true;
    },
    redo() {
      finish();
      const last = undone.pop();
      const anchor = last && again(last);
      if (!anchor) return false;
      const { tool, color, width, points } = last;
      return begin({ tool, color, width, anchor, points }, true) !== undefined;
    },
    erase,
    clear(all) {
      finish();
      undone = [];
      clears.push(Math.max(number, strokes.highest(seat)));
      strokes.clear((stroke) => all || stroke.seat === seat);
      send({ t: 'clear_drawings', all });
    },
    message(m) {
      if (m.t === 'drawings_cleared') cleared(m);
      else strokes.message(m);
    },
  };
}
