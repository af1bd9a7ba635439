import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Service } from '../service.js';

const FORM = `<h1>Application</h1>
<form id="form">
<p><label>Name <input id="name" name="name" maxlength="30"></label> <label>Secret <input id="secret" class="private"></label></p>
<p><label>Notes <textarea id="notes" rows="2"></textarea></label> <label>Number <input id="number" type="number" value="3"></label></p>
<p><label><input id="agree" type="checkbox"> Agree</label> <label><input name="r" id="r1" type="radio" value="1"> One</label> <label><input name="r" id="r2" type="radio" value="2"> Two</label></p>
<p><select id="list"><option value="a">Apple</option><option value="b">Pear</option></select>
<select id="many" multiple size="3"><option value="x">X</option><option value="y">Y</option></select>
<input id="range" type="range" min="0" max="10" value="0" style="width:200px"> <input id="date" type="date">
<input id="time" type="time" value="10:30"> <input id="month" type="month" value="2026-05"> <input id="week" type="week" value="2026-W19"> <input id="datetime-local" type="datetime-local" value="2026-05-06T10:30"> <input id="color" type="color" value="#112233"></p>
<div id="rich" contenteditable style="min-height:30px;border:1px solid #888"></div>
<details id="more"><summary>More</summary><p>Details</p></details>
<p><button id="send">Send</button> <a id="next" href="/two">Next</a></p>
</form><div style="height:1500px"></div>`;
const TWO = '<h1 id="two">Second page</h1>';

/** A site that allows every kind of remote assist, with a form of every control, and a second page. */
export async function startAssistSite(service: Service): Promise<{ origin: string; stop(): Promise<void> }> {
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><head><title>Form</title><style>body{font:16px sans-serif;margin:16px}</style>
<script src="${service.origin}/static/resource/sdk/${sdkKey}/js"></script>
<script>ZoomCobrowseSDK.init({ piiMask: { maskCssSelectors: '.private' }, multiTabSessionPersistence: { enable: true },
remoteAssist: { enable: true, remoteAssistTypes: ['scroll_page', 'edit_form', 'click', 'navigate'] } });
addEventListener('submit', (event) => { event.preventDefault(); window.sent = (window.sent ?? 0) + 1; });</script></head>
<body>${pathname === '/two' ? TWO : FORM}</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
