import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that reached the console. */
export interface Recorded {
  path: string;
  /** It carried the console's `SameSite=Strict` cookie. */
  cookie: boolean;
  userAgent: string;
}

/**
 * An integrator's console: another port of the desk's host, so the same site, with a strict cookie. It records every request
 * and serves the pages a test gives it.
 */
export interface Recorder {
  origin: string;
  requests: Recorded[];
  /** Serves this HTML at `path` from now on, with these headers. */
  page(path: string, html: string, headers?: Record<string, string>): void;
  stop(): Promise<void>;
}

export const COOKIE = 'console-login=strict-secret';

export async function startRecorder(): Promise<Recorder> {
  const requests: Recorded[] = [];
  const pages = new Map<string, { html: string; headers: Record<string, string> }>();
  const server = createServer((request: IncomingMessage, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    requests.push({
      path,
      cookie: (request.headers.cookie ?? '').includes(COOKIE),
      userAgent: request.headers['user-agent'] ?? '',
    });
    response.setHeader('set-cookie', `${COOKIE}; SameSite=Strict; HttpOnly; Path=/`);
    const page = pages.get(path);
    if (!page) {
      response.writeHead(204).end();
      return;
    }
    for (const [name, value] of Object.entries(page.headers)) response.setHeader(name, value);
    response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(page.html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    page: (path, html, headers = {}) => void pages.set(path, { html, headers }),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
