import {
  type ClientMessage,
  type FrameHeader,
  PROTOCOL_VERSION,
  readHeader,
  SDK_VERSION,
  type ServerMessage,
  writeFrame,
} from '@sightline/protocol';
import { WebSocket } from 'ws';

export type ReceivedFrame = FrameHeader & { text: string; length: number };

/** A client of the socket that keeps what it hears until it is asked for. */
export interface TestClient {
  readonly ws: WebSocket;
  hello(
    seat: { sessionId: string; key: string },
    position?: { stream: number; number: number },
    page?: { url: string; tab: string },
  ): Promise<void>;
  send(message: ClientMessage): void;
  raw(data: string | Uint8Array): void;
  /** Sends a frame whose body is text. */
  frame(header: Partial<FrameHeader>, body?: string | Uint8Array): void;
  /** The next message of this kind, those before it are skipped. */
  next<T extends ServerMessage['t']>(t: T): Promise<Extract<ServerMessage, { t: T }>>;
  nextFrame(): Promise<ReceivedFrame>;
  /** Control messages heard and not taken yet. */
  heard(): string[];
  /** A ping's way there and back: everything the service sent before has arrived. */
  settle(): Promise<void>;
  readonly closed: Promise<number>;
  /** Cuts the line without a close. */
  cut(): void;
}

export function connect(url: string, origin: string): TestClient {
  const ws = new WebSocket(url, { origin });
  const messages: ServerMessage[] = [];
  const frames: ReceivedFrame[] = [];
  const watchers = new Set<() => void>();
  const wake = (): void => {
    for (const watcher of watchers) watcher();
  };
  let pings = 0;
  const opened = new Promise<void>((resolve, reject) => {
    ws.once('open', () => resolve());
    ws.once('error', reject);
  });
  opened.catch(() => {});
  ws.on('error', () => {});
  const closed = new Promise<number>((resolve) => ws.once('close', (code) => resolve(code)));
  ws.on('message', (data: Buffer, binary) => {
    if (binary) {
      const header = readHeader(data);
      if (!header) throw new Error('not a frame');
      frames.push({ ...header, text: data.subarray(header.body).toString('latin1').slice(0, 200), length: data.length - header.body });
    } else {
      messages.push(JSON.parse(data.toString()) as ServerMessage);
    }
    wake();
  });

  function until<T>(take: () => T | undefined, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = take();
        if (found === undefined) return;
        watchers.delete(look);
        clearTimeout(timer);
        resolve(found);
      };
      const timer = setTimeout(() => {
        watchers.delete(look);
        reject(new Error(`${what} did not come; heard ${JSON.stringify(messages)}, frames ${JSON.stringify(frames.slice(0, 5))}`));
      }, 8_000);
      watchers.add(look);
      look();
    });
  }

  const client: TestClient = {
    ws,
    async hello(seat, position, page) {
      await opened;
      const { sessionId, key } = seat;
      client.send({ t: 'hello', v: PROTOCOL_VERSION, sdk: SDK_VERSION, sessionId, key, ...(position && { position }), ...page });
    },
    send: (message) => ws.send(JSON.stringify(message)),
    raw: (data) => ws.send(data),
    frame({ kind = 1, flags = 0, stream = 1, number = 0 }, body = '') {
      ws.send(writeFrame({ kind, flags, stream, number }, typeof body === 'string' ? new TextEncoder().encode(body) : body));
    },
    next: <T extends ServerMessage['t']>(t: T) =>
      until(() => {
        const at = messages.findIndex((message) => message.t === t);
        return at < 0 ? undefined : (messages.splice(0, at + 1)[at] as Extract<ServerMessage, { t: T }>);
      }, t),
    nextFrame: () => until(() => frames.shift(), 'frame'),
    heard: () => messages.map((message) => message.t),
    async settle() {
      const n = ++pings;
      client.send({ t: 'ping', n });
      await until(() => {
        const at = messages.findIndex((message) => message.t === 'pong' && message.n === n);
        return at < 0 ? undefined : messages.splice(at, 1)[0];
      }, 'pong');
    },
    closed,
    cut: () => ws.terminate(),
  };
  return client;
}
