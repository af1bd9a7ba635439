import type { Duplex } from 'node:stream';
import { LIMITS } from '@sightline/protocol';
import type { WebSocket } from 'ws';
import type { InflateLine } from './inflate-line.js';

/** What a connection is worth: its key has been found good, it has none yet, or it is over and nothing of it is read. */
export type Standing = 'known' | 'unknown' | 'over';

export interface InflateOptions {
  ws: WebSocket;
  /** What the WebSocket reads from. */
  socket: Duplex;
  address: string;
  lines: Readonly<Record<'known' | 'unknown', InflateLine>>;
  standing(): Standing;
  /** More than the bound came before anyone knew who it is. */
  tooMuch(): void;
}

type Done = (error: Error | null, data?: Buffer) => void;

/** Of the library's extension what this needs; the version is pinned, and a change of it is found at the first connection. */
interface Deflate {
  _maxPayload: number;
  decompress(data: Buffer, fin: boolean, done: Done): void;
  _decompress(data: Buffer, fin: boolean, done: Done): void;
}

const NAME = 'permessage-deflate';
const NOTHING = Buffer.alloc(0);

function deflateOf(ws: WebSocket): Deflate | undefined {
  if (!ws.extensions.includes(NAME)) return undefined;
  const found = (ws as unknown as { _extensions?: Record<string, Deflate | undefined> })._extensions?.[NAME];
  if (typeof found?._decompress !== 'function' || typeof found._maxPayload !== 'number')
    throw new Error('ws has another permessage-deflate');
  return found;
}

/**
 * Bounds what the messages of a connection inflate to, and gives each its turn. The library has one line for everybody, first come,
 * first served, and one bound: that of the largest message of those it knows.
 */
export function boundInflating({ ws, socket, address, lines, standing, tooMuch }: InflateOptions): void {
  const deflate = deflateOf(ws);
  if (!deflate) return;
  const full = deflate._maxPayload;
  const turns = { known: lines.known.open(address), unknown: lines.unknown.open(address) };
  // Its own end comes after its messages; a stranger's are not waited for.
  socket.once('close', turns.unknown.stop);
  ws.once('close', turns.known.stop);
  /** For all messages, and all pieces of them, until it is known who it is. */
  let left: number = LIMITS.messageBytes;

  deflate.decompress = (data, fin, done) => {
    const now = standing();
    if (now === 'over') {
      done(null, NOTHING);
      return;
    }
    const skip = (): void => done(null, NOTHING);
    turns[now].run(skip, (made) => {
      if (standing() === 'over') {
        made(0);
        skip();
        return;
      }
      const bound = now === 'known' ? full : left;
      deflate._maxPayload = Math.max(1, bound);
      deflate._decompress(data, fin, (error, inflated) => {
        const size = inflated?.byteLength ?? bound;
        made(size);
        if (now === 'unknown') left -= size;
        if (now === 'known' || (!error && left >= 0)) {
          done(error, inflated);
          return;
        }
        tooMuch();
        done(null, NOTHING);
      });
    });
  };
}
