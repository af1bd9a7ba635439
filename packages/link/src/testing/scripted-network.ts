import { type FrameHeader, type ServerMessage, writeFrame } from '@sightline/protocol';
import { queue } from './queue.js';

export { queue } from './queue.js';
export { welcome } from './welcome.js';

/** One socket as the service would see it. */
export interface ScriptedPeer {
  /** The next message: text parsed, bytes as they are. */
  next(): Promise<unknown>;
  send(message: ServerMessage): void;
  frame(header: FrameHeader, body: Uint8Array): void;
  close(code: number): void;
}

export interface ScriptedNetwork {
  /** What a path answers: status and JSON; absent: no answer at all. */
  answers: Map<string, (body: Record<string, unknown>) => [status: number, answer: unknown] | Promise<[number, unknown]>>;
  /** Requests so far. */
  readonly requests: { path: string; body: Record<string, unknown> }[];
  accept(): Promise<ScriptedPeer>;
  /** Runs `make` while the window's network is this one, to its end where it is a promise; what takes its natives then keeps it. */
  during<T>(make: () => T): T;
}

/** A service at the edge of the page: `fetch` and `WebSocket` answered by the test, in a real browser. */
export function scriptNetwork(): ScriptedNetwork {
  const answers: ScriptedNetwork['answers'] = new Map();
  const requests: ScriptedNetwork['requests'] = [];
  const peers = queue<ScriptedPeer>();

  const answer = async (input: unknown, init?: RequestInit): Promise<Response> => {
    const path = new URL(String(input)).pathname;
    const body = JSON.parse(init?.body as string) as Record<string, unknown>;
    requests.push({ path, body });
    const made = await answers.get(path)?.(body);
    if (!made) throw new TypeError('Failed to fetch');
    return new Response(JSON.stringify(made[1]), { status: made[0] });
  };

  class ScriptedSocket {
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onclose: ((event: { code: number }) => void) | null = null;
    onerror: (() => void) | null = null;
    binaryType = '';
    bufferedAmount = 0;
    readyState = 0;
    #heard = queue<unknown>();

    constructor() {
      queueMicrotask(() => {
        this.readyState = 1;
        peers.put({
          next: this.#heard.take,
          send: (message) => this.onmessage?.({ data: JSON.stringify(message) }),
          frame: (header, body) => this.onmessage?.({ data: writeFrame(header, body).buffer }),
          close: (code) => this.#closed(code),
        });
        this.onopen?.();
      });
    }
    send(data: string | Uint8Array): void {
      this.#heard.put(typeof data === 'string' ? JSON.parse(data) : data);
    }
    close(): void {
      this.#closed(1000);
    }
    #closed(code: number): void {
      this.readyState = 3;
      this.onclose?.({ code });
    }
  }

  return {
    answers,
    requests,
    accept: peers.take,
    during(make) {
      const { fetch, WebSocket } = window;
      window.fetch = answer as typeof fetch;
      window.WebSocket = ScriptedSocket as unknown as typeof WebSocket;
      const back = (): void => {
        window.fetch = fetch;
        window.WebSocket = WebSocket;
      };
      const made = make();
      if (made instanceof Promise) made.then(back, back);
      else back();
      return made;
    },
  };
}
