import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const SDK_KEY = 'key-of-the-life';

/** Events of surface §§4, 5 a page of the site writes down. */
const CUSTOMER = `pincode_updated session_started session_ended session_error session_reconnecting session_reconnected session_paused
session_resumed agent_joined agent_left agent_waiting remote_assist_requested remote_assist_request_gone remote_assist_started
remote_assist_stopped annotation_changed`;
const AGENT = `pincode_updated session_started session_joined session_left session_ended session_error session_reconnecting
session_reconnected session_paused session_resumed customer_joined customer_away customer_back agent_joined agent_left remote_assist_started
remote_assist_stopped remote_assist_denied`;

/** Writes down every event, with what `getSessionInfo` says while its handler runs. */
const record = (events: string): string => `
    window.session = result.session;
    ${JSON.stringify(events.split(/\s+/))}.forEach(function (name) {
      session.on(name, function (payload) { told.push([name, JSON.parse(JSON.stringify(payload)), session.getSessionInfo().sessionStatus]); });
    });`;

const customer = (via: string, settings: string): string => `<!doctype html><meta charset="utf-8"><title>Customer</title><body>
<h1>A page that works</h1><input id="field" value=""><ol id="list"></ol><p id="last" class="n0">0</p>
<script>
  var told = [], done = 0, timer;
  function operate() {
    var n = ++done, item = document.createElement('li');
    item.textContent = 'operation ' + n;
    item.id = 'o' + n;
    list.append(item);
    if (n % 3 === 0) list.insertBefore(list.lastChild, list.firstChild);
    if (n % 7 === 0) list.children[n >> 1].remove();
    last.textContent = n;
    last.className = 'n' + n;
    field.value = 'typed ' + n;
  }
  function work(ms) { timer = setInterval(operate, ms); }
  function rest() { clearInterval(timer); return done; }
</script>
<script src="${via}/static/resource/sdk/${SDK_KEY}/js"></script>
<script>
  ZoomCobrowseSDK.init(${settings}, function (result) {${record(CUSTOMER)}
  });
</script></body>`;

const agent = (via: string): string => `<!doctype html><meta charset="utf-8"><title>Agent</title><body>
<div id="root" style="height:90vh"></div><script>var told = [];</script>
<script src="${via}/static/resource/sdk/${SDK_KEY}/agent/js"></script>
<script>
  ZoomCobrowseAgentSDK.init({ zoomAppRoot: '#root', locale: 'en' }, function (result) {${record(AGENT)}
  });
</script></body>`;

/** An integrator's two pages; each says through which address it reaches the service. */
export interface LifeSite {
  origin: string;
  customer(via: string, settings?: object): string;
  agent(via: string): string;
  stop(): Promise<void>;
}

export async function startLifeSite(): Promise<LifeSite> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
    const via = searchParams.get('via') ?? '';
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (pathname === '/customer.html') response.end(customer(via, searchParams.get('settings') ?? '{}'));
    else if (pathname === '/agent.html') response.end(agent(via));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    customer: (via, settings = {}) => `${origin}/customer.html?${new URLSearchParams({ via, settings: JSON.stringify(settings) })}`,
    agent: (via) => `${origin}/agent.html?${new URLSearchParams({ via })}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
