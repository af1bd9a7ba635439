import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Reply {
  headers?: Record<string, string>;
  body: string | Buffer;
}

/** What a page told of itself. */
export interface Told {
  kind: string;
  data: unknown;
}

/**
 * A site of a test's own, on loopback. Pages tell it what happens to them and are told their next step by it: no tool of the test
 * has to run inside a page that has broken its own language.
 */
export interface GuestSite {
  readonly origin: string;
  readonly port: number;
  put(path: string, reply: Reply | ((request: IncomingMessage) => Reply)): void;
  /** Requests that came for a path. */
  asked(path: string): number;
  /** Everything the page of that name told. */
  told(page: string): readonly Told[];
  /** The first thing of one of these kinds, once it was told; `from` skips what was told before. */
  hears(page: string, kinds: string[], more?: { from?: number; limitMs?: number }): Promise<Told>;
  /** Makes the page take its step of that name. */
  step(page: string, name: string): void;
  stop(): Promise<void>;
}

const LIMIT_MS = 40_000;

export async function startSite(): Promise<GuestSite> {
  const replies = new Map<string, Reply | ((request: IncomingMessage) => Reply)>();
  const counts = new Map<string, number>();
  const told = new Map<string, Told[]>();
  const streams = new Map<string, ServerResponse>();
  const waiting = new Map<string, string[]>();
  const looks = new Set<() => void>();
  const of = (page: string): Told[] => told.get(page) ?? told.set(page, []).get(page) ?? [];

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    counts.set(pathname, (counts.get(pathname) ?? 0) + 1);
    const page = pathname.split('/')[2] ?? '';
    if (pathname.startsWith('/told/')) {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      of(page).push(JSON.parse(body) as Told);
      for (const look of looks) look();
      response.end();
    } else if (pathname.startsWith('/steps/')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
      streams.set(page, response);
      for (const name of waiting.get(page) ?? []) response.write(`data: ${name}\n\n`);
      waiting.delete(page);
    } else {
      request.resume();
      const found = replies.get(pathname);
      if (!found) return void response.writeHead(404).end();
      const { headers, body } = typeof found === 'function' ? found(request) : found;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
    }
  };
  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    port,
    put: (path, reply) => void replies.set(path, reply),
    asked: (path) => counts.get(path) ?? 0,
    told: (page) => of(page),
    hears: (page, kinds, { from = 0, limitMs = LIMIT_MS } = {}) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          looks.delete(look);
          reject(new Error(`${page} never told ${kinds.join(' or ')}, but ${JSON.stringify(of(page))}`));
        }, limitMs);
        const look = (): void => {
          const found = of(page)
            .slice(from)
            .find(({ kind }) => kinds.includes(kind));
          if (!found) return;
          looks.delete(look);
          clearTimeout(timer);
          resolve(found);
        };
        looks.add(look);
        look();
      }),
    step(page, name) {
      const stream = streams.get(page);
      if (stream) stream.write(`data: ${name}\n\n`);
      else waiting.set(page, [...(waiting.get(page) ?? []), name]);
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
