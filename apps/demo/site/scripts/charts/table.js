import { element } from '../element.js';
import { money } from '../money.js';
import { PRODUCTS } from '../products.js';

const ROWS = 1000;
const STATES = ['packed', 'at sea', 'delivered', 'returned'];

/** A thousand orders; rows are sorted by moving them, and added or removed by the hundred. */
export function bigTable(parent, random) {
  let next = 1;
  const pick = (list) => list[Math.floor(random() * list.length)];
  const make = () => {
    const number = next++;
    const item = pick(PRODUCTS);
    const state = pick(STATES);
    const sum = Math.round(item.price * (1 + random() * 4));
    const node = element(
      'tr',
      { 'data-state': state },
      element('td', {}, String(number)),
      element('td', {}, item.name),
      element('td', {}, element('span', { class: `state state-${state.replace(' ', '-')}` }, state)),
      element('td', {}, money(sum)),
    );
    return { node, number, name: item.name, state, sum };
  };
  let rows = Array.from({ length: ROWS }, make);
  const body = parent.querySelector('tbody');
  const count = document.getElementById('row-count');
  const draw = () => {
    body.append(...rows.map(({ node }) => node));
    count.textContent = `${rows.length} rows`;
  };
  const actions = {
    add: () => rows.push(...Array.from({ length: 100 }, make)),
    remove: () => {
      for (const { node } of rows.splice(0, 100)) node.remove();
    },
    reverse: () => rows.reverse(),
    clear: () => {
      rows = [];
      body.replaceChildren();
    },
    mark: () => rows.forEach(({ node }, i) => node.classList.toggle('marked', i % 10 === 0)),
    number: () => rows.sort((a, b) => a.number - b.number),
    name: () => rows.sort((a, b) => a.name.localeCompare(b.name) || a.number - b.number),
    state: () => rows.sort((a, b) => a.state.localeCompare(b.state) || a.number - b.number),
    sum: () => rows.sort((a, b) => b.sum - a.sum),
  };
  parent.addEventListener('click', (event) => {
    const action = event.target.closest('[data-action]')?.dataset.action;
    if (!action) return;
    actions[action]();
    draw();
  });
  draw();
}
