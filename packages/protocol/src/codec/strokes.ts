import { MalformedFrame } from './reader.js';
import { type NodePlace, readPlace, writePlace } from './place.js';
import { createNumbers, readNumbers } from './numbers.js';

/** Tools that leave a stroke, in the order of their numbers on the wire. The eraser takes whole strokes away by message. */
export const STROKE_TOOLS = ['pen', 'vanishing_pen', 'rectangle', 'arrow', 'highlighter'] as const;
export type StrokeTool = (typeof STROKE_TOOLS)[number];

/** Fractions of the anchor's border box, `[x, y, x, y, …]`: 0 is its left or top edge, 1 its right or bottom one; they may lie outside. */
export type StrokePoints = readonly number[];

/** The element a stroke is tied to; `stream` says in which stream its ids are counted. */
export interface Anchor extends NodePlace {
  stream: number;
}

export interface StrokeStart {
  tool: StrokeTool;
  /** 0xRRGGBB. */
  color: number;
  /** CSS pixels of the customer's page, to an eighth. */
  width: number;
  anchor: Anchor;
  points: StrokePoints;
}

/** Steps to which a fraction of a box is told. */
const STEPS = 65_536;
/** A point is at most this many boxes away from its own. */
const FAR = 8_000;

/**
 * Bodies of drawing frames: `DrawingFlag.Begin` `v:tool v:color v:width anchor points`, `Anchor` `anchor`, without either `points`;
 * anchor := v:stream place, points := v:count (i:x i:y)*, each a step from the one before in 1/65536 of the anchor's box, the first
 * of a frame from 0.
 */
export function writeStroke({ tool, color, width, anchor, points }: StrokeStart): Uint8Array<ArrayBuffer> {
  const writer = createNumbers();
  writer.varint(STROKE_TOOLS.indexOf(tool), color & 0xffffff, Math.round(width * 8));
  putAnchor(writer, anchor);
  putPoints(writer, points);
  return writer.take();
}

export function writePoints(points: StrokePoints): Uint8Array<ArrayBuffer> {
  const writer = createNumbers();
  putPoints(writer, points);
  return writer.take();
}

export function writeAnchor(anchor: Anchor): Uint8Array<ArrayBuffer> {
  const writer = createNumbers();
  putAnchor(writer, anchor);
  return writer.take();
}

type Numbers = ReturnType<typeof createNumbers>;

function putAnchor(writer: Numbers, anchor: Anchor): void {
  writer.varint(anchor.stream);
  writePlace(writer, anchor);
}

function putPoints(writer: Numbers, points: StrokePoints): void {
  writer.varint(points.length >> 1);
  let last = [0, 0];
  for (let i = 0; i + 1 < points.length; i += 2) {
    const now = [steps(points[i]), steps(points[i + 1])];
    writer.int((now[0] ?? 0) - (last[0] ?? 0));
    writer.int((now[1] ?? 0) - (last[1] ?? 0));
    last = now;
  }
}

const steps = (fraction = 0): number => Math.round(Math.max(-FAR, Math.min(FAR, fraction)) * STEPS);

/** These three throw `MalformedFrame` and nothing else. */
export function readStroke(body: Uint8Array): StrokeStart {
  const reader = readNumbers(body);
  const tool = STROKE_TOOLS[reader.varint()];
  if (!tool) throw new MalformedFrame('unknown tool');
  const color = reader.varint() & 0xffffff;
  const width = Math.min(64, Math.max(0.5, reader.varint() / 8));
  return { tool, color, width, anchor: takeAnchor(reader), points: takePoints(reader, body.length) };
}

export const readPoints = (body: Uint8Array): StrokePoints => takePoints(readNumbers(body), body.length);
export const readAnchor = (body: Uint8Array): Anchor => takeAnchor(readNumbers(body));

const takeAnchor = (reader: ReturnType<typeof readNumbers>): Anchor => ({ stream: reader.varint(), ...readPlace(reader) });

function takePoints(reader: ReturnType<typeof readNumbers>, bytes: number): StrokePoints {
  const count = reader.varint();
  if (count * 2 > bytes) throw new MalformedFrame('more points than bytes');
  const points: number[] = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i < count; i++) {
    x += reader.int();
    y += reader.int();
    points.push(x / STEPS, y / STEPS);
  }
  return points;
}
