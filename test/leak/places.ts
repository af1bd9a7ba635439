import { make as makeIn, type Planting } from './planting.js';

const SVG = 'http://www.w3.org/2000/svg';
const MATHML = 'http://www.w3.org/1998/Math/MathML';

/**
 * Plants one secret in each place the gate has to cover, and beside each the same thing unmasked, as its canary.
 *
 * The page's rules are `maskCssSelectors: '.private'` and `maskHTMLAttributes: 'data-sensitive=true, data-hide'`.
 */
export function plantSecrets({ document, words }: Planting): void {
  const make = (tag: string, attributes: Record<string, string> = {}, ...children: (Node | string)[]): HTMLElement =>
    makeIn(document, tag, attributes, ...children);
  const put = (...nodes: Node[]): void => document.body.append(...nodes);
  const foreign = (namespace: string, root: string, ...tags: string[]): ((text: string) => Node) => {
    return (text) => {
      const outer = document.createElementNS(namespace, root);
      let inner: Element = outer;
      for (const tag of tags) inner = inner.appendChild(document.createElementNS(namespace, tag));
      inner.textContent = text;
      return outer;
    };
  };

  /** Kinds of control that are always masked, with the value as property and as attribute. */
  const always: [string, Record<string, string>][] = [
    ['password', { type: 'password' }],
    ['cc-number', { autocomplete: 'cc-number' }],
    ['cc-csc', { autocomplete: 'section-pay billing cc-csc' }],
    ['one-time-code', { autocomplete: 'one-time-code' }],
    ['current-password', { autocomplete: 'current-password' }],
    ['new-password', { autocomplete: 'NEW-PASSWORD' }],
    ['hidden', { type: 'hidden' }],
  ];
  for (const [kind, attributes] of always) {
    for (const name of ['value', 'placeholder', 'title', 'aria-label']) {
      const { secret, canary } = words(`${kind} ${name}`);
      put(make('input', { ...attributes, [name]: secret }), make('input', { [name]: canary }));
    }
    const { secret, canary } = words(`${kind} property`);
    const hidden = make('input', attributes) as HTMLInputElement;
    const open = make('input') as HTMLInputElement;
    hidden.value = secret;
    open.value = canary;
    put(hidden, open);
  }
  {
    const { secret, canary } = words('password shown');
    const field = make('input', { type: 'password', name: 'revealed' }) as HTMLInputElement;
    put(field);
    field.value = secret;
    field.type = 'text';
    put(make('input', { value: canary }));
  }
  {
    const { secret, canary } = words('select cc-exp-month');
    put(make('select', { autocomplete: 'cc-exp-month' }, make('option', {}, secret)), make('select', {}, make('option', {}, canary)));
  }

  /** Ways to hold a text, each below a masked element and below an open one. */
  const holders: Record<string, (text: string) => Node> = {
    text: (text) => document.createTextNode(text),
    'deep text': (text) => make('div', {}, make('b', {}, text)),
    title: (text) => make('p', { title: text }, '-'),
    'aria-label': (text) => make('button', { 'aria-label': text }, '-'),
    alt: (text) => make('img', { alt: text }),
    data: (text) => make('p', { 'data-x': text }),
    class: (text) => make('p', { class: text }),
    placeholder: (text) => make('textarea', { placeholder: text }),
    'input value': (text) => make('input', { value: text }),
    'textarea text': (text) => make('textarea', {}, text),
    'option text': (text) => make('select', {}, make('option', {}, text)),
    'option value': (text) => make('select', {}, make('option', { value: text }, '-')),
    'option label': (text) => make('select', {}, make('optgroup', { label: text })),
    datalist: (text) => make('datalist', {}, make('option', { value: text })),
    'style property': (text) => make('p', { style: `--own: ${text}` }),
    'pseudo content': (text) => make('p', { 'data-before': text, class: 'shows-before' }),
    editable: (text) => make('div', { contenteditable: 'true' }, text),
    details: (text) => make('details', {}, make('summary', {}, '-'), text),
    link: (text) => make('a', { href: `/${text}` }, '-'),
    table: (text) => make('table', {}, make('tr', {}, make('td', {}, text))),
    'svg text': foreign(SVG, 'svg', 'text'),
    'svg tspan': foreign(SVG, 'svg', 'text', 'tspan'),
    'svg title': foreign(SVG, 'svg', 'title'),
    'svg desc': foreign(SVG, 'svg', 'desc'),
    mathml: foreign(MATHML, 'math', 'mrow', 'mtext'),
    'list item': (text) => make('ol', {}, make('li', { value: '3' }, text)),
    'drag data': (text) => make('p', { draggable: 'true', 'data-drag': text }, text),
    meter: (text) => make('meter', { title: text }, text),
    output: (text) => make('output', {}, text),
    ruby: (text) => make('ruby', {}, text, make('rt', {}, text)),
    caption: (text) => make('table', {}, make('caption', {}, text)),
    legend: (text) => make('fieldset', {}, make('legend', {}, text)),
    dialog: (text) => make('dialog', { open: '' }, text),
    popover: (text) => make('div', { popover: '' }, text),
    'closed details': (text) => make('details', {}, text),
    'hidden element': (text) => make('div', { hidden: '' }, text),
    'inline background': (text) => make('p', { style: `background: url(/pixel/${text}.png)` }),
    'marker text': (text) => make('ul', {}, make('li', { style: `list-style-type: "${text}"` }, '-')),
    shadow: (text) => {
      const host = make('div');
      host.attachShadow({ mode: 'open' }).append(make('p', { title: text }, text));
      return host;
    },
    slotted: (text) => {
      const host = make('div', {}, text);
      host.attachShadow({ mode: 'open' }).append(make('slot'));
      return host;
    },
    style: (text) => make('style', {}, `.x::after { content: "${text}" }`),
  };
  const wrappers: Record<string, () => HTMLElement> = {
    selector: () => make('div', { class: 'private' }),
    attribute: () => make('section', { 'data-sensitive': 'true' }),
    'attribute name': () => make('span', { 'data-hide': '' }),
    'around and inside': () => make('div', { class: 'private', 'data-sensitive': 'true' }),
  };
  for (const [by, wrap] of Object.entries(wrappers))
    for (const [kind, hold] of Object.entries(holders)) {
      const { secret, canary } = words(`${by} ${kind}`);
      const masked = wrap();
      masked.append(hold(secret));
      put(masked, make('div', {}, hold(canary)));
    }
  {
    const { secret, canary } = words('own attributes');
    put(make('p', { class: 'private', title: secret, 'aria-label': secret, 'data-z': secret, id: secret, style: `--o: ${secret}` }));
    put(make('p', { title: canary }));
  }
  {
    const { secret, canary } = words('masked in shadow');
    const host = make('div');
    host.attachShadow({ mode: 'open' }).append(make('p', { class: 'private' }, secret), make('p', {}, canary));
    put(host);
  }

  /** What never travels from any element. */
  const never: Record<string, (text: string) => Node> = {
    'script text': (text) => make('script', { type: 'application/json' }, text),
    handler: (text) => make('p', { onclick: `'${text}'` }),
    comment: (text) => document.createComment(text),
    'processing instruction': (text) => document.createProcessingInstruction('own', text),
    template: (text) => {
      const template = make('template') as HTMLTemplateElement;
      template.content.append(make('p', { title: text }, text));
      return template;
    },
    noscript: (text) => make('noscript', {}, text),
    'link query': (text) => make('a', { href: `/go?token=${text}` }, '-'),
    'link fragment': (text) => make('a', { href: `https://elsewhere.example/go#${text}` }, '-'),
    'link user': (text) => make('a', { href: `https://${text}:${text}@elsewhere.example/` }, '-'),
    'long part of a link': (text) => make('a', { href: `/${text}-a-part-too-long-to-be-a-word` }, '-'),
    'mail link': (text) => make('a', { href: `mailto:${text}@host.example` }, '-'),
    'script link': (text) => make('a', { href: `javascript:void '${text}'` }, '-'),
    'form action': (text) => make('form', { action: `/${text}` }),
    srcdoc: (text) => make('iframe', { srcdoc: `<!--${text}-->`, sandbox: '' }),
    meta: (text) => make('meta', { name: 'csrf', content: text }),
    'unknown attribute': (text) => make('p', { 'ng-secret': text }),
  };
  for (const [kind, hold] of Object.entries(never)) {
    const { secret, canary } = words(kind);
    put(hold(secret), make('p', {}, canary));
  }
}
