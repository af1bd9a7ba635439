import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OwnSite {
  origin: string;
  /** Says which service and key the pages load the SDK from. */
  serve(service: string, sdkKey: string): void;
  stop(): Promise<void>;
}

const customer = (
  service: string,
  key: string,
): string => `<!doctype html><meta charset="utf-8"><title>Customer</title><body><h1>A site of one’s own</h1>
<script src="${service}/static/resource/sdk/${key}/js/2.x"></script>
<script>
  var mask = new URLSearchParams(location.search).get('mask') || '';
  ZoomCobrowseSDK.init({ piiMask: { maskType: 'custom_input', maskCssSelectors: mask } }, function (result) {
    window.initResult = result;
    window.session = result.session;
  });
</script></body>`;

const agent = (
  service: string,
  key: string,
): string => `<!doctype html><meta charset="utf-8"><title>Agent</title><body><div id="root" style="height:90vh"></div>
<script src="${service}/static/resource/sdk/${key}/agent/js"></script>
<script>
  ZoomCobrowseAgentSDK.init({ appKey: '${key}', zoomAppRoot: '#root' }, function (result) {
    window.initResult = result;
    window.session = result.session;
  });
</script></body>`;

/** An integrator's own site on another origin than the service, with a customer's page and an agent's console. */
export async function startOwnSite(): Promise<OwnSite> {
  let service = '';
  let key = '';
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (pathname === '/customer.html') response.end(customer(service, key));
    else if (pathname === '/agent.html') response.end(agent(service, key));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    serve(origin, sdkKey) {
      service = origin;
      key = sdkKey;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
