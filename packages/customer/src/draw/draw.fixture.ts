import { sighted } from '../help/sighted.js';
import { createStrokes, type Strokes } from '@sightline/draw';
import {
  type ClientMessage,
  DrawingFlag,
  type FrameHeader,
  FrameKind,
  type ServerMessage,
  type StrokeTool,
  writePoints,
  writeStroke,
} from '@sightline/protocol';
import { expect, onTestFinished } from 'vitest';
import { type Rig, rig } from '../capture/capture.fixture.js';
import { loadPart } from '../parts/parts.fixture.js';
import type { MaskSettings } from '../privacy/policy.js';
import type { DrawingTool, HelpSession } from '../help/help-session.js';
import { createDrawing } from './create-drawing.js';
import type { Drawing } from './session.js';

export interface DrawRig extends Rig {
  drawing: Drawing;
  window: Window & typeof globalThis;
  /** What the page sent, without what it said of its view. */
  sent: { header: FrameHeader; body: Uint8Array }[];
  said: ClientMessage[];
  /** Of the page, as the service is told it. */
  address: string;
  told: object[];
  /** What an agent's desk knows of strokes. */
  desk: Strokes;
  get(selector: string): HTMLElement;
  /** An agent draws a whole stroke on an element, by the ids of the mirror. */
  agentDraws(element: Element, stroke?: { points?: number[]; tool?: StrokeTool; path?: number[]; number?: number; flags?: number }): number;
  /** Where strokes are drawn now, in the order they were begun; nothing for a hidden one. */
  drawn(): ({ left: number; top: number; width: number; height: number; clip?: number[] } | undefined)[];
  /** The root of what is on the page of ours. */
  layer(): ShadowRoot | undefined;
  /** The customer takes a tool. */
  take(tool: DrawingTool, color?: string): Promise<void>;
  /** After the next animation frames of the page. */
  frame(): Promise<void>;
  message(message: ServerMessage): void;
  leave(): void;
  /** The service tells what it holds to a page that was loaded anew. */
  replay(strokes: Strokes): void;
  /** The clock goes forward. */
  wait(ms: number): void;
}

export const AGENT = 1;
const PEOPLE: Record<number, { userId: string; userName: string; color: number }> = {
  1: { userId: 'ann', userName: 'Ann', color: 1 },
  2: { userId: 'ben', userName: 'Ben', color: 2 },
};

/** A page with capture, a mirror, and drawing on it; the service is played. */
export async function drawRig(
  html: string,
  masks: MaskSettings = {},
  settings: { allowed?: boolean; relay?: Pick<HelpSession['link'], 'send' | 'sendFrame'> } = {},
): Promise<DrawRig> {
  const page = await rig(`<style>*{margin:0;padding:0;border:0;box-sizing:border-box}</style>${html}`, masks);
  const window = page.document.defaultView as Window & typeof globalThis;
  const { attachShadow } = window.Element.prototype;
  // Its root is closed to the page; a test may look.
  let root: ShadowRoot | undefined;
  window.Element.prototype.attachShadow = function attach(init) {
    const made = attachShadow.call(this, { ...init, mode: 'open' });
    if (this.localName === 'sightline-drawing') root = made;
    return made;
  };
  let strokes = 0;
  let time = 1_000_000;
  const now = (): number => time + performance.now();
  const allowed = settings.allowed ?? true;
  const made = Object.assign(page, {
    window,
    sent: [],
    said: [],
    address: 'https://shop.example/cart',
    told: [],
    desk: createStrokes({ now }),
    wait: (ms: number) => (time += ms),
    get: (selector: string) => page.document.querySelector(selector) as HTMLElement,
    agentDraws(
      element: Element,
      { points = [0, 0, 1, 1], tool = 'rectangle' as StrokeTool, path = [] as number[], number = ++strokes, flags = 0 } = {},
    ) {
      const { capture } = page;
      const anchor = { stream: capture.stream ?? 0, path, id: capture.at(path)?.idOf(element) ?? 0 };
      const header = (bits: number): FrameHeader => ({ kind: FrameKind.Drawing, flags: bits, stream: AGENT, number });
      const half = points.slice(0, 2);
      const frames: [FrameHeader, Uint8Array][] = [
        [header(DrawingFlag.Begin | flags), writeStroke({ tool, color: 0xb84000, width: 2, anchor, points: half })],
        [header(DrawingFlag.End), writePoints(points.slice(2))],
      ];
      for (const [head, body] of frames) {
        made.desk.frame(head, body);
        made.drawing.frame(head, body);
      }
      return number;
    },
    drawn: () =>
      [...(root?.querySelectorAll('svg > svg') ?? [])].map((one) => {
        if (one.getAttribute('display') === 'none' || !root?.host.isConnected) return undefined;
        const { left, top, width, height } = (one.querySelector('path:last-child') as Element).getBoundingClientRect();
        const clip =
          one.getAttribute('overflow') === 'hidden' ? ['x', 'y', 'width', 'height'].map((n) => Number(one.getAttribute(n))) : undefined;
        return { left, top, width, height, ...(clip && { clip }) };
      }),
    layer: () => (root?.host.isConnected ? root : undefined),
    take: async (tool: DrawingTool, color?: string) => {
      made.drawing.annotate({ tool, color });
      await expect.poll(() => made.drawing.tool).toBe(tool);
    },
    frame: async () => {
      for (let i = 0; i < 3; i++) await new Promise((done) => window.requestAnimationFrame(done));
    },
    message: (message: ServerMessage) => {
      made.desk.message(message);
      made.drawing.message(message);
    },
    replay(strokes: Strokes) {
      made.message({ t: 'drawings_cleared' });
      for (const { seat: stream, number, ...stroke } of strokes.all()) {
        const header: FrameHeader = { kind: FrameKind.Drawing, flags: DrawingFlag.Begin | DrawingFlag.End, stream, number };
        made.desk.frame(header, writeStroke(stroke));
        made.drawing.frame(header, writeStroke(stroke));
      }
    },
    leave: () => window.dispatchEvent(new window.PageTransitionEvent('pagehide')),
  }) as unknown as DrawRig;
  const answer = (message: ServerMessage): void => queueMicrotask(() => made.message(message));
  // The session of a page that is left ends by the same event, and was there first.
  window.addEventListener('pagehide', () => made.drawing.stop());
  made.drawing = createDrawing({
    window,
    natives: { now, setTimeout: (run, ms) => setTimeout(run, ms) },
    link: {
      send(message) {
        made.said.push(message);
        if (settings.relay) return settings.relay.send(message);
        const by = { userId: 'me', userName: 'Me' };
        if (message.t === 'erase') answer({ t: 'erased', strokes: message.strokes, ...(message.gone ? {} : { by }) });
        else if (message.t === 'clear_drawings') answer({ t: 'drawings_cleared', by, ...(message.all ? {} : { seat: 0 }) });
      },
      sendFrame(header, body) {
        made.sent.push({ header, body });
        settings.relay?.sendFrame(header, body);
        made.desk.frame(header, body);
      },
      sendFleeting: () => undefined,
    },
    address: () => made.address,
    capture: () => sighted(page.capture),
    person: (seat) => PEOPLE[seat],
    you: { userId: 'me', userName: 'Me', color: 0, seat: 0 },
    switches: () => ({ draw: { agents: true, customer: allowed }, assist: { types: [], consent: true, confirmStop: false } }),
    own: (node) => (node as Element).id === 'own-widget',
    addOwn(node) {
      (node as Element).id = 'own-widget';
      return { stop: () => undefined };
    },
    emit: (event, payload) => void made.told.push({ event, ...payload }),
    locale: 'en',
    loadPart,
  });
  onTestFinished(() => {
    made.drawing.stop();
    page.stop();
  });
  return made;
}

/** A pointer of the customer's. */
export function press(page: DrawRig, type: string, x: number, y: number, more: PointerEventInit = {}): boolean {
  const { window, document } = page;
  const target = document.elementFromPoint(x, y) ?? document.documentElement;
  const event = new window.PointerEvent(type, {
    bubbles: true,
    cancelable: true,
    composed: true,
    clientX: x,
    clientY: y,
    pointerId: 1,
    isPrimary: true,
    button: type === 'pointermove' ? -1 : 0,
    ...more,
  });
  return target.dispatchEvent(event);
}

export function typeKey(page: DrawRig, key: string, more: KeyboardEventInit = {}): boolean {
  const target = page.document.activeElement ?? page.document.body;
  return target.dispatchEvent(new page.window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true, ...more }));
}
