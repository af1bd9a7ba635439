/** What pages and rules are made of. */
export const INLINE = 'span b i em a u code label abbr mark'.split(' ');
export const BLOCKS =
  'div div div p section li article h2 ul form fieldset td details summary button x-card figure blockquote slot dialog'.split(' ');
export const CONTROLS = 'input input input input textarea select button'.split(' ');
export const RARE = 'img img datalist video canvas object noscript template script style style style meter output audio embed map'.split(
  ' ',
);
export const SVG = 'svg g text tspan title a foreignObject circle desc'.split(' ');
export const MATHML = 'math mrow mi mo mtext mfrac annotation-xml'.split(' ');

export const LAYOUTS = [
  'float: left',
  'float: right; margin: 3px',
  'display: inline-block',
  'display: table-cell; padding: 5px',
  'display: table; margin: auto',
  'display: flex; gap: 4px',
  'display: flex; flex-direction: column; align-items: end',
  'display: grid; grid-template-columns: auto 1fr',
  'display: inline-grid',
  'position: absolute; right: 7px',
  'position: absolute; left: 50%; transform: translate(-50%, -50%)',
  'position: fixed; inset: 5px 9px auto auto',
  'width: fit-content; margin: 0 auto',
  'margin-left: auto; flex: none',
  'flex: 1',
  'width: 50%',
  'width: 123px; height: 45px',
  'field-sizing: content',
  'line-height: 1.2; font-size: 20px',
  'writing-mode: vertical-rl',
];

export const INPUT_TYPES =
  'text text text text search email tel url number password password hidden checkbox radio submit button image file date range'.split(' ');
export const SHOWN_TYPES = ['text', 'text', 'text', 'search', 'checkbox'];
export const SECRET_AUTOCOMPLETE = ['cc-number', 'section-a cc-csc', 'one-time-code', 'current-password', 'NEW-PASSWORD', 'billing cc-exp'];
export const OPEN_AUTOCOMPLETE = ['off', 'on', 'name', 'email', 'street-address', 'tel'];

export const CLASSES = ['m1', 'm2', 'm3', 'm4', 'open', 'plain', 'm1 plain', 'm2 open'];
export const NAMES = ['user', 'pass', 'pin'];

/** Attributes a token is put into. */
export const TELLING = ['title', 'title', 'data-note', 'data-x', 'aria-label', 'aria-description', 'placeholder', 'alt', 'label', 'value'];
export const OTHER = [
  'onclick',
  'onload',
  'srcdoc',
  'action',
  'formaction',
  'ping',
  'nonce',
  'cite',
  'content',
  'download',
  'pattern',
  'summary',
  'abbr',
  'lang',
  'class',
  'id',
  'name',
  'poster',
  'background',
  'srcset',
  'itemprop',
  'list',
  'for',
  'accesskey',
  'xml:lang',
  'x-own',
];

export const SELECTORS = [
  '.m1',
  '.m1',
  '.m2',
  '.m2',
  '.m3',
  '#i1',
  '#i2',
  'p.m3',
  'div > .m2',
  '.m3 *',
  'section b',
  '.m4:not(.open)',
  ':is(.m1, .m2) span',
  'li:first-child',
  'x-card',
  'svg',
  'text',
  'mi, mtext',
  'img',
  'button',
  'option',
  'select',
  'textarea',
  'style',
  'title',
  'slot',
  'input:checked',
  ':has(> .m4)',
  '.m2 ~ *',
  'p:empty, .m3:nth-child(2n)',
  'label, abbr',
  '[title*="a"]',
  'form',
  'canvas, video',
  '.m1:not(:has(b))',
];
export const ATTRIBUTES = ['data-pii=yes', 'data-secret', 'data-pii', 'lang=de', 'role="note"', "data-state='on off'"];
/** Attributes the rules above look at. */
export const MARKS: [string, string][] = [
  ['data-pii', 'yes'],
  ['data-pii', 'no'],
  ['data-secret', ''],
  ['lang', 'de'],
  ['role', 'note'],
  ['data-state', 'on off'],
  ['data-state', 'on'],
  ['autocomplete', 'cc-number'],
];
export const UNMASK = ['.open', '.open', '.open', '#i1', 'label', 'section', '.open *', 'button', 'x-card', '[data-pii=no]', 'li'];
