import {
  CloseCode,
  type Ended,
  errorFromWire,
  type FrameHeader,
  mayReturn,
  readHeader,
  type ServerMessage,
  type SightlineError,
  type Welcome,
} from '@sightline/protocol';
import { quietly } from '../call/fault.js';
import type { Natives } from './natives.js';
import { parse } from './parse.js';

/** Why a connection is over. */
export type Gone =
  | { kind: 'lost'; retryAfterMs: number }
  /** For good; without `error` where no known reason was given. */
  | { kind: 'refused'; error: SightlineError | undefined }
  | { kind: 'ended'; ended: Ended }
  | { kind: 'replaced' };

export interface ConnectionOptions {
  url: string;
  /** The first message, as JSON. */
  hello: string;
  /** Milliseconds until `welcome`. */
  timeoutMs: number;
  natives: Natives;
  welcome(welcome: Welcome): void;
  /** Every other control message but `refused`, `ended`, `restarting`. */
  message(message: ServerMessage): void;
  frame(header: FrameHeader, body: Uint8Array<ArrayBuffer>): void;
  /** Called once, unless `close` came first; nothing is called afterwards. */
  gone(gone: Gone): void;
}

export interface Connection {
  send(data: string | Uint8Array<ArrayBuffer>): void;
  /** Bytes the browser has not sent yet. */
  readonly buffered: number;
  /** Messages sent before still leave. */
  close(): void;
}

/** One socket, from its opening to its end. It does not come back by itself: that is the link's work. */
export function connect(o: ConnectionOptions): Connection {
  const { natives } = o;
  let socket: WebSocket | undefined;
  let over = false;
  let retryAfterMs = 0;

  const finish = (gone: Gone | undefined): void => {
    if (over) return;
    over = true;
    natives.clearTimeout(timer);
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
      socket.close();
    }
    if (gone) o.gone(gone);
  };
  const lost = (): void => finish({ kind: 'lost', retryAfterMs });
  const timer = natives.setTimeout(lost, o.timeoutMs);

  const take = (message: ServerMessage): void => {
    switch (message.t) {
      case 'welcome':
        natives.clearTimeout(timer);
        return o.welcome(message);
      case 'refused':
        return finish({ kind: 'refused', error: known(message.error) });
      case 'ended':
        return finish({ kind: 'ended', ended: message });
      case 'restarting':
        ({ retryAfterMs } = message);
        return;
      case 'error':
        retryAfterMs = message.error.retryAfterMs ?? 0;
        return o.message(message);
      default:
        return o.message(message);
    }
  };

  try {
    socket = new natives.WebSocket(o.url);
    socket.binaryType = 'arraybuffer';
    const guarded =
      <E>(fn: (event: E) => void) =>
      (event: E): void =>
        void quietly(() => fn(event), natives.fault);
    socket.onopen = guarded(() => socket?.send(o.hello));
    socket.onmessage = guarded((event: MessageEvent<unknown>) => {
      if (over) return;
      if (typeof event.data === 'string') {
        const message = parse(event.data) as ServerMessage | null | undefined;
        if (typeof message?.t === 'string') take(message);
      } else {
        const bytes = new Uint8Array(event.data as ArrayBuffer);
        const header = readHeader(bytes);
        if (header) o.frame(header, bytes.subarray(header.body));
      }
    });
    socket.onclose = guarded(({ code }: CloseEvent) => {
      if (mayReturn(code)) lost();
      else finish(code === CloseCode.Replaced ? { kind: 'replaced' } : { kind: 'refused', error: undefined });
    });
  } catch {
    // A policy of the page may forbid the address at once; told later, like every other outcome.
    natives.setTimeout(lost, 0);
  }

  return {
    send: (data) => {
      if (!over && socket?.readyState === 1) socket.send(data);
    },
    get buffered() {
      return socket?.bufferedAmount ?? 0;
    },
    close: () => finish(undefined),
  };
}

/** The error of the table the service named, if it is one. */
function known(error: unknown): SightlineError | undefined {
  const found = errorFromWire(error, '9999:service_error');
  const named = (error as { cause?: unknown } | null)?.cause;
  return found.cause === named ? found : undefined;
}
