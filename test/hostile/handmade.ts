import type { HandMade } from './hostile-stream.js';

const HTML = 'http://www.w3.org/1999/xhtml';
const SVG = 'http://www.w3.org/2000/svg';
const MATH = 'http://www.w3.org/1998/Math/MathML';

/** Elements and attributes no parser and no capture makes: what somebody could write who writes the stream by hand. */
export const handMade = (bait: string, run: string): readonly HandMade[] => [
  ...[
    'script',
    'SCRIPT',
    'Script',
    'svg:script',
    'html:script',
    `${SVG}|script`,
    `${SVG}|svg:script`,
    `${SVG}|SCRIPT`,
    `${HTML}|script`,
    `${HTML}|h:script`,
    `${MATH}|script`,
    'urn:x|script',
    '|script',
  ].map((name): HandMade => [name, { src: bait, href: bait, 'xlink:href': bait }, run]),
  ...['style', `${SVG}|style`, `${SVG}|svg:style`, `${HTML}|style`, `${MATH}|style`, 'urn:x|style', 'STYLE'].map(
    (name): HandMade => [name, {}, `@import "${bait}";*{background:url(${bait})}`],
  ),
  ...[
    'iframe',
    `${HTML}|iframe`,
    `${HTML}|x:iframe`,
    'IFRAME',
    'frame',
    'object',
    'embed',
    'portal',
    'fencedframe',
    `${SVG}|iframe`,
    `${SVG}|foreignObject`,
  ].map(
    (name): HandMade => [
      name,
      { src: bait, srcdoc: `<script>parent.${run}</script>`, data: bait, sandbox: 'allow-scripts allow-top-navigation', allow: '*' },
    ],
  ),
  ...['onload', 'ONLOAD', 'onLoad', ' onload', 'onload\0', 'x:onload', 'on', 'onerror'].map(
    (name): HandMade => ['img', { [name]: run, src: 'data:,' }],
  ),
  ...['src', 'SRC', 'srcset', ' src', 'src\n', 'x:src', 'poster', 'data-src', 'lowsrc'].map((name): HandMade => ['img', { [name]: bait }]),
  ...['href', 'HREF', 'xlink:href', 'x:href', 'XLINK:HREF', 'xlink:xlink:href'].map(
    (name): HandMade => [
      `${SVG}|svg`,
      {},
      [`${SVG}|image`, { [name]: bait, width: '9', height: '9' }],
      [`${SVG}|use`, { [name]: `${bait}#x` }],
      [`${SVG}|a`, { [name]: `javascript:${run}` }, [`${SVG}|animate`, { attributeName: 'href', to: bait }]],
    ],
  ),
  ['link', { rel: 'stylesheet', href: bait, imagesrcset: bait, as: 'image' }],
  ['meta', { 'http-equiv': 'refresh', content: `0;url=${bait}` }],
  ['meta', { 'http-equiv': 'Content-Security-Policy', content: 'img-src *; script-src *' }],
  ['base', { href: `${bait}/`, target: '_top' }],
  [
    'form',
    { action: bait, autofocus: '' },
    ['input', { type: 'password', name: 'appendChild', autofocus: '', formaction: bait }],
    ['input', { name: 'style', autofocus: '' }],
  ],
  ['video', { src: bait, poster: bait, autoplay: '', muted: '' }, ['source', { src: bait }], ['track', { src: bait, default: '' }]],
  ['p', { style: `background:url("${bait}");cursor:url(${bait}),auto`, background: bait }, 'x'],
  ['body', { background: bait, onload: run }],
  ['x-y', { src: bait, href: bait, srcdoc: 'x', onclick: run, style: `background:url(${bait})`, action: bait }],
  ['sightline-box', { style: `background:url(${bait})`, onclick: run }],
  ['img', { src: 'sightline-asset:1/../../../bait' }],
  ['img', { src: 'sightline-asset:99999999999' }],
  ['img', { src: `data:text/html,<script>${run}</script>` }],
  ['img', { src: `data:image/svg+xml,<svg xmlns="${SVG}" onload="${run}"><image href="${bait}"/></svg>` }],
  ['template', { shadowrootmode: 'open' }, ['img', { src: bait }]],
  ['noscript', {}, ['img', { src: bait }]],
  ['input', { type: 'image', src: bait, autofocus: '', accesskey: 'x' }],
  ['a', { href: bait, ping: bait, target: '_top', autofocus: '', accesskey: 'y', tabindex: '1' }, 'x'],
];
