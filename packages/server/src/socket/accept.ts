import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, errorOf, LIMITS, PATHS } from '@sightline/protocol';
import { type WebSocket, WebSocketServer } from 'ws';
import { networksOf } from '../access/networks.js';
import { refuseRaw } from '../http/raw-refusal.js';
import { clientAddress, type TrustCheck } from '../http/trust.js';
import { boundInflating } from './bound-inflating.js';
import { createInflateLine } from './inflate-line.js';
import { peerOfSocket } from './peer-of-socket.js';
import { returnTimes } from './return-times.js';
import { type Served, type ServeOptions, serveSocket } from './serve-socket.js';
import { countSilent } from './silent.js';
import { limitUpgrades, OF_NETWORK } from './upgrade-rate.js';

export interface SocketsOptions extends Omit<ServeOptions, 'comeBack' | 'lines'> {
  server: Server;
  /** Milliseconds between two pings of a client; silent for three it is lost. */
  pingMs: number;
  trusted: TrustCheck;
}

export interface Sockets {
  readonly size: number;
  /** Bytes waiting for readers, and the most that wait for one. */
  queued(): { all: number; most: number };
  /**
   * From now on nobody enters, and whoever is in a session is told when to come back, one after the other within
   * `withinMs`. Closing them is left to their sessions.
   */
  drain(withinMs: number): void;
  stop(): Promise<void>;
}

/** Half of its time for a hello a silent socket has for sure, where its own address wants the place. */
const SILENT = { total: 1_000, perAddress: 200, patienceMs: LIMITS.helloMs / 2 };
const MB = 1024 * 1024;
/**
 * A page of 50,000 nodes inflates to a few MB, all assets of a session to 64. A hello takes less than 1 kB; what its sender is
 * not known for has a line of its own, so that it waits for nobody who is.
 */
const INFLATING = {
  known: { places: 4, perAddress: { burst: 256 * MB, perSecond: 64 * MB }, inAll: { burst: 512 * MB, perSecond: 256 * MB } },
  unknown: { places: 1, perAddress: { burst: 16 * MB, perSecond: MB }, inAll: { burst: 64 * MB, perSecond: 8 * MB } },
};

/** Accepts sockets on the enter path. A refusal is readable (errors §6): told, then closed; where nothing was opened, a row over HTTP. */
export function acceptSockets(options: SocketsOptions): Sockets {
  const { now, metrics } = options;
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.assetBytes + 1024,
    // Large texts shrink to a tenth; small frames are not worth the time. What is inflated has bounds of its own.
    perMessageDeflate: { threshold: 1024, zlibDeflateOptions: { level: 3 }, concurrencyLimit: 8 },
  });
  const connections = new Map<WebSocket, Served>();
  const silent = countSilent({ ...SILENT, now });
  const lines = { known: createInflateLine({ ...INFLATING.known, now }), unknown: createInflateLine({ ...INFLATING.unknown, now }) };
  const addressMay = limitUpgrades();
  const networkMay = limitUpgrades(OF_NETWORK);
  let lastId = 0;
  let drainWithinMs: number | undefined;

  let sweptAt = now();
  const sweep = setInterval(() => {
    // Late itself: what was heard meanwhile has not been read yet, so nobody can be called silent.
    const late = now() - sweptAt > 2 * options.pingMs;
    sweptAt = now();
    if (late) return;
    for (const [ws, { peer }] of connections) {
      const quiet = now() - peer.heardAt;
      if (quiet > 4 * options.pingMs) ws.terminate();
      else if (quiet > 3 * options.pingMs) peer.close(CloseCode.Silent);
    }
  }, options.pingMs);

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    if ((request.url ?? '').split('?', 1)[0] !== PATHS.enter) {
      metrics.refused('9999:invalid_argument', 'upgrade');
      refuseRaw(socket, 404, '9999:invalid_argument', { field: 'path' });
      return;
    }
    const address = clientAddress(request, options.trusted);
    const [, network, own] = networksOf(address);
    const verdict = addressMay(own, now()) && networkMay(network, now()) ? silent.check(address) : 'drop';
    if (verdict === 'drop') {
      metrics.refused('9999:rate_limited', 'upgrade');
      refuseRaw(socket, 429, '9999:rate_limited', { retryAfterMs: later() });
      return;
    }
    wss.handleUpgrade(request, socket, head, (ws) => {
      if (verdict === 'refuse') turnAway(ws, socket, address);
      else serve(ws, socket, request.headers.origin, address);
    });
  }

  /** Spread, so that those who were refused together do not return together. */
  const later = (): number => Math.round(LIMITS.helloMs * (0.5 + Math.random()));

  function turnAway(ws: WebSocket, socket: Duplex, address: string): void {
    ws.on('error', () => {});
    ws.once('close', silent.refusing());
    boundInflating({ ws, socket, address, lines, standing: () => 'over', tooMuch: () => {} });
    const peer = peerOfSocket({ ws, id: ++lastId, now, metrics, told: () => metrics.refused('9999:rate_limited', 'socket') });
    peer.send({
      t: 'refused',
      error: { ...errorOf('9999:rate_limited', { retryAfterMs: later() }) },
    });
    peer.close(CloseCode.Restarting);
  }

  function serve(ws: WebSocket, socket: Duplex, origin: string | undefined, address: string): void {
    let served: Served | undefined;
    const spoke = silent.add(address, () => served?.turnOut(later()));
    served = serveSocket(
      { ws, socket, id: ++lastId, origin, address, spoke, gone: () => void connections.delete(ws) },
      { ...options, lines, comeBack: () => (drainWithinMs === undefined ? undefined : Math.round(Math.random() * drainWithinMs)) },
    );
    connections.set(ws, served);
  }

  wss.on('wsClientError', (_error, socket: Duplex) => {
    metrics.refused('9999:invalid_argument', 'upgrade');
    refuseRaw(socket, 400, '9999:invalid_argument', { field: 'upgrade' });
  });
  options.server.on('upgrade', upgrade);
  return {
    get size() {
      return connections.size;
    },
    queued() {
      const sizes = [...connections.values()].map(({ peer }) => peer.queued);
      return { all: sizes.reduce((sum, size) => sum + size, 0), most: sizes.reduce((most, size) => Math.max(most, size), 0) };
    },
    drain(withinMs) {
      drainWithinMs = withinMs;
      const those = [...connections.values()].filter(({ entered }) => entered);
      const times = returnTimes({ count: those.length, withinMs, random: Math.random });
      for (const [at, { peer }] of those.entries()) peer.send({ t: 'restarting', retryAfterMs: times[at] ?? 0 });
    },
    async stop() {
      clearInterval(sweep);
      options.server.off('upgrade', upgrade);
      for (const { peer } of connections.values()) peer.close(CloseCode.Restarting);
      await Promise.all([...wss.clients].map((ws) => new Promise((done) => ws.once('close', done))));
      wss.close();
      lines.known.stop();
      lines.unknown.stop();
    },
  };
}
