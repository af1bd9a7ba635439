import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { selfSigned } from './certificate.js';

/** Host names of the site: two of one registrable domain, one below a public suffix of two labels. */
export const HOSTS = { www: 'www.shop.test', help: 'help.shop.test', british: 'www.shop.co.uk' } as const;
const SERVICE_HOST = 'cobrowse.vendor.test';
const KEY = 'key-of-the-tabs';

export interface TabsSite {
  /** Origin of a host of the site, over https. */
  origin(host?: string): string;
  /** Origins the service has to allow. */
  readonly origins: string[];
  /** Origin the pages know the service under: the TLS end in front of it, another site than theirs. */
  readonly service: string;
  /** The same pages over plain http on loopback. */
  readonly plain: string;
  /** Where the service really listens. */
  serve(port: number): void;
  stop(): Promise<void>;
}

/** Below `/…/auto/` some pages stay private by their path. */
const privatePaths = (path: string): string[] => (/^\/\w+\/auto\//.test(path) ? ['/*/auto/private/**'] : []);

/** A page of the shop. `multi`: with multi-tab persistence; `byHand`: nothing is joined unless the test does. */
function page(path: string, service: string, multi: boolean): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${path}</title><body>
<h1>Page ${path}</h1><p id="text">of the shop</p><ul id="list"><li>one</li><li>two</li></ul>
<input id="field" value=""><a id="next" href="next">next</a> <a id="blank" href="tab" target="_blank">new tab</a>
<form id="form" method="post" action="posted"><input name="amount" value="5"><button id="send">send</button></form>
<script>var told = [], statusAtInit;</script>
<script src="${service}/static/resource/sdk/${KEY}/js/2.x"></script>
<script>
  ZoomCobrowseSDK.init({ multiTabSessionPersistence: { enable: ${String(multi)} }, autoPausePaths: ${JSON.stringify(privatePaths(path))} }, function (result) {
    window.session = result.session;
    statusAtInit = result.session.getSessionInfo().sessionStatus;
    ['pincode_updated', 'session_started', 'session_ended', 'session_error', 'session_reconnecting', 'session_reconnected',
      'session_paused', 'session_resumed', 'agent_joined', 'agent_left'].forEach(function (name) {
      session.on(name, function (payload) { told.push([name, payload]); });
    });
  });
</script></body></html>`;
}

const agentPage = (service: string): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Agent</title><body>
<div id="root" style="height:90vh"></div><script>var told = [];</script>
<script src="${service}/static/resource/sdk/${KEY}/agent/js"></script>
<script>
  ZoomCobrowseAgentSDK.init({ appKey: '${KEY}', zoomAppRoot: '#root' }, function (result) {
    window.session = result.session;
    ['customer_transferred', 'customer_away', 'customer_back', 'customer_focus_lost', 'customer_focus_gained', 'session_paused',
      'session_ended'].forEach(function (name) {
      session.on(name, function (payload) { told.push([name, payload]); });
    });
  });
</script></body></html>`;

/** A shop on several hosts, `/on/…` with multi-tab persistence and `/off/…` without, and the TLS end in front of the service. */
export async function startTabsSite(): Promise<TabsSite> {
  let servicePort = 0;
  const tls = createTlsServer(selfSigned([...Object.values(HOSTS), SERVICE_HOST]));
  const plain = createServer();
  const port = (server: typeof tls | typeof plain): number => (server.address() as AddressInfo).port;
  const origin = (host: string = HOSTS.www): string => `https://${host}:${port(tls)}`;
  const service = (): string => origin(SERVICE_HOST);

  const shop = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    request.resume();
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (pathname === '/agent') response.end(agentPage(service()));
    else if (pathname === '/elsewhere') response.end('<!doctype html><title>Elsewhere</title><p>No SDK here.</p>');
    else if (/^\/(on|off)\//.test(pathname)) response.end(page(pathname, service(), pathname.startsWith('/on/')));
    else response.writeHead(404).end();
  };
  const ours = (request: IncomingMessage): boolean => request.headers.host === `${SERVICE_HOST}:${port(tls)}`;
  const pass = (request: IncomingMessage, response: ServerResponse): void => {
    const { method, url, headers } = request;
    const onward = httpRequest({ host: '127.0.0.1', port: servicePort, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  };
  tls.on('request', (request: IncomingMessage, response: ServerResponse) => (ours(request) ? pass : shop)(request, response));
  tls.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const lines = request.rawHeaders.map((value, i) => (i % 2 === 0 ? `${value}: ` : `${value}\r\n`)).join('');
    const onward = connect(servicePort, '127.0.0.1', () => {
      onward.write(`GET ${request.url ?? '/'} HTTP/1.1\r\n${lines}\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    onward.on('close', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
  });
  plain.on('request', shop);
  await Promise.all([tls, plain].map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))));

  return {
    origin,
    get origins() {
      return [...Object.values(HOSTS).map((host) => origin(host)), `http://localhost:${port(plain)}`];
    },
    get service() {
      return service();
    },
    get plain() {
      return `http://localhost:${port(plain)}`;
    },
    serve(at) {
      servicePort = at;
    },
    async stop() {
      for (const server of [tls, plain]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

export const SDK_KEY = KEY;
