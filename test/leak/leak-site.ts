import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { join } from 'node:path';
import type { Service } from '../e2e/service.js';

export type MaskType = 'custom_input' | 'all_input' | 'all';

/** An integrator's page on an origin of its own, with the rules the places are planted for; everybody may draw, agents may do everything. */
export interface LeakSite {
  address(maskType: MaskType, query?: string): string;
  stop(): Promise<void>;
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"></svg>';

const ASSIST = { enable: true, enableCustomerConsent: false, remoteAssistTypes: ['scroll_page', 'edit_form', 'click', 'navigate'] };

const page = (script: string, maskType: MaskType): string => `<!doctype html><html><head><title>a page</title>
<style>.shows-before::before { content: attr(data-before) }</style>
<script src="/in-page.js"></script>
<script>
(function (r, a, b, f) {
  r[f] = r[f] || { init: function () { r.ZoomCobrowseSDKInitArgs = arguments; } };
  var c = a.createElement(b), d = a.getElementsByTagName(b)[0];
  c.async = true;
  c.src = ${JSON.stringify(script)};
  d.parentNode.insertBefore(c, d);
})(window, document, 'script', 'ZoomCobrowseSDK');
ZoomCobrowseSDK.init({ piiMask: { maskType: ${JSON.stringify(maskType)}, maskCssSelectors: '.private', maskHTMLAttributes: 'data-sensitive=true, data-hide', unmaskCssSelectors: '.open' },
  allowAgentAnnotation: true, allowCustomerAnnotation: true, remoteAssist: ${JSON.stringify(ASSIST)} }, function (result) {
  window.testSession = result.session;
});
</script></head><body><main><h1>Heading</h1></main></body></html>`;

export async function startLeakSite(service: Service): Promise<LeakSite> {
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const script = `${service.origin}/static/resource/sdk/${sdkKey}/js`;
  const entryPoints = [join(import.meta.dirname, 'in-page.ts')];
  const planting = await build({ entryPoints, bundle: true, write: false, format: 'iife', globalName: 'planting', target: 'es2022' });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    const [type, body] =
      pathname === '/in-page.js'
        ? ['text/javascript', planting.outputFiles[0]?.text]
        : pathname.startsWith('/pixel/')
          ? ['image/svg+xml', SVG]
          : pathname.startsWith('/empty/')
            ? ['text/html', '']
            : ['text/html', page(script, pathname.slice(1) as MaskType)];
    response.setHeader('content-type', `${type}; charset=utf-8`);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: (maskType, query = '') => `http://localhost:${port}/${maskType}${query}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
