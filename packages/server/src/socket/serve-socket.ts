import type { Duplex } from 'node:stream';
import {
  CloseCode,
  type Ended,
  type ErrorId,
  errorOf,
  FrameKind,
  type Hello,
  LIMITS,
  OLDEST_PROTOCOL_VERSION,
  PROTOCOL_VERSION,
  readHeader,
  type ServerMessage,
} from '@sightline/protocol';
import { client } from '@sightline/protocol/messages';
import type { Logger } from 'pino';
import type { RawData, WebSocket } from 'ws';
import { inOwnPages, LARGE } from '../assets/own-pages.js';
import type { LiveSession } from '../live/live-session.js';
import type { Metrics, Traffic } from '../observe/metrics.js';
import { shortAddress } from '../observe/short-address.js';
import { validator } from '../validate.js';
import { boundInflating, type InflateOptions, type Standing } from './bound-inflating.js';
import { peerOfSocket, type SocketPeer } from './peer-of-socket.js';
import { createBucket } from './rate.js';

export interface ServeOptions {
  now(): number;
  session(id: string): LiveSession | undefined;
  /** How a session that is no longer live came to its end, where that is known; an error where a fault took it. */
  ended(hello: Hello): Promise<Ended | ErrorId | undefined>;
  /** Why a hello is refused before its session sees it; `undefined` lets pass. */
  admit(hello: Hello, session: LiveSession, origin: string | undefined): Promise<ErrorId | undefined>;
  sdkSupported(version: string): boolean;
  /** While the service goes down: milliseconds after which a client is to come back. */
  comeBack(): number | undefined;
  log: Logger;
  metrics: Pick<Metrics, 'received' | 'sent' | 'relayed' | 'refused' | 'entered'>;
  /** Whose turn it is to have what came inflated. */
  lines: InflateOptions['lines'];
  fault(error: unknown): void;
}

/** Who is at the other end. */
export interface Caller {
  ws: WebSocket;
  /** What the WebSocket reads from. */
  socket: Duplex;
  id: number;
  origin: string | undefined;
  address: string;
  /** It said hello, or it is gone: called once. */
  spoke(): void;
  gone(): void;
}

export interface Served {
  readonly peer: SocketPeer;
  /** In a session. */
  readonly entered: boolean;
  /** Sends it away, where it has said nothing yet, for another one; it may come back after this time. */
  turnOut(retryAfterMs: number): void;
}

/** Messages and frames of one connection: more is not a client of ours. */
const BURST = 4_000;
const PER_SECOND = 1_000;

const TRAFFIC = {
  [FrameKind.View]: 'view',
  [FrameKind.Pointer]: 'pointer',
  [FrameKind.Asset]: 'asset',
  [FrameKind.Drawing]: 'drawing',
  [FrameKind.Act]: 'act',
  [FrameKind.Draft]: 'draft',
} as const satisfies Record<FrameKind, Traffic>;

const parseMessage = validator(client.ClientMessage, 'message');

type Phase = { at: 'hello' } | { at: 'entering' } | { at: 'in'; session: LiveSession } | { at: 'over' };

/** One connection from its opening to its end: hello, then messages and frames to the session of the seat. */
export function serveSocket(caller: Caller, options: ServeOptions): Served {
  const { ws, socket } = caller;
  const { metrics, log } = options;
  const since = options.now();
  const peer = peerOfSocket({ ws, id: caller.id, now: options.now, metrics, told });
  const bucket = createBucket(BURST, PER_SECOND);
  const from = shortAddress(caller.address);
  let phase: Phase = { at: 'hello' };
  let who: { session: string; role: string } | undefined;

  const helloTimer = setTimeout(() => malformed('hello'), LIMITS.helloMs);
  // Before it is known who it is nobody may make the service hold more than one control message.
  let early = 0;
  const count = (chunk: Buffer): void => {
    early += chunk.byteLength;
    if (early <= LIMITS.messageBytes) return;
    malformed('hello');
    // Not a byte more is read of it until it is cut.
    ws.pause();
  };
  socket.on('data', count);
  const standing = (): Standing => (phase.at === 'in' ? 'known' : phase.at === 'over' ? 'over' : 'unknown');
  boundInflating({ ws, socket, address: caller.address, lines: options.lines, standing, tooMuch: () => malformed('hello') });

  function spoke(): void {
    clearTimeout(helloTimer);
    caller.spoke();
  }

  /** What a client is told is what became of it. */
  function told(message: ServerMessage): void {
    switch (message.t) {
      case 'welcome':
        who = { session: message.sessionId, role: message.you.role };
        metrics.entered(message.you.role);
        log.info({ ...who, from }, 'entered');
        return;
      case 'refused':
      case 'error': {
        const row = `${message.error.code}:${message.error.cause}` as ErrorId;
        metrics.refused(row, 'socket');
        log.info({ ...who, from, refusal: row }, 'refused');
        return;
      }
      default:
    }
  }

  function refuse(error: ErrorId, code: typeof CloseCode.Refused | typeof CloseCode.Malformed, field?: string): void {
    if (phase.at === 'over') return;
    if (phase.at === 'hello') spoke();
    peer.send({
      t: phase.at === 'in' ? 'error' : 'refused',
      error: { ...errorOf(error, field === undefined ? {} : { field }) },
    });
    leave(code);
  }

  /** Nothing more is taken from it, and its session loses it at once. */
  function leave(code: (typeof CloseCode)[keyof typeof CloseCode]): void {
    const session = phase.at === 'in' ? phase.session : undefined;
    phase = { at: 'over' };
    peer.close(code);
    session?.closed(peer);
  }

  const malformed = (field: string): void => refuse('9999:invalid_argument', CloseCode.Malformed, field);

  async function hello(message: Hello): Promise<void> {
    spoke();
    phase = { at: 'entering' };
    const retryAfterMs = options.comeBack();
    if (retryAfterMs !== undefined) {
      peer.send({ t: 'restarting', retryAfterMs });
      leave(CloseCode.Restarting);
      return;
    }
    const spoken = message.v >= OLDEST_PROTOCOL_VERSION && message.v <= PROTOCOL_VERSION;
    if (!spoken || !options.sdkSupported(message.sdk)) {
      refuse('1011:sdk_version_invalid', CloseCode.Refused);
      return;
    }
    const session = options.session(message.sessionId);
    const ended = session ? undefined : await options.ended(message);
    if (typeof ended === 'object') {
      peer.send(ended);
      leave(CloseCode.Ended);
      return;
    }
    const refusal = session ? await options.admit(message, session, caller.origin) : (ended ?? '1011:session_gone');
    if (ws.readyState !== ws.OPEN) return;
    if (!session || refusal) {
      refuse(refusal ?? '1011:session_gone', CloseCode.Refused);
      return;
    }
    phase = { at: 'in', session };
    socket.off('data', count);
    session.enter(peer, message);
  }

  function control(text: string): void {
    const message = parseMessage(parseJson(text));
    if (!message.ok) {
      malformed(message.field);
      return;
    }
    const { value } = message;
    switch (phase.at) {
      case 'hello':
        if (value.t !== 'hello') malformed('hello');
        else
          hello(value).catch((error) => {
            options.fault(error);
            refuse('1011:join_internal', CloseCode.Refused);
          });
        return;
      case 'in':
        if (value.t === 'ping') peer.send({ t: 'pong', n: value.n });
        else if (value.t === 'hello') malformed('hello');
        else if (value.t !== 'pong') phase.session.message(peer, value);
        return;
      case 'entering':
      case 'over':
        return;
      default:
        phase satisfies never;
    }
  }

  function frame(data: Uint8Array): void {
    if (phase.at === 'hello') malformed('hello');
    if (phase.at !== 'in') return;
    const header = readHeader(data);
    if (!header || (header.kind !== FrameKind.Asset && data.byteLength > LIMITS.frameBytes + 16)) {
      malformed('frame');
      return;
    }
    metrics.received(TRAFFIC[header.kind], data.byteLength);
    // A small message is a view of the socket's read buffer; the log would keep all of that alive. A large one is to leave no hole.
    const copied = header.kind === FrameKind.View && (data.byteLength * 2 < data.buffer.byteLength || data.byteLength >= LARGE);
    const own = copied ? inOwnPages(data) : data;
    if (!phase.session.frame(peer, header, own, header.body)) malformed('frame');
  }

  ws.on('message', (data: RawData, isBinary: boolean) => {
    if (phase.at === 'over') return;
    peer.heardAt = options.now();
    const bytes = data as Buffer;
    if (!bucket.take(peer.heardAt) || (!isBinary && bytes.byteLength > LIMITS.messageBytes)) {
      malformed(isBinary ? 'frame' : 'message');
      return;
    }
    try {
      if (isBinary) {
        frame(bytes);
        return;
      }
      metrics.received('control', bytes.byteLength);
      control(bytes.toString('utf8'));
    } catch (error) {
      options.fault(error);
      ws.terminate();
    }
  });
  ws.on('pong', () => {
    peer.heardAt = options.now();
  });
  // The close that follows an error does the rest.
  ws.on('error', () => {});
  ws.on('close', (code: number) => {
    if (phase.at === 'hello') spoke();
    if (who) log.info({ ...who, from, code, ms: options.now() - since }, 'connection closed');
    const session = phase.at === 'in' ? phase.session : undefined;
    phase = { at: 'over' };
    session?.closed(peer);
    caller.gone();
  });

  return {
    peer,
    get entered() {
      return phase.at === 'in';
    },
    turnOut(retryAfterMs) {
      if (phase.at !== 'hello') return;
      spoke();
      peer.send({ t: 'refused', error: { ...errorOf('9999:rate_limited', { retryAfterMs }) } });
      leave(CloseCode.Restarting);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
