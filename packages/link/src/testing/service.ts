import type { ServerMessage } from '@sightline/protocol';
import { WebSocket, WebSocketServer } from 'ws';
import type { Natives } from '../net/natives.js';
import { queue } from './queue.js';

export { queue } from './queue.js';
export { welcome } from './welcome.js';

/** One connection as the test sees it: what it heard, and what to answer. */
export interface Peer {
  readonly socket: WebSocket;
  /** The next message: text parsed, bytes as they are. */
  next(): Promise<unknown>;
  send(message: ServerMessage | Uint8Array): void;
}

export interface TestService {
  url: string;
  /** The next connection. */
  accept(): Promise<Peer>;
  /** Connections so far. */
  readonly count: number;
  stop(): Promise<void>;
}

/** A real socket server on a free port, answering nothing by itself. */
export async function startService(): Promise<TestService> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const peers = queue<Peer>();
  let count = 0;
  server.on('connection', (socket) => {
    count++;
    const heard = queue<unknown>();
    socket.on('message', (data: Uint8Array, binary: boolean) => heard.put(binary ? new Uint8Array(data) : JSON.parse(String(data))));
    peers.put({
      socket,
      next: heard.take,
      send: (message) => socket.send(message instanceof Uint8Array ? message : JSON.stringify(message)),
    });
  });
  await new Promise((resolve) => server.once('listening', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `ws://127.0.0.1:${address.port}`,
    accept: peers.take,
    get count() {
      return count;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of server.clients) socket.terminate();
        server.close(() => resolve());
      }),
  };
}

/** A browser's socket says nothing more of a failure than its close; this one would raise it. */
class QuietSocket extends WebSocket {
  constructor(url: string) {
    super(url);
    this.on('error', () => undefined);
  }
}

/** Node's functions in place of the browser's; pauses are not spread. */
export const natives = (more: Partial<Natives> = {}): Natives => ({
  fetch,
  WebSocket: QuietSocket as unknown as typeof globalThis.WebSocket,
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as number),
  now: Date.now,
  random: () => 0,
  ...more,
});
