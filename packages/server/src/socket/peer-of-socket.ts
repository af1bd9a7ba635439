import { CloseCode, LIMITS, type ServerMessage } from '@sightline/protocol';
import type { WebSocket } from 'ws';
import type { Metrics } from '../observe/metrics.js';
import type { Peer } from '../view/peer.js';
import { createOutbox } from './outbox.js';

/** A peer whose `heardAt` the socket's listener moves. */
export interface SocketPeer extends Peer {
  heardAt: number;
  /** Bytes that wait for the reader, here and in the socket. */
  readonly queued: number;
}

export interface PeerOptions {
  ws: WebSocket;
  id: number;
  now(): number;
  metrics: Pick<Metrics, 'sent' | 'relayed'>;
  /** A control message is on its way to this client. */
  told(message: ServerMessage): void;
}

/** Bytes a socket may buffer before frames wait in the outbox. */
const HIGH_WATER = 1024 * 1024;
/** How long a closing peer has to answer before it is cut off. */
const CLOSE_MS = 2_000;

/** A WebSocket as session and view see a connection. */
export function peerOfSocket({ ws, id, now, metrics, told }: PeerOptions): SocketPeer {
  const outbox = createOutbox({
    socket: {
      get bufferedAmount() {
        return ws.bufferedAmount;
      },
      send(bytes, done) {
        metrics.sent('view', bytes.byteLength);
        ws.send(bytes, done);
      },
    },
    highWater: HIGH_WATER,
    limit: LIMITS.queueBytes,
    tooSlow: () => close(CloseCode.TooSlow),
    relayed: metrics.relayed,
  });

  function close(code: number): void {
    outbox.drop();
    ws.close(code);
    const timer = setTimeout(() => ws.terminate(), CLOSE_MS);
    ws.once('close', () => clearTimeout(timer));
  }

  /** Control is bounded by what peers may send and is never dropped; a reader this far behind is cut. */
  function tooSlow(): boolean {
    const slow = ws.bufferedAmount > 4 * LIMITS.queueBytes;
    if (slow) close(CloseCode.TooSlow);
    return slow;
  }

  return {
    id,
    heardAt: now(),
    get queued() {
      return outbox.bytes + ws.bufferedAmount;
    },
    send(message) {
      if (tooSlow()) return;
      const text = JSON.stringify(message);
      metrics.sent('control', text.length);
      told(message);
      ws.send(text, () => {});
    },
    direct(bytes, kind) {
      if (tooSlow()) return;
      metrics.sent(kind, bytes.byteLength);
      ws.send(bytes, () => {});
    },
    frame: outbox.frame,
    replay: outbox.replay,
    pointer(bytes) {
      if (outbox.behind) return;
      metrics.sent('pointer', bytes.byteLength);
      ws.send(bytes, () => {});
    },
    dropFrames: outbox.drop,
    probe(ms) {
      return new Promise((resolve) => {
        const done = (answered: boolean): void => {
          clearTimeout(timer);
          ws.off('pong', yes);
          ws.off('message', yes);
          ws.off('close', no);
          resolve(answered);
        };
        const yes = (): void => done(true);
        const no = (): void => done(false);
        const timer = setTimeout(no, ms);
        ws.once('pong', yes);
        ws.once('message', yes);
        ws.once('close', no);
        if (ws.readyState === ws.OPEN) ws.ping();
        else no();
      });
    },
    close,
  };
}
