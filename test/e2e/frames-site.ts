import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROTOCOL_VERSION } from '@sightline/protocol';
import { PNG } from 'pngjs';
import type { Service } from './service.js';

/** Pages of several origins, each with the SDK where its list says so; iframes of one in another. */
export interface FramesSite {
  /** The shop: its page has iframes of every kind. */
  shop: string;
  /** On the shop's list and lists it: its page may be shared as a part. */
  partner: string;
  /** Loads the SDK and lists the shop, but the shop does not list it. */
  stranger: string;
  /** Embeds the partner and asks for it, at `/pay`, where it is not on the list, and at `/open`, where it is. */
  thief: string;
  /** On the shop's list, without our SDK: a page of its own making speaks on the port. */
  rogue: string;
  stop(): Promise<void>;
}

const sdk = (service: Service, key: string, settings: object): string =>
  `<script src="${service.origin}/static/resource/sdk/${key}/js"></script>
<script>window.ready = ZoomCobrowseSDK.init(${JSON.stringify(settings)}).then((session) => { window.session = session; });</script>`;

/** A picture only the visitor's browser may fetch. */
const PICTURE = PNG.sync.write(Object.assign(new PNG({ width: 24, height: 16 }), { data: Buffer.alloc(24 * 16 * 4, 0xc0) }));

const STYLE = 'body { margin: 8px; font: 16px/20px sans-serif } h2 { color: rgb(10, 90, 60); font-size: 18px } input { width: 120px }';

export async function startFramesSite(service: Service): Promise<FramesSite> {
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const servers: Server[] = [];
  /** Every page is on an origin of its own; `html` is made when all of them are known. */
  const serve = async (host: string, html: (path: string) => string): Promise<string> => {
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://x');
      if (pathname === '/dot.png') {
        const ours = request.headers['sec-fetch-site'] === 'same-origin';
        response.writeHead(ours ? 200 : 403, { 'content-type': 'image/png' }).end(ours ? PICTURE : '');
        return;
      }
      response.setHeader('content-type', 'text/html; charset=utf-8');
      const none = /\.(?:ico|pdf)$/.test(pathname);
      if (none) response.writeHead(404);
      response.end(none ? '' : `<!doctype html><html lang="en"><meta charset="utf-8"><title>${pathname}</title>${html(pathname)}`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    return `http://${host}:${(server.address() as AddressInfo).port}`;
  };
  const site = {} as FramesSite;
  site.partner = await serve(
    '127.0.0.1',
    (path) => `<style>${STYLE} body { background: #fff8e8 }</style><body><h2>Partner ${path.slice(1)}</h2>
<img src="/dot.png" alt=""><p id="words">Pay with the partner.</p><p class="partner-private">secret-of-partner</p><p class="shop-private">secret-by-the-shops-rule</p>
<input id="field" value="open"><input type="password" value="secret-password"><div style="height:600px"></div><p>end</p>
<iframe id="inner" srcdoc="<!doctype html><style>${STYLE}</style><p>inside the partner</p>" width="200" height="60"></iframe>
${sdk(service, sdkKey, { frameOrigins: path === '/open' ? [site.thief] : [site.shop], piiMask: { maskCssSelectors: '.partner-private' } })}</body>`,
  );
  site.stranger = await serve(
    '127.0.0.1',
    () => `<body><h2>secret-of-stranger</h2>${sdk(service, sdkKey, { frameOrigins: [site.shop] })}</body>`,
  );
  site.rogue = await serve(
    '127.0.0.1',
    () => `<body><h2>secret-of-rogue</h2><script>
  window.heard = [];
  addEventListener('message', (event) => {
    heard.push([event.origin, JSON.stringify(event.data)]);
    const port = event.ports[0];
    port.onmessage = ({ data }) => {
      heard.push(['port', JSON.stringify(data)]);
      if (data.t !== 'open') return;
      if (location.pathname === '/flood') for (let i = 0; i < 2000; i++) port.postMessage({ t: 'frame', turn: data.turn, flags: 0, body: new Uint8Array(9) });
      else if (location.pathname === '/nonsense') port.postMessage({ t: 'frame', turn: data.turn, flags: 3, body: new Uint8Array([9, 200, 200, 255, 1, 2, 3]) });
      else port.postMessage({ t: 'assets', items: [{ n: 1, url: 'file:///etc/passwd' }] });
    };
    port.postMessage({ t: 'here' });
  });
</script></body>`,
  );
  site.thief = await serve(
    'localhost',
    () => `<body><script>
  window.heard = [];
  addEventListener('message', (event) => heard.push(JSON.stringify(event.data)));
  for (const path of ['pay', 'open']) {
    const frame = document.createElement('iframe');
    frame.id = path;
    frame.src = ${JSON.stringify(site.partner)} + '/' + path;
    document.body.append(frame);
  }
  window.ask = (path) => {
    for (const to of ['*', ${JSON.stringify(site.partner)}]) {
      const channel = new MessageChannel();
      channel.port1.onmessage = ({ data }) => heard.push(path + ' ' + JSON.stringify(data));
      document.getElementById(path).contentWindow.postMessage({ sightline: 'frame', v: ${PROTOCOL_VERSION} }, to, [channel.port2]);
    }
  };
</script></body>`,
  );
  site.shop = await serve('localhost', (path) =>
    path === '/same'
      ? `<style>${STYLE} body { background: #eef6ff }</style><body><h2>Same origin</h2><img src="/dot.png" alt=""><p class="shop-private">secret-in-frame</p><input id="field" value="same"></body>`
      : `<style>${STYLE} iframe { border: 2px solid #345; margin: 4px } #bent { transform: scale(0.8) rotate(3deg) }</style><body><h1>Shop</h1>
<p class="shop-private">secret-of-shop</p>
<iframe id="same" src="/same" width="300" height="150"></iframe>
<iframe id="doc" srcdoc="<!doctype html><style>${STYLE}</style><h2>Written</h2>" width="200" height="100"></iframe>
<iframe id="partner" src="${site.partner}/pay" width="320" height="220"></iframe>
<iframe id="stranger" src="${site.stranger}/" width="240" height="100"></iframe>
<iframe id="sealed" sandbox srcdoc="<h2>secret-of-sealed</h2>" width="200" height="100"></iframe>
<embed id="plugin" type="application/pdf" src="/secret-file.pdf" width="160" height="60">
<div class="shop-private" style="height: 80px"><iframe id="masked" src="${site.partner}/masked" width="120" height="60"></iframe></div>
${sdk(service, sdkKey, { frameOrigins: [site.partner, site.rogue], piiMask: { maskCssSelectors: '.shop-private' } })}</body>`,
  );
  return Object.assign(site, {
    stop: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  });
}
