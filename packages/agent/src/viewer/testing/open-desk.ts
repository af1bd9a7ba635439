import { type ClientMessage, type FrameHeader, FrameKind, type Switches, type Welcome, createWriter } from '@sightline/protocol';
import { createStream, KEY, type Stream, type Tree } from '../../render/testing/stream.js';
import { createViewer, type Viewer } from '../index.js';

/** A viewer on the test page, and what it has sent and told. */
export interface OpenDesk {
  viewer: Viewer;
  stream: Stream;
  messages: ClientMessage[];
  frames: { header: FrameHeader; body: Uint8Array; fleeting: boolean }[];
  told: [event: string, payload: object][];
  find<T extends HTMLElement>(selector: string): T;
  all(selector: string): HTMLElement[];
  named(name: string): HTMLButtonElement;
  /** The mirrored page's frame on this screen. */
  page(): DOMRect;
  /** Applies what was written to `stream`. */
  apply(): void;
  /** An event of the mouse at a place of the customer's viewport. */
  mouse(type: string, x: number, y: number, more?: PointerEventInit): void;
  key(key: string, more?: KeyboardEventInit): void;
  stop(): void;
}

export const SWITCHES: Switches = { draw: { agents: true, customer: true }, assist: { types: [], consent: true, confirmStop: false } };

export const WELCOME: Welcome = {
  t: 'welcome',
  v: 2,
  sessionId: 's',
  pinCode: '123456',
  startTime: '2026-01-01T00:00:00Z',
  paused: false,
  key: 'k',
  you: { userId: 'a1', userName: 'Ada Agent', role: 'agent', seat: 7, color: 1 },
  agents: [{ userId: 'a2', userName: 'Ben', seat: 8, color: 2 }],
  customer: { userId: 'c', userName: 'Cleo', present: true, seat: 5, color: 0 },
  assetBase: '/assets/key',
  switches: SWITCHES,
  pingMs: 5000,
  reconnectWindowMs: 1000,
};

export async function openDesk(
  body: Tree[],
  o: { css?: string; welcome?: Partial<Welcome>; width?: number; height?: number; meta?: object; locale?: string } = {},
): Promise<OpenDesk> {
  const root = document.createElement('div');
  root.style.cssText = `position:absolute;left:0;top:0;width:${o.width ?? 1000}px;height:${o.height ?? 700}px`;
  document.body.append(root);
  const messages: OpenDesk['messages'] = [];
  const frames: OpenDesk['frames'] = [];
  const told: OpenDesk['told'] = [];
  const viewer = createViewer({
    root,
    service: location.origin,
    locale: o.locale ?? 'en',
    actions: {
      leave: () => undefined,
      end: () => undefined,
      requestAssist: (types) => messages.push({ t: 'request_assist', requestId: 'r', types: [...types] }),
      stopAssist: () => messages.push({ t: 'stop_assist' }),
      resync: () => undefined,
      send: (message) => messages.push(message),
      sendFrame: (header, body) => frames.push({ header, body, fleeting: false }),
      sendFleeting: (header, body) => frames.push({ header, body, fleeting: true }),
      tell: (event, payload) => told.push([event, payload]),
    },
  });
  const shadow = root.firstElementChild?.shadowRoot as ShadowRoot;
  const find = <T extends HTMLElement>(selector: string): T => shadow.querySelector<T>(selector) as T;
  const stream = createStream();
  let number = 0;
  viewer.welcome({ ...WELCOME, ...o.welcome });
  viewer.frame({ kind: FrameKind.View, flags: KEY, stream: 1, number }, stream.page(body, o.css ?? 'body { margin: 0 }', o.meta ?? {}));
  while (!find('.curtain').hidden) await new Promise((resolve) => requestAnimationFrame(resolve));
  const page = (): DOMRect => viewer.renderer?.frame.getBoundingClientRect() as DOMRect;
  return {
    viewer,
    stream,
    messages,
    frames,
    told,
    find,
    all: (selector) => [...shadow.querySelectorAll<HTMLElement>(selector)],
    named: (name) => find(`button[aria-label^="${name}"]`),
    page,
    apply: () => viewer.frame({ kind: FrameKind.View, flags: 0, stream: 1, number: ++number }, stream.take()),
    mouse(type, x, y, more) {
      const { left, top, width } = page();
      const scale = width / (viewer.renderer?.meta.width ?? 1);
      const at = { clientX: left + x * scale, clientY: top + y * scale };
      find('.layer').dispatchEvent(
        new PointerEvent(type, { bubbles: true, isPrimary: true, pointerId: 1, pointerType: 'mouse', ...at, ...more }),
      );
    },
    key(key, more) {
      const target = (shadow.activeElement ?? find('.stage')) as HTMLElement;
      for (const type of ['keydown', 'keyup'])
        target.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, composed: true, cancelable: true, ...more }));
    },
    stop() {
      viewer.stop();
      root.remove();
    },
  };
}

export const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** The body of a pointer frame. */
export function pointerBody(op: number, ...places: number[]): Uint8Array {
  const writer = createWriter();
  writer.u8(op);
  for (const place of places) writer.int(place);
  writer.varint(0);
  return writer.take();
}
