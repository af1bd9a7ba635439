import { test } from 'vitest';
import { openRenderer } from './testing/open-renderer.js';
import { createStream, KEY, type Tree } from './testing/stream.js';
import css from '/work/main/node_modules/startbootstrap-sb-admin-2/css/sb-admin-2.css?raw';
import { rewriteCss } from './css/rewrite.js';
test('perf', async () => {
  const o = await openRenderer();
  for (let k = 0; k < 5; k++) {
    const big = css + css;
    let t = performance.now();
    rewriteCss(big, { assetBase: 'http://x/y', media: { hover: 'hover' } });
    const r = performance.now() - t;
    t = performance.now();
    new CSSStyleSheet().replaceSync(big);
    const rs = performance.now() - t;
    const rows: Tree[] = Array.from({ length: 4000 }, (_, i) => [
      'tr',
      { class: 'row r' + (i % 7), 'data-i': String(i) },
      ['td', { class: 'col-md-1' }, String(i)],
      ['td', { class: 'col-md-4' }, ['a', { href: 'https://x.example/', class: 'btn' }, 'row ' + i]],
      ['td', {}, ['span', { class: 'glyphicon', 'aria-hidden': 'true' }]],
    ]);
    const s = createStream();
    const body = s.page([['table', {}, ['tbody', {}, ...rows]]], big);
    const shown = o.next();
    t = performance.now();
    o.renderer.apply(KEY, body);
    const a = performance.now() - t;
    await shown;
    console.log(`css ${big.length} rewrite ${r.toFixed(1)} replaceSync ${rs.toFixed(1)} apply ${a.toFixed(1)} nodes ${o.renderer.size}`);
  }
});
