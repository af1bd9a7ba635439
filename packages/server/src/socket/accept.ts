import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  CloseCode,
  type Ended,
  type ErrorId,
  ERROR_TABLE,
  errorObject,
  FrameKind,
  type Hello,
  LIMITS,
  PATHS,
  PROTOCOL_VERSION,
  readHeader,
} from '@sightline/protocol';
import { client } from '@sightline/protocol/messages';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { LiveSession } from '../live/live-session.js';
import { validator } from '../validate.js';
import { peerOfSocket, type SocketPeer } from './peer-of-socket.js';
import { createBucket } from './rate.js';

export interface SocketsOptions {
  server: Server;
  now(): number;
  /** Milliseconds between two pings of a client; silent for three it is lost. */
  pingMs: number;
  /** False behind a proxy, where all come from one address. */
  boundAddresses: boolean;
  session(id: string): LiveSession | undefined;
  /** How a session that is no longer live came to its end, where that is known. */
  ended(hello: Hello): Promise<Ended | undefined>;
  /** Why a hello is refused before its session sees it; `undefined` lets pass. */
  admit(hello: Hello, session: LiveSession, origin: string | undefined): Promise<ErrorId | undefined>;
  sdkSupported(version: string): boolean;
  fault(error: unknown): void;
}

/** Sockets that have not said hello yet, of all addresses and of one. */
const MAX_SILENT = 1_000;
const MAX_SILENT_OF_ADDRESS = 200;
/** Messages and frames of one connection: more is not a client of ours. */
const BURST = 4_000;
const PER_SECOND = 1_000;

const parseMessage = validator(client.ClientMessage, 'message');

type Phase = { at: 'hello' } | { at: 'entering' } | { at: 'in'; session: LiveSession } | { at: 'over' };

/** Accepts sockets on the enter path: hello, then messages and frames to the session of the seat. */
export function acceptSockets(options: SocketsOptions): { readonly size: number; stop(): Promise<void> } {
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.assetBytes + 1024,
    // Large texts shrink to a tenth; small frames are not worth the time. `maxPayload` bounds the inflated size.
    perMessageDeflate: { threshold: 1024, zlibDeflateOptions: { level: 3 }, concurrencyLimit: 8 },
  });
  const peers = new Map<SocketPeer, WebSocket>();
  const silent = new Map<string, number>();
  let silentCount = 0;
  let lastId = 0;

  const sweep = setInterval(() => {
    for (const [peer, ws] of peers) {
      const quiet = options.now() - peer.heardAt;
      if (quiet > 4 * options.pingMs) ws.terminate();
      else if (quiet > 3 * options.pingMs) peer.close(CloseCode.Silent);
    }
  }, options.pingMs);

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const address = request.socket.remoteAddress ?? '';
    const path = (request.url ?? '').split('?', 1)[0];
    if (path !== PATHS.enter || silentCount >= 2 * MAX_SILENT) {
      socket.end(
        `HTTP/1.1 ${path === PATHS.enter ? '503 Service Unavailable' : '404 Not Found'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      );
      return;
    }
    const crowded = silentCount >= MAX_SILENT || (options.boundAddresses && (silent.get(address) ?? 0) >= MAX_SILENT_OF_ADDRESS);
    wss.handleUpgrade(request, socket, head, (ws) => (crowded ? turnAway(ws) : connected(ws, request.headers.origin, address, socket)));
  }

  /** A refusal is always readable (errors §6): accepted, told when to come back, closed. */
  function turnAway(ws: WebSocket): void {
    ws.on('error', () => {});
    const peer = peerOfSocket(ws, ++lastId, options.now);
    peer.send({
      t: 'refused',
      error: { ...errorObject('9999:rate_limited', ERROR_TABLE['9999:rate_limited'], { retryAfterMs: LIMITS.helloMs }) },
    });
    peer.close(CloseCode.Restarting);
  }

  function connected(ws: WebSocket, origin: string | undefined, address: string, socket: Duplex): void {
    const peer = peerOfSocket(ws, ++lastId, options.now);
    const bucket = createBucket(BURST, PER_SECOND);
    let phase: Phase = { at: 'hello' };
    peers.set(peer, ws);
    silent.set(address, (silent.get(address) ?? 0) + 1);
    silentCount++;
    const helloTimer = setTimeout(() => malformed('hello'), LIMITS.helloMs);
    // Before the hello nobody may make the service hold more than one control message.
    let early = 0;
    const count = (chunk: Buffer): void => {
      early += chunk.byteLength;
      if (early > LIMITS.messageBytes) ws.terminate();
    };
    socket.on('data', count);

    function spoke(): void {
      clearTimeout(helloTimer);
      socket.off('data', count);
      silentCount--;
      const left = (silent.get(address) ?? 1) - 1;
      if (left > 0) silent.set(address, left);
      else silent.delete(address);
    }

    function refuse(error: ErrorId, code: typeof CloseCode.Refused | typeof CloseCode.Malformed, field?: string): void {
      if (phase.at === 'hello') spoke();
      peer.send({
        t: phase.at === 'in' ? 'error' : 'refused',
        error: { ...errorObject(error, ERROR_TABLE[error], field === undefined ? {} : { field }) },
      });
      const session = phase.at === 'in' ? phase.session : undefined;
      phase = { at: 'over' };
      peer.close(code);
      session?.closed(peer);
    }

    const malformed = (field: string): void => refuse('9999:invalid_argument', CloseCode.Malformed, field);

    async function hello(message: Hello): Promise<void> {
      spoke();
      phase = { at: 'entering' };
      if (message.v !== PROTOCOL_VERSION || !options.sdkSupported(message.sdk)) {
        refuse('1011:sdk_version_invalid', CloseCode.Refused);
        return;
      }
      const session = options.session(message.sessionId);
      const ended = session ? undefined : await options.ended(message);
      if (ended) {
        peer.send(ended);
        phase = { at: 'over' };
        peer.close(CloseCode.Ended);
        return;
      }
      const refusal = session ? await options.admit(message, session, origin) : '1011:session_gone';
      if (ws.readyState !== ws.OPEN) return;
      if (!session || refusal) {
        refuse(refusal ?? '1011:session_gone', CloseCode.Refused);
        return;
      }
      phase = { at: 'in', session };
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
      // A small message is a view of the socket's read buffer; the log would keep all of that alive.
      const own = header.kind === FrameKind.View && data.byteLength * 2 < data.buffer.byteLength ? new Uint8Array(data) : data;
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
        if (isBinary) frame(bytes);
        else control(bytes.toString('utf8'));
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
    ws.on('close', () => {
      if (phase.at === 'hello') spoke();
      peers.delete(peer);
      const session = phase.at === 'in' ? phase.session : undefined;
      phase = { at: 'over' };
      session?.closed(peer);
    });
  }

  options.server.on('upgrade', upgrade);
  return {
    get size() {
      return peers.size;
    },
    async stop() {
      clearInterval(sweep);
      options.server.off('upgrade', upgrade);
      for (const peer of peers.keys()) peer.close(CloseCode.Restarting);
      const all = [...wss.clients].map((ws) => new Promise((done) => ws.once('close', done)));
      await Promise.all(all);
      wss.close();
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
