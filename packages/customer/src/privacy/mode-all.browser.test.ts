import { expect, test } from 'vitest';
import { gatePage } from './gate.fixture.js';

const { start, page, left, get, flush } = gatePage();
const ALL = { maskType: 'all', unmaskCssSelectors: '.open' } as const;

test('2.13 mode all: nothing that says something leaves of any kind of element, nor of sheets', async () => {
  await start(
    `<title>SECRET1</title><ol start=4711 style="counter-reset: SECRETc 4711"><li value=4712 style="--x: SECRETx">SECRET2</ol>
     <datalist id=l><option value=SECRET3 label=SECRET4>SECRET5</datalist><select><optgroup label=SECRET6><option>SECRET7</select>
     <picture><source srcset="/SECRET8.png"><img src="/SECRET9.png" srcset="/SECRETa.png 2x" alt=SECRETb></picture><video poster="/SECRETd.png"></video>
     <math><mi>SECRETe</mi></math><svg><text>SECRETf</text><image href="/SECRETg.png"/></svg><details><summary>SECRETh</summary>SECRETi</details>
     <p data-x=SECRETj aria-label=SECRETk title=SECRETl placeholder=SECRETm style="background:url(/SECRETn.png)"></p><a href="/SECRETo">x</a><canvas></canvas>
     <div contenteditable>SECRETp</div><button value=SECRETq>SECRETr</button><output>SECRETs</output><x-card label=SECRETt>SECRETu</x-card><meter value=0.4711></meter>
     <style>p::after{content:"SECRETv";quotes:"SECRETw" "x"} p::before{content:attr(data-x) counter(SECRETc)} @counter-style own{system:cyclic;symbols:SECRETy "SECRETz"}
       li{list-style-type:"SECRET!"} p{--y:'SECRET?'} .bg{background:url(/SECRETA.png)} @font-face{font-family:F;src:url(/SECRETB.woff)} .icon::before{content:"\\2192";font-family:"Own Font"}
       input[type="text"]{color:green} p[data-x="SECRETC"]{color:red} p{counter-set:n 4711;text-overflow:"SECRETD"}</style>`,
    ALL,
  );
  const { sheet } = get<HTMLStyleElement>('style');
  sheet?.insertRule('b::after{content:"SECRETE"}', sheet.cssRules.length);
  const adopted = new (page().document.defaultView as Window & typeof globalThis).CSSStyleSheet();
  adopted.replaceSync('i::after{content:"SECRETF"}');
  page().document.adoptedStyleSheets = [adopted];
  await flush();
  const all = `${left()}${JSON.stringify(page().mirror.meta)}`;
  expect(all).not.toMatch(/SECRET(?!c\b)/);
  expect(all).not.toContain('471');
  const css = page().mirror.css();
  for (const kept of ['2192', 'Own Font', 'type="text"']) expect(css).toContain(kept);
});

test('2.13 mode all: what is unmasked is shown whole, also late, and is private again when it moves away', async () => {
  await start(
    '<p id=p title=CANARY1>CANARY2<img alt=CANARY3 src="/CANARY4.png"></p><div class=open id=o></div><div id=hidden></div><p id=q>CANARY5</p><div id=d title=CANARY7></div><div id=e title=CANARY8></div>',
    ALL,
  );
  expect(left()).not.toContain('CANARY');
  get('#p').className = 'open';
  await flush();
  for (const canary of [1, 2, 3, 4]) expect(left()).toContain(`CANARY${canary}`);
  expect(page().forgets).toBe(0);
  get('#d').className = 'open';
  get('#o').append(get('#e'));
  await flush();
  for (const canary of [7, 8]) expect(left()).toContain(`CANARY${canary}`);
  expect(page().forgets).toBe(0);
  get('#o').append(get('#q').firstChild as Text);
  await flush();
  expect(page().mirror.print()).toContain('CANARY5');
  get('#hidden').append(get('#o').lastChild as Text);
  await flush();
  expect(page().forgets).toBe(1);
  expect(page().mirror.print()).not.toContain('CANARY5');
  page().document.title = 'CANARY6';
  get('title').className = 'open';
  await flush();
  expect(page().mirror.meta.title).toBe('CANARY6');
});

test('2.13 mode all: what is unmasked opens the box it comes into, however deep, and nothing else of it', async () => {
  await start('<section>SECRET1<div><p>SECRET2</p></div></section>', ALL);
  expect(page().mirror.print()).toContain('#box section');
  get('p').insertAdjacentHTML('beforeend', '<b class=open>CANARY</b>');
  await flush();
  expect(page().forgets).toBe(0);
  expect(page().mirror.print()).toContain('CANARY');
  get('p').insertAdjacentHTML('beforeend', '<b>SECRET3</b>');
  await flush();
  expect(left()).not.toContain('SECRET');
});
