import { asleep, EVERYWHERE, type Payload, table } from './payload.js';

const HREF = ['href', 'xlink:href'] as const;

/** SVG that names something outside. */
const NAMED = HREF.flatMap((href) =>
  table(`svg-${href.replace(':', '-')}`, {
    image: (bait) => `<svg><image ${href}="${bait}" width="9" height="9"></image></svg>`,
    feimage: (bait) =>
      `<svg><filter id="f"><feImage ${href}="${bait}"></feImage></filter><rect width="9" height="9" filter="url(#f)"></rect></svg>`,
    use: (bait) => `<svg><use ${href}="${bait}#x"></use></svg>`,
  }),
);

/** Presentation attributes that take an address. */
const PAINTED = table(
  'svg',
  Object.fromEntries(
    ['fill', 'stroke', 'mask', 'clip-path', 'filter', 'marker-start', 'marker-mid', 'marker-end', 'cursor'].map((name) => [
      name,
      (bait: string) => `<svg><path d="M0 0L5 5L9 0" stroke="red" ${name}="url(${bait}#x)"></path></svg>`,
    ]),
  ),
).map((payload) => (/stroke|cursor/.test(payload.name) ? { ...payload, dormant: EVERYWHERE } : payload));

const ANIMATED = table('svg', {
  'animate-image': (bait) =>
    `<svg><image width="9" height="9"><animate attributeName="href" values="${bait}" begin="0s" dur="9s"></animate></image></svg>`,
  'set-image': (bait) => `<svg><image width="9" height="9"><set attributeName="href" to="${bait}"></set></image></svg>`,
  'set-xlink': (bait) => `<svg><image width="9" height="9"><set attributeName="xlink:href" to="${bait}"></set></image></svg>`,
  'set-use': (bait) => `<svg><use><set attributeName="href" to="${bait}#x"></set></use></svg>`,
  'foreign-img': (bait) => `<svg><foreignObject width="9" height="9"><img src="${bait}"></foreignObject></svg>`,
  'style-element': (bait) => `<svg><style>rect{fill:red;mask:url(${bait}#m)}</style><rect width="9" height="9"></rect></svg>`,
  'style-attribute': (bait) => `<svg><rect width="9" height="9" style="mask-image:url(${bait})"></rect></svg>`,
  'in-title': (bait) => `<svg><title><img src="${bait}"></title></svg>`,
  'in-desc': (bait) => `<svg><desc><img src="${bait}"></desc></svg>`,
  'math-img': (bait) => `<math><mtext><img src="${bait}"></mtext></math>`,
  'math-annotation': (bait) =>
    `<math><semantics><mi>x</mi><annotation-xml encoding="application/xhtml+xml"><img src="${bait}"></annotation-xml></semantics></math>`,
}).map((payload) => (payload.name === 'svg-set-xlink' ? { ...payload, dormant: EVERYWHERE } : payload));

const DORMANT = table(
  'svg',
  {
    tref: (bait) => `<svg><text><tref xlink:href="${bait}#x"></tref></text></svg>`,
    'cursor-element': (bait) =>
      `<svg><cursor id="c" xlink:href="${bait}"></cursor><rect width="9" height="9" cursor="url(#c)"></rect></svg>`,
    'color-profile': (bait) => `<svg><color-profile name="x" xlink:href="${bait}"></color-profile></svg>`,
    'font-face-uri': (bait) =>
      `<svg><font-face font-family="f"><font-face-src><font-face-uri xlink:href="${bait}"></font-face-uri></font-face-src></font-face><text font-family="f">x</text></svg>`,
    gradient: (bait) =>
      `<svg><linearGradient id="g" href="${bait}#x"></linearGradient><rect fill="url(#g)" width="9" height="9"></rect></svg>`,
    pattern: (bait) => `<svg><pattern id="p" href="${bait}#x"></pattern><rect fill="url(#p)" width="9" height="9"></rect></svg>`,
    textpath: (bait) => `<svg><text><textPath href="${bait}#x">x</textPath></text></svg>`,
    mpath: (bait) =>
      `<svg><rect width="9" height="9"><animateMotion dur="1s"><mpath href="${bait}#x"></mpath></animateMotion></rect></svg>`,
    audio: (bait) => `<svg><audio xlink:href="${bait}"></audio><video xlink:href="${bait}"></video></svg>`,
    handler: (bait) => `<svg><handler type="text/javascript" xlink:href="${bait}" ev:event="load"></handler></svg>`,
    discard: (bait) => `<svg><discard begin="0s" href="${bait}"></discard></svg>`,
    mglyph: (bait) => `<math><mi><mglyph src="${bait}" alt="x"></mglyph></mi></math>`,
    'math-altimg': (bait) =>
      `<math altimg="${bait}" definitionURL="${bait}"><mi xlink:href="${bait}" xlink:type="simple" xlink:actuate="onLoad" xlink:show="embed">x</mi></math>`,
    'math-background': (bait) => `<math mathbackground="url(${bait})" background="${bait}"><mi>x</mi></math>`,
  },
  { dormant: EVERYWHERE },
);

export const DRAWINGS: readonly Payload[] = asleep([...NAMED, ...PAINTED, ...ANIMATED, ...DORMANT], {
  'svg-textpath': ['chromium'],
  'svg-mpath': ['chromium'],
});
