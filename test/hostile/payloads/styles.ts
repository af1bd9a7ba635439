import { asleep, EVERYWHERE, type Payload, table } from './payload.js';

const sheet = (css: string): string => `<style>${css}</style><p>x</p><ul><li>x</ul>`;
const big = 'p{width:99px;height:99px;border:9px solid;display:block}';

/** Properties that take an address, each on an ordinary paragraph. */
const PROPERTIES: Readonly<Record<string, (url: string) => string>> = {
  background: (url) => `background:${url}`,
  'background-image': (url) => `background-image:none,${url}`,
  'border-image': (url) => `border-image:${url} 1`,
  'border-image-source': (url) => `border-image-source:${url}`,
  'list-style': (url) => `display:list-item;list-style:${url}`,
  'list-style-image': (url) => `display:list-item;list-style-image:${url}`,
  content: (url) => `content:${url}`,
  mask: (url) => `mask:${url}`,
  'mask-image': (url) => `mask-image:${url}`,
  '-webkit-mask-image': (url) => `-webkit-mask-image:${url}`,
  '-webkit-mask-box-image': (url) => `-webkit-mask-box-image:${url} 1`,
  'shape-outside': (url) => `float:left;shape-outside:${url}`,
  filter: (url) => `filter:${url.replace(')', '#f)')}`,
  'clip-path': (url) => `clip-path:${url.replace(')', '#c)')}`,
  cursor: (url) => `cursor:${url},auto`,
  'backdrop-filter': (url) => `backdrop-filter:${url.replace(')', '#f)')}`,
  'offset-path': (url) => `offset-path:${url.replace(')', '#p)')}`,
  '-webkit-box-reflect': (url) => `-webkit-box-reflect:below 0 ${url}`,
  behavior: (url) => `behavior:${url}`,
  '-moz-binding': (url) => `-moz-binding:${url.replace(')', '#b)')}`,
};
const ASLEEP = /^(?:offset-path|behavior|-moz-binding)$/;
const BLINK = /^(?:-webkit-mask-box-image|-webkit-box-reflect)$/;

const properties: Payload[] = Object.entries(PROPERTIES).flatMap(([name, declare]) => {
  const dormant = ASLEEP.test(name) ? { dormant: EVERYWHERE } : BLINK.test(name) ? { dormant: ['firefox'] as const } : {};
  return [
    { name: `css-${name}`, html: (bait: string) => sheet(`${big}p{${declare(`url(${bait})`)}}`), ...dormant },
    {
      name: `style-${name}`,
      html: (bait: string) => `<p style="width:99px;height:99px;border:9px solid;${declare(`url(${bait})`)}">x</p>`,
      ...dormant,
    },
  ];
});

/** Where a rule can stand. */
const PLACES = table('css', {
  import: (bait) => sheet(`@import url("${bait}");`),
  'import-string': (bait) => sheet(`@import "${bait}";`),
  'import-layer': (bait) => sheet(`@import url(${bait}) layer(x) supports(color:red) screen;`),
  'import-charset': (bait) => sheet(`@charset "utf-8";@import "${bait}";`),
  'import-layer-first': (bait) => sheet(`@layer a,b;@import "${bait}";`),
  'import-escaped': (bait) => sheet(`@\\69mport "${bait}";`),
  'import-data': (bait) => sheet(`@import url("data:text/css,p{background:url(${bait})}");`),
  'link-data': (bait) => `<link rel="stylesheet" href="data:text/css,p{background:url(${bait})}"><p>x</p>`,
  font: (bait) => `<style>@font-face{font-family:f;src:url(${bait})}body{font-family:f}</style>x`,
  'font-local-first': (bait) =>
    `<style>@font-face{font-family:f;src:local("no such font"),url(${bait}) format("woff2")}body{font-family:f}</style>x`,
  'font-range': (bait) => `<style>@font-face{font-family:f;src:url(${bait});unicode-range:U+78}body{font-family:f}</style>x`,
  before: (bait) => sheet(`p::before{content:url(${bait})}`),
  after: (bait) => sheet(`p::after{content:"x" url(${bait})}`),
  'first-letter': (bait) => sheet(`p::first-letter{background:url(${bait})}`),
  'first-line': (bait) => sheet(`p::first-line{background:url(${bait})}`),
  marker: (bait) => sheet(`li::marker{content:url(${bait})}`),
  placeholder: (bait) => `<style>input::placeholder{background:url(${bait})}</style><input placeholder="x">`,
  media: (bait) => sheet(`@media all{@supports (color:red){@layer l{p{background:url(${bait})}}}}`),
  container: (bait) => sheet(`body{container-type:inline-size}@container (min-width:1px){p{background:url(${bait})}}`),
  scope: (bait) => sheet(`@scope (body){p{background:url(${bait})}}`),
  nested: (bait) => sheet(`body{& p{background:url(${bait})}}`),
  'nested-media': (bait) => sheet(`p{@media all{background:url(${bait})}}`),
  'starting-style': (bait) =>
    sheet(`p{transition:background-image 1s;background-image:none}@starting-style{p{background-image:url(${bait})}}`),
  keyframes: (bait) => sheet(`@keyframes k{from,to{background-image:url(${bait})}}p{animation:k 9s infinite}`),
  variable: (bait) => sheet(`:root{--b:url(${bait})}body{background:var(--b)}`),
  'variable-fallback': (bait) => sheet(`p{background:var(--none,url(${bait}))}`),
  'variable-attribute': (bait) => `<style>p{background:var(--b)}</style><p style="--b:url(${bait})">x</p>`,
  property: (bait) => sheet(`@property --p{syntax:"<image>";inherits:true;initial-value:url(${bait})}body{background:var(--p)}`),
  'property-any': (bait) => sheet(`@property --p{syntax:"*";inherits:true;initial-value:url(${bait})}body{background:var(--p)}`),
  host: (bait) => `<div><template shadowrootmode="open"><style>:host{background:url(${bait})}</style>x</template></div>`,
  slotted: (bait) =>
    `<div><template shadowrootmode="open"><style>::slotted(p){background:url(${bait})}</style><slot></slot></template><p>x</p></div>`,
  part: (bait) =>
    `<style>div::part(x){background:url(${bait})}</style><div><template shadowrootmode="open"><p part="x">x</p></template></div>`,
  'counter-style': (bait) => sheet(`@counter-style c{system:cyclic;symbols:url(${bait}) "x"}li{list-style:c}`),
  visited: (bait) => `<style>a:visited{background:url(${bait})}</style><a href="">x</a>`,
  'attribute-oracle': (bait) => `<style>input[value^="a"]{background:url(${bait})}</style><input value="abc">`,
  has: (bait) => sheet(`body:has(p){background:url(${bait})}`),
  page: (bait) => sheet(`@page{background:url(${bait})}`),
  selection: (bait) => sheet(`::selection{background:url(${bait})}`),
  backdrop: (bait) => `<style>::backdrop{background:url(${bait})}</style><dialog open>x</dialog>`,
  scrollbar: (bait) =>
    `<style>div{overflow:scroll;height:40px}::-webkit-scrollbar-thumb{background:url(${bait})}</style><div><p style="height:999px">x</p></div>`,
}).map((payload) =>
  /-(?:visited|page|selection|backdrop|scrollbar|counter-style)$/.test(payload.name) ? { ...payload, dormant: EVERYWHERE } : payload,
);

const ASLEEP_SPELLINGS =
  /^css-(?:src-function|image-function|attr-url|attr-type|paint|element|expression|document-rule|javascript-url|data-svg|data-svg-filter|moz-image-rect|cross-fade)$/;

/** How an address can be written. */
const SPELLINGS = table('css', {
  upper: (bait) => sheet(`p{background:URL(${bait})}`),
  quoted: (bait) => sheet(`p{background:url('${bait}')}`),
  spaced: (bait) => sheet(`p{background:url(\n\t ${bait} \n)}`),
  escaped: (bait) => sheet(`p{background:\\75 \\72\\6c("${bait}")}`),
  'escaped-unquoted': (bait) => sheet(`p{background:\\75rl(${bait})}`),
  'escaped-long': (bait) => sheet(`p{background:\\000075\\000072\\00006C(${bait})}`),
  'escaped-letter': (bait) => sheet(`p{background:u\\rl(${bait})}`),
  'escaped-address': (bait) => sheet(`p{background:url(${bait.replace('h', '\\68 ')})}`),
  'line-in-string': (bait) => sheet(`p{background:url("${bait.replace('/bait', '\\\n/bait')}")}`),
  comment: (bait) => sheet(`p{/*"*/background:url(${bait})/*"*/}`),
  'comment-between': (bait) => sheet(`p{background/**/:/**/url(${bait})/**/}`),
  'hidden-by-bad-url': (bait) => sheet(`p{color:url(x");background:url(${bait});color:url(y")}`),
  'hidden-by-namespace': (bait) => sheet(`@namespace x "a;b";p{background:url(${bait})}i{color:"}`),
  'hidden-by-condition': (bait) => sheet(`@media all,url(a"){x{}}p{background:url(${bait})}i{color:"}`),
  'after-bad-rule': (bait) => sheet(`}{]})p{}p{background:url(${bait})}`),
  unclosed: (bait) => sheet(`p{background:url(${bait}`),
  'unclosed-string': (bait) => sheet(`p{background:url("${bait}`),
  cdo: (bait) => sheet(`<!-- p{background:url(${bait})} -->`),
  'image-set': (bait) => sheet(`p{background-image:image-set("${bait}" 1x)}`),
  'image-set-url': (bait) => sheet(`p{background-image:image-set(url(${bait}) 1x)}`),
  'image-set-type': (bait) => sheet(`p{background-image:image-set("${bait}" type("image/png") 1x)}`),
  'image-set-escaped': (bait) => sheet(`p{background-image:\\69mage-set("${bait}" 1x)}`),
  'image-set-variable': (bait) => sheet(`p{--x:"${bait}";background-image:image-set(var(--x) 1x)}`),
  'webkit-image-set': (bait) => sheet(`p{background-image:-webkit-image-set(url(${bait}) 1x)}`),
  'webkit-cross-fade': (bait) => sheet(`p{background-image:-webkit-cross-fade(url(${bait}),url(${bait}),50%)}`),
  'cross-fade': (bait) => sheet(`p{background-image:cross-fade(url(${bait}),url(${bait}))}`),
  'moz-image-rect': (bait) => sheet(`p{background-image:-moz-image-rect(url(${bait}),0,9,9,0)}`),
  'src-function': (bait) => sheet(`p{background-image:src("${bait}")}`),
  'image-function': (bait) => sheet(`p{background-image:image("${bait}")}`),
  'attr-url': (bait) => `<style>p{background:attr(data-x url)}</style><p data-x="${bait}">x</p>`,
  'attr-type': (bait) =>
    `<style>p{background-image:image-set(attr(data-x) 1x)}i{background:attr(data-x type(<url>))}</style><p data-x="${bait}">x<i data-x="${bait}">x</i></p>`,
  paint: (bait) => sheet(`p{background:paint(x,url(${bait}))}`),
  element: (bait) => sheet(`p{background:element(${bait});background:-moz-element(#x)}`),
  expression: (bait) => sheet(`p{color:expression(new Image().src='${bait}')}`),
  'document-rule': (bait) => sheet(`@-moz-document url-prefix(""){p{background:url(${bait})}}`),
  'function-rule': (bait) => sheet(`@function --f(){result:"${bait}"}p{background-image:image-set(--f() 1x)}`),
  'javascript-url': (bait) => sheet(`p{background:url("javascript:void(new Image().src='${bait}')")}`),
  'data-svg': (bait) =>
    sheet(`p{background:url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='${bait}'/></svg>")}`),
  'data-svg-filter': (bait) =>
    sheet(
      `p{filter:url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><filter id='f'><feImage href='${bait}'/></filter></svg>#f")}`,
    ),
}).map((payload) => (ASLEEP_SPELLINGS.test(payload.name) ? { ...payload, dormant: EVERYWHERE } : payload));

export const STYLES: readonly Payload[] = asleep([...properties, ...PLACES, ...SPELLINGS], {
  'css-starting-style': ['firefox'],
  'css-webkit-cross-fade': ['firefox'],
  'css-function-rule': ['firefox'],
  'css-document-rule': ['chromium'],
  'css-offset-path': ['chromium'],
  'style-offset-path': ['chromium'],
});
