import { DrawingFlag, FrameKind, PointerOp, SeatFlag, type StrokeStart, createWriter, writeStroke } from '@sightline/protocol';
import { startCapture } from '../../packages/customer/src/capture/index.js';
import { createDrawing } from '../../packages/customer/src/draw/create-drawing.js';
import type { DrawSession } from '../../packages/customer/src/draw/session.js';
import { sighted } from '../../packages/customer/src/help/sighted.js';
import { loadPart } from '../../packages/customer/src/parts/parts.fixture.js';
import * as texts from '../../packages/customer/src/parts/texts.js';
import { compilePolicy } from '../../packages/customer/src/privacy/policy.js';
import { watchSecrets } from '../../packages/customer/src/privacy/secrets.js';
import { takeNatives } from '../../packages/link/src/index.js';

const PEOPLE = [
  { userId: 'cleo', userName: 'Cleo', color: 0 },
  { userId: 'mia', userName: 'Mia Okafor', color: 1 },
  { userId: 'ben', userName: 'Ben', color: 2 },
  { userId: 'max', userName: 'Dr. Maximiliane-Charlotte von Sonnenberg', color: 3 },
];
const COLORS = [0x0072b2, 0xb84000, 0x009e73, 0xa2497c];
const KEY_END = 2;

/** Strokes of every tool: who, on what, from where to where in fractions of it. */
const STROKES: [seat: number, on: string, stroke: Pick<StrokeStart, 'tool' | 'width' | 'points'>][] = [
  [1, 'h1', { tool: 'rectangle', width: 3, points: [-0.02, -0.1, 1.02, 1.1] }],
  [2, '#town', { tool: 'arrow', width: 3, points: [0.9, 3, 0.5, 1.1] }],
  [3, '#note', { tool: 'highlighter', width: 18, points: [0, 0.5, 0.5, 0.52, 1, 0.5] }],
  [1, '#street', { tool: 'pen', width: 3, points: [0.05, 1, 0.2, 1.25, 0.35, 1, 0.5, 1.25, 0.65, 1, 0.8, 1.25] }],
  [0, '#private', { tool: 'rectangle', width: 3, points: [-0.01, -0.05, 1.01, 1.05] }],
  [2, '#inner p', { tool: 'pen', width: 3, points: [0, 1, 1, 1] }],
];

/** Everybody's pointers and strokes over a page that is captured as ever; no service. */
async function overlay(): Promise<void> {
  const policy = compilePolicy({ maskCssSelectors: '.private' });
  if (!policy.ok) throw new Error(policy.field);
  const owned = new Set<Node>();
  const own = (node: Node): boolean => owned.has(node);
  const none = (): void => undefined;
  let complete = none;
  const shown = new Promise<void>((resolve) => (complete = resolve));
  const fault = (error: unknown): void => {
    throw error;
  };
  const capture = startCapture({
    document,
    policy: policy.policy,
    secrets: watchSecrets(document),
    texts,
    loadPart,
    own,
    emit: ({ flags }) => flags & KEY_END && complete(),
    ready: () => true,
    pointer: none,
    assets: none,
    asset: none,
    assetMissing: none,
    forget: none,
    fault,
  });
  capture.open(1);
  await shown;
  const session: DrawSession = {
    window,
    natives: takeNatives(window, fault),
    link: { send: none, sendFrame: none, sendFleeting: none },
    address: () => location.href,
    capture: () => sighted(capture),
    person: (seat) => PEOPLE[seat],
    you: { ...(PEOPLE[0] as (typeof PEOPLE)[0]), seat: 0 },
    switches: () => ({ draw: { agents: true, customer: true }, assist: { types: [], consent: true, confirmStop: false } }),
    own,
    addOwn(node) {
      owned.add(node);
      return { stop: none };
    },
    emit: none,
    locale: 'en',
    loadPart,
  };
  const drawing = createDrawing(session);
  for (const [at, [seat, selector, stroke]] of STROKES.entries()) {
    const id = capture.idOf(document.querySelector(selector) as Element) ?? 0;
    const body = writeStroke({ ...stroke, color: COLORS[seat] ?? 0, anchor: { stream: 1, path: [], id } });
    drawing.frame({ kind: FrameKind.Drawing, flags: DrawingFlag.Begin | DrawingFlag.End, stream: seat, number: at + 1 }, body);
  }
  for (const [seat, x, y, op] of [
    [1, 0.3, 0.3, PointerOp.Move],
    [2, 0.6, 0.5, PointerOp.Down],
    [3, 0.97, 0.2, PointerOp.Move],
  ] as const) {
    const writer = createWriter();
    writer.u8(op);
    writer.int(Math.round(x * innerWidth));
    writer.int(Math.round(y * innerHeight));
    writer.varint(0);
    drawing.frame({ kind: FrameKind.Pointer, flags: SeatFlag.Agent, stream: seat, number: 0 }, writer.take());
  }
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
}

Object.assign(globalThis, { overlay });
