/** Numbers in [0, 1), the same for the same seed. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const BLOCKS = ['card', 'menu', 'chart', 'table', 'badge', 'form', 'list', 'panel', 'toolbar', 'dialog', 'avatar', 'timeline'];
const PARTS = ['head', 'body', 'icon', 'label', 'value', 'action', 'row', 'cell', 'hint', 'caption'];
const STATES = ['', '', '', ':hover', ':focus-visible', ':first-child', ':not(:last-child)', '::before', '[aria-expanded="true"]'];
const STEPS = ['0', '2px', '4px', '8px', '12px', '16px', '24px', '32px'];
const TONES = ['text', 'muted', 'accent', 'line', 'surface', 'danger', 'success'];

/** A style sheet as a bundler writes one from components: hashed class names, design tokens, one rule in twelve in a media query. */
export function generatedSheet(rules) {
  const random = seeded(7);
  const of = (list) => list[Math.floor(random() * list.length)];
  const number = (below) => Math.floor(random() * below);
  const declaration = [
    () => `padding:${of(STEPS)} ${of(STEPS)}`,
    () => `color:var(--color-${of(TONES)})`,
    () => `margin-inline-start:${of(STEPS)}`,
    () => `border:1px solid var(--color-${of(TONES)})`,
    () => `box-shadow:0 ${of(STEPS)} ${of(STEPS)} rgba(0,0,0,.${number(9) + 1})`,
    () => `transform:translate3d(${of(STEPS)},0,0)`,
    () => `grid-template-columns:repeat(${number(8) + 1},minmax(0,1fr))`,
    () => `transition:opacity .${number(9) + 1}s ease-in-out`,
    () => `font:var(--font-${of(BLOCKS)})`,
    () => 'display:flex;align-items:center',
  ];
  let text = '';
  for (let i = 0; i < rules; i++) {
    const selector = `.${of(BLOCKS)}-${of(PARTS)}_${number(2 ** 25).toString(36)}${of(STATES)}`;
    const body = Array.from({ length: 2 + number(4) }, () => of(declaration)()).join(';');
    text += i % 12 ? `${selector}{${body}}\n` : `@media (min-width:${of(['576', '768', '992', '1200'])}px){${selector}{${body}}}\n`;
  }
  return text;
}

const NAMES = 'Ada Noor Milo Ines Otto Lena Yuki Omar Vera Ivo Nina Paul Rosa Finn Mara Sami Tara Emil Alba Igor'.split(' ');
const PLACES = 'Lisbon Oslo Kyoto Quito Porto Malmo Lyon Accra Perth Turin Graz Tampere Cork Split Leeds'.split(' ');

/** The data a dashboard is there for: table rows with names, places, dates and amounts, as HTML. */
export function generatedRows(count) {
  const random = seeded(11);
  const number = (below) => Math.floor(random() * below);
  const of = (list) => list[number(list.length)];
  let html = '';
  for (let i = 0; i < count; i++) {
    const id = number(2 ** 30).toString(36);
    const paid = number(3) > 0;
    html +=
      `<tr class="${i % 2 ? 'odd' : 'even'}" data-id="${id}"><td class="sorting_1"><a class="text-primary" href="/orders/${id}">${of(NAMES)} ${of(NAMES)}son</a></td>` +
      `<td>${of(PLACES)}</td><td class="text-right">${number(80) + 18}</td><td><time>2026/${number(12) + 1}/${number(28) + 1}</time></td>` +
      `<td class="text-right">$${number(900)},${number(900) + 100}</td><td><span class="badge badge-${paid ? 'success' : 'warning'}">${paid ? 'paid' : 'open'}</span></td></tr>`;
  }
  return html;
}
