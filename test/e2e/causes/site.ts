import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Which SDK a page of the site loads, and from where. */
export interface PageWishes {
  /** Origin of the service, or of a proxy before it. */
  service: string;
  key: string;
  /** As in the script's path; absent: the newest. */
  version?: string;
  /** Settings of the customer's `init`. */
  settings?: Record<string, unknown>;
  /** The page calls `init` itself, later. */
  manual?: boolean;
}

export interface CausesSite {
  port: number;
  /** Address of a page on one of the site's origins. */
  address(origin: string, role: 'customer' | 'agent', wishes: PageWishes): string;
  stop(): Promise<void>;
}

/** Notes what an integrator's error reporting would see. Runs before anything of the SDK. */
const WATCH = `var unhandled = [], reported = [];
addEventListener('unhandledrejection', function (e) { unhandled.push(String(e.reason)); });
addEventListener('error', function (e) { reported.push(e.message); });`;

function html(role: string, query: URLSearchParams): string {
  const agent = role === 'agent';
  const version = query.get('version');
  const path = `${agent ? 'agent/js' : 'js'}${version ? `/${version}` : ''}`;
  const sdk = agent ? 'ZoomCobrowseAgentSDK' : 'ZoomCobrowseSDK';
  const settings = query.get('settings') ?? '{}';
  const init = `function open(settings) {
  return ${sdk}.init(settings, function (result) { initResult = result; session = result.session; });
}`;
  return `<!doctype html><meta charset="utf-8"><title>A site</title><body><h1>A site of one’s own</h1>
<div id="root" style="height: 80vh"></div><script>${WATCH}
var initResult, session;
${init}</script>
<script src="${query.get('service')}/static/resource/sdk/${query.get('key')}/${path}"></script>
<script>${query.get('manual') ? '' : `open(${settings}).catch(function () {});`}</script></body>`;
}

/** An integrator's site whose pages load the SDK as their address says, reachable under any name that leads to this machine. */
export async function startCausesSite(): Promise<CausesSite> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (pathname === '/customer' || pathname === '/agent') response.end(html(pathname.slice(1), searchParams));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    address(origin, role, { service, key, version, settings, manual }) {
      const query = new URLSearchParams({ service, key });
      if (version !== undefined) query.set('version', version);
      const given = role === 'agent' ? { appKey: key, zoomAppRoot: '#root', ...settings } : settings;
      if (given) query.set('settings', JSON.stringify(given));
      if (manual) query.set('manual', '1');
      return `${origin}/${role}?${query}`;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
