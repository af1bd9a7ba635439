import { make, type Planting } from './planting.js';

/** Mode `all`: words, pictures and fields everywhere; what stands in an `.open` element is the canary. */
export function plantAll({ document, words }: Planting): void {
  const open = (...nodes: (Node | string)[]): HTMLElement => make(document, 'div', { class: 'open' }, ...nodes);
  const foreign = (namespace: string, root: string, tag: string, text: string): Element => {
    const outer = document.createElementNS(namespace, root);
    outer.appendChild(document.createElementNS(namespace, tag)).textContent = text;
    return outer;
  };
  const holders: Record<string, (text: string) => Node | string> = {
    text: (text) => text,
    paragraph: (text) => make(document, 'p', {}, text),
    title: (text) => make(document, 'p', { title: text }),
    'aria-label': (text) => make(document, 'p', { 'aria-label': text }),
    data: (text) => make(document, 'p', { 'data-x': text }),
    alt: (text) => make(document, 'img', { alt: text }),
    image: (text) => make(document, 'img', { src: `/pixel/${text}.png` }),
    link: (text) => make(document, 'a', { href: `/${text}` }, '-'),
    button: (text) => make(document, 'button', {}, text),
    submit: (value) => make(document, 'input', { type: 'submit', value }),
    field: (value) => make(document, 'input', { value }),
    placeholder: (placeholder) => make(document, 'input', { placeholder }),
    textarea: (text) => make(document, 'textarea', {}, text),
    option: (text) => make(document, 'select', {}, make(document, 'option', {}, text)),
    datalist: (text) => make(document, 'datalist', {}, make(document, 'option', { value: text })),
    label: (text) => make(document, 'label', {}, text),
    table: (text) => make(document, 'table', {}, make(document, 'tr', {}, make(document, 'td', {}, text))),
    'svg text': (text) => foreign('http://www.w3.org/2000/svg', 'svg', 'text', text),
    mathml: (text) => foreign('http://www.w3.org/1998/Math/MathML', 'math', 'mtext', text),
    'custom element': (text) => make(document, 'x-note', { note: text }, text),
    shadow: (text) => {
      const host = make(document, 'div');
      host.attachShadow({ mode: 'open' }).append(make(document, 'p', { title: text }, text));
      return host;
    },
    'inline background': (text) => make(document, 'p', { style: `background: url(/pixel/${text}.png)` }),
    'attr() content': (text) => make(document, 'p', { 'data-before': text, class: 'shows-before' }),
    editable: (text) => make(document, 'div', { contenteditable: 'true' }, text),
    details: (text) => make(document, 'details', {}, make(document, 'summary', {}, text), text),
  };
  for (const [kind, hold] of Object.entries(holders)) {
    const { secret, canary } = words(`all ${kind}`);
    document.body.append(hold(secret), open(hold(canary)));
  }
  /** What sheets say stands in no element that could be unmasked. */
  const sheets: Record<string, (text: string) => string> = {
    content: (text) => `.s::after { content: "${text}" }`,
    'content after a counter': (text) => `.s::after { content: counter(c) '${text}' }`,
    'own property': (text) => `.s { --said: "${text}" } .s::after { content: var(--said) }`,
    'counter style': (text) => `@counter-style own { system: cyclic; symbols: "${text}"; suffix: "${text}" }`,
    marker: (text) => `.s { list-style-type: "${text}" }`,
    quotes: (text) => `.s { quotes: "${text}" "${text}" }`,
    background: (text) => `.s { background: url(/pixel/${text}.png) }`,
    'in a group': (text) => `@media all { @supports (color: red) { .s::before { content: "${text}" } } }`,
  };
  for (const [kind, rule] of Object.entries(sheets)) {
    const { secret, canary } = words(`all sheet ${kind}`);
    document.head.append(make(document, 'style', {}, rule(secret)));
    document.body.append(open(canary));
  }
  const { secret, canary } = words('all title');
  document.title = secret;
  document.body.append(open(canary));
}
