import { CANARY } from './page.js';

/** A page the SDK comes into in one way. */
export interface Way {
  name: string;
  headers?: Record<string, string>;
  /** In the full run only: near enough to another. */
  long?: boolean;
  html(parts: Parts): string;
}

export interface Parts {
  /** The page's own script: `go` is what the page gives to `init`. */
  own: string;
  /** Address of the SDK's script. */
  src: string;
  /** Settings for a page that does not load the SDK from the service. */
  settings: string;
}

const TYPE = '<meta charset="utf-8"><title>A page</title>';
const page = (head: string, body: string, start = '<!doctype html>'): string =>
  `${start}<html lang="en"><head>${TYPE}${head}</head><body><h1>${CANARY}</h1>${body}</body></html>`;
const init = '<script>ZoomCobrowseSDK.init({}, go);</script>';
const snippet = (src: string): string => `<script>
(function (r, a, b, f) {
  r[f] = r[f] || { init: function () { r.ZoomCobrowseSDKInitArgs = arguments; } };
  var c = a.createElement(b), d = a.getElementsByTagName(b)[0];
  c.async = true;
  c.src = '${src}';
  d.parentNode.insertBefore(c, d);
})(window, document, 'script', 'ZoomCobrowseSDK');
</script>`;
const plain = (src: string, more = ''): string => `<script ${more} src="${src}"></script>`;
const whenLoaded = `<script>addEventListener('load', function () { ZoomCobrowseSDK.init({}, go); });</script>`;

export const WAYS: Way[] = [
  { name: 'snippet in the head', html: ({ own, src }) => page(own + snippet(src) + init, '') },
  { name: 'script in the head, before there is a body', html: ({ own, src }) => page(own + plain(src) + init, '') },
  { name: 'script at the end of the body', long: true, html: ({ own, src }) => page(own, plain(src) + init) },
  { name: 'deferred', long: true, html: ({ own, src }) => page(own + plain(src, 'defer') + whenLoaded, '') },
  { name: 'async', long: true, html: ({ own, src }) => page(own + plain(src, 'async') + whenLoaded, '') },
  { name: 'as a module', html: ({ own, src }) => page(own + plain(src, 'type="module"') + whenLoaded, '') },
  {
    name: 'from a module, after the page was parsed',
    html: ({ own, src }) =>
      page(
        own,
        `<script type="module">
await new Promise(function (done) { if (document.readyState === 'complete') done(); else addEventListener('load', done); });
var script = document.createElement('script');
script.src = '${src}';
script.onload = function () { ZoomCobrowseSDK.init({}, go); };
document.body.append(script);
</script>`,
      ),
  },
  { name: 'twice: snippet and script', html: ({ own, src }) => page(own + snippet(src) + init + plain(src), plain(src)) },
  { name: 'twice: script and snippet', long: true, html: ({ own, src }) => page(own + plain(src) + snippet(src), init) },
  {
    name: 'UMD from npm',
    long: true,
    html: ({ own, settings }) => page(own + plain('/npm/customer-umd.cjs'), `<script>ZoomCobrowseSDK.init(${settings}, go);</script>`),
  },
  {
    name: 'ESM from npm',
    html: ({ own, settings }) =>
      page(
        own,
        `<script type="module">import { ZoomCobrowseSDK } from '/npm/customer.js'; ZoomCobrowseSDK.init(${settings}, go);</script>`,
      ),
  },
  { name: 'quirks mode', long: true, html: ({ own, src }) => page(own, plain(src) + init, '') },
  { name: 'with a base elsewhere', html: ({ own, src }) => page(`${own}<base href="https://elsewhere.example/a/b/">`, plain(src) + init) },
  {
    name: 'XHTML',
    headers: { 'content-type': 'application/xhtml+xml' },
    html: ({ own, src }) =>
      `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>A page</title>${own}</head><body><h1>${CANARY}</h1>${plain(src)}${init}</body></html>`,
  },
  {
    name: 'with document.domain set',
    long: true,
    headers: { 'origin-agent-cluster': '?0' },
    html: ({ own, src }) => page(`${own}<script>document.domain = 'localhost';</script>`, plain(src) + init),
  },
  {
    name: 'in a frame',
    html: ({ own, src }) =>
      `<!doctype html><title>Around</title><iframe srcdoc="${page(own, plain(src) + init)
        .replaceAll('&', '&amp;')
        .replaceAll('"', '&quot;')}"></iframe>`,
  },
  {
    name: 'in a window without an address',
    html: ({ own, src }) => `<!doctype html><title>Opener</title><script>
var other = open('about:blank'), html = ${JSON.stringify(page(own, plain(src) + init)).replaceAll('</', '<\\/')};
other.document.write(html);
other.document.close();
</script>`,
  },
  {
    name: 'under a service worker that answers everything',
    html: ({ own, src }) =>
      page(
        own,
        `<script>
navigator.serviceWorker.register('/worker.js').then(function () { return navigator.serviceWorker.ready; }).then(function () {
  if (!navigator.serviceWorker.controller) return location.reload();
  var script = document.createElement('script');
  script.src = '${src}';
  script.onload = function () { tell('controlled', navigator.serviceWorker.controller.state); ZoomCobrowseSDK.init({}, go); };
  document.body.append(script);
});
</script>`,
      ),
  },
];

/** Takes every request, the SDK's too, and keeps what it can. */
export const WORKER = `
self.addEventListener('install', function () { self.skipWaiting(); });
self.addEventListener('activate', function (event) { event.waitUntil(self.clients.claim()); });
self.addEventListener('fetch', function (event) {
  event.respondWith(caches.open('all').then(function (cache) {
    return cache.match(event.request).then(function (kept) {
      return kept || fetch(event.request).then(function (answer) {
        if (event.request.method === 'GET' && !/steps|told/.test(event.request.url)) cache.put(event.request, answer.clone());
        return answer;
      });
    });
  }));
});`;
