import { createServer, type Server, type Socket, connect } from 'node:net';
import type { AddressInfo } from 'node:net';

/**
 * What the network does with the bytes. `pass`: nothing happens to them. `stall`: they are swallowed, both ways or one, and
 * the sockets stay open, as behind a NAT that forgot them (bytes of connections swallowed from stay swallowed). `refuse_upgrades`:
 * plain HTTP passes, WebSockets get a 403. `stall_upgrades`: they get no answer at all. `cut`: no connection is taken, none stays.
 */
export type ProxyMode = 'pass' | 'stall' | 'stall_up' | 'stall_down' | 'refuse_upgrades' | 'stall_upgrades' | 'cut';

/** A TCP proxy of the test in front of the service: a network that can be broken while browsers talk through it. */
export interface Proxy {
  port: number;
  /** `http://127.0.0.1:port`. */
  origin: string;
  readonly mode: ProxyMode;
  /** Changes what happens from now on; `cut` ends what is open. */
  set(mode: ProxyMode): void;
  /** Ends every open connection at once with a reset; new ones are taken as the mode says. */
  reset(): void;
  /** First lines of requests so far (`POST /sdkapi/zcb/v1/create HTTP/1.1`), refused and stalled ones too. */
  readonly requests: readonly string[];
  /** Connections taken so far. */
  readonly accepted: number;
  /** Connections open now. */
  readonly open: number;
  stop(): Promise<void>;
}

interface Pair {
  client: Socket;
  upstream: Socket;
  /** Some bytes of it were swallowed: what follows would make no sense. */
  deafUp: boolean;
  deafDown: boolean;
}

/** `target`: the service's port on 127.0.0.1; it may be down and come back. `port`: 0 takes a free one. */
export async function startProxy(target: number, port = 0): Promise<Proxy> {
  let mode: ProxyMode = 'pass';
  let accepted = 0;
  const pairs = new Set<Pair>();
  const requests: string[] = [];

  const server: Server = createServer((client) => {
    accepted++;
    if (mode === 'cut') {
      client.on('error', () => undefined);
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(target, '127.0.0.1');
    const pair: Pair = { client, upstream, deafUp: false, deafDown: false };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      socket.on('error', end);
      socket.on('close', end);
    }
    client.on('data', (bytes: Buffer) => {
      const head = requestHead(bytes);
      if (head) requests.push(head.line);
      if (mode === 'stall' || mode === 'stall_up' || (mode === 'stall_upgrades' && head?.upgrade)) pair.deafUp = true;
      if (pair.deafUp) return;
      if (mode === 'refuse_upgrades' && head?.upgrade) {
        client.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes: Buffer) => {
      if (mode === 'stall' || mode === 'stall_down') pair.deafDown = true;
      if (!pair.deafDown) client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.address() as AddressInfo;

  const reset = (): void => {
    for (const { client, upstream } of pairs) {
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    }
    pairs.clear();
  };
  return {
    port: taken,
    origin: `http://127.0.0.1:${taken}`,
    get mode() {
      return mode;
    },
    set(next) {
      mode = next;
      if (next === 'cut') reset();
    },
    reset,
    requests,
    get accepted() {
      return accepted;
    },
    get open() {
      return pairs.size;
    },
    stop: () =>
      new Promise((resolve) => {
        reset();
        server.close(() => resolve());
      }),
  };
}

/** The first line of a request these bytes begin, and whether it asks for another protocol. Browsers send a head in one piece. */
function requestHead(bytes: Buffer): { line: string; upgrade: boolean } | undefined {
  if (!/^(GET|POST|OPTIONS|HEAD|PUT|DELETE) /.test(bytes.toString('latin1', 0, 8))) return undefined;
  const head = bytes.toString('latin1', 0, Math.min(bytes.length, 16_384));
  return { line: head.slice(0, head.indexOf('\r\n')), upgrade: /\r\nupgrade: *websocket/i.test(head) };
}
