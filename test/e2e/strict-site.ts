import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Service } from './service.js';

export interface StrictSite {
  origin: string;
  /** What browsers reported of the policy. */
  reports: string[];
  stop(): Promise<void>;
}

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="#0b6b5d"/></svg>`;
const STYLE =
  'body{font:16px sans-serif;margin:24px;min-height:2400px}.card{border:1px solid #888;padding:12px;margin:12px 0}input{font:inherit}';

const FILES: Record<string, { type: string; text: string }> = {
  '/style.css': { type: 'text/css', text: STYLE },
  '/picture.svg': { type: 'image/svg+xml', text: PICTURE },
};

/** A bank's page under the policy of surface §2 word for word, besides what the page itself needs: its own sheet and pictures. */
export async function startStrictSite(service: Service, body: string): Promise<StrictSite> {
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const reports: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    if (pathname === '/report') {
      request.on('data', (chunk: Buffer) => reports.push(chunk.toString()));
      response.end();
      return;
    }
    const file = FILES[pathname];
    if (file !== undefined || pathname !== '/') {
      response.writeHead(file === undefined ? 404 : 200, file && { 'content-type': file.type });
      response.end(file?.text);
      return;
    }
    const policy = [
      "default-src 'none'",
      "script-src 'nonce-abc'",
      `connect-src ${service.origin} ${service.origin.replace('http', 'ws')}`,
      "require-trusted-types-for 'script'",
      'trusted-types sightline',
      "style-src 'self'",
      "img-src 'self'",
      'report-uri /report',
    ].join('; ');
    response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><head><title>Bank</title><link rel="stylesheet" href="/style.css">
<script nonce="abc" src="${service.origin}/static/resource/sdk/${sdkKey}/js"></script>
<script nonce="abc">ZoomCobrowseSDK.init({ piiMask: { maskCssSelectors: '.private' } });</script></head><body>${body}</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    reports,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
