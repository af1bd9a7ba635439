import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Service } from './service.js';

const MODULES = join(import.meta.dirname, '../../node_modules');
const MOUNTS: Record<string, string> = {
  '/sb-admin': join(MODULES, 'startbootstrap-sb-admin-2'),
  '/todomvc': join(MODULES, 'todomvc/examples'),
};
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.jsx': 'text/jsx',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

export interface OutsideSite {
  origin: string;
  stop(): Promise<void>;
}

/** The original SDK's way in, as its integrators write it, and a session handed to the test as `window.testSession`. */
function integration(service: Service, sdkKey: string): string {
  return `<script>
  (function (r, a, b, f) {
    r[f] = r[f] || { init: function () { r.ZoomCobrowseSDKInitArgs = arguments; } };
    var c = a.createElement(b), d = a.getElementsByTagName(b)[0];
    c.async = false;
    c.src = ${JSON.stringify(`${service.origin}/static/resource/sdk/${sdkKey}/js/2.13.2`)};
    d.parentNode.insertBefore(c, d);
  })(window, document, 'script', 'ZoomCobrowseSDK');
  ZoomCobrowseSDK.init({ allowAgentAnnotation: true, piiMask: { maskType: 'custom_input', maskCssSelectors: '.sightline-test-mask' } }, function (result) {
    window.testInit = result;
    window.testSession = result.session;
  });
  </script>`;
}

export async function startOutsideSite(service: Service): Promise<OutsideSite> {
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    if (path === '/blank.html') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><title>Blank</title><body><h1>A page</h1>${integration(service, sdkKey)}</body>`);
      return;
    }
    const mount = Object.keys(MOUNTS).find((prefix) => path.startsWith(`${prefix}/`));
    const file = mount ? join(MOUNTS[mount] as string, normalize(path.slice(mount.length))) : '';
    if (!file || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    if (extname(file) === '.html') {
      // Hosts that cannot be reached would hold the load event back.
      const html = readFileSync(file, 'utf8')
        .replace(/<link[^>]+fonts\.googleapis[^>]+>/g, '')
        .replace(/https:\/\/source\.unsplash\.com\/[^"]+/g, 'img/undraw_profile.svg');
      response.end(html.replace(/<\/body>/i, `${integration(service, sdkKey)}</body>`));
      return;
    }
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
