/** One place a secret can stand in, and the same place in the open. */
export interface Planted {
  place: string;
  secret: string;
  canary: string;
}

/**
 * Plants one secret in each place the gate has to cover, and beside each the same thing unmasked, as its canary. Runs in
 * the page and uses nothing from outside itself.
 *
 * The page's rules are `maskCssSelectors: '.private'` and `maskHTMLAttributes: 'data-sensitive=true, data-hide'`.
 */
export function plantSecrets(document: Document): Planted[] {
  const planted: Planted[] = [];
  const words = (place: string): Planted => {
    const entry = {
      place,
      secret: `zqsecret${planted.length}w${place.replace(/\W/g, '')}`,
      canary: `zqcanary${planted.length}w${place.replace(/\W/g, '')}`,
    };
    planted.push(entry);
    return entry;
  };
  const make = (tag: string, attributes: Record<string, string> = {}, ...children: (Node | string)[]): HTMLElement => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const put = (...nodes: Node[]): void => document.body.append(...nodes);

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
    link: (text) => make('a', { href: `/${text.slice(0, 18)}` }, '-', text),
    table: (text) => make('table', {}, make('tr', {}, make('td', {}, text))),
    svg: (text) => {
      const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      const label = document.createElementNS('http://www.w3.org/2000/svg', 'text');
      label.textContent = text;
      svg.append(label);
      return svg;
    },
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
    template: (text) => {
      const template = make('template') as HTMLTemplateElement;
      template.content.append(text);
      return template;
    },
    noscript: (text) => make('noscript', {}, text),
    'link query': (text) => make('a', { href: `/go?token=${text}` }, '-'),
    'link fragment': (text) => make('a', { href: `https://elsewhere.example/go#${text}` }, '-'),
    'form action': (text) => make('form', { action: `/${text}` }),
    srcdoc: (text) => make('iframe', { srcdoc: text }),
    meta: (text) => make('meta', { name: 'csrf', content: text }),
    'unknown attribute': (text) => make('p', { 'ng-secret': text }),
  };
  for (const [kind, hold] of Object.entries(never)) {
    const { secret, canary } = words(kind);
    put(hold(secret), make('p', {}, canary));
  }
  return planted;
}
