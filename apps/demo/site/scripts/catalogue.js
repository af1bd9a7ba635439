import { element } from './element.js';
import { productCard } from './product-card.js';
import { CATEGORIES, PRODUCTS } from './products.js';

const search = document.getElementById('search');
const sort = document.getElementById('sort');
const list = document.getElementById('products');
const found = document.getElementById('found');
const cards = new Map(PRODUCTS.map((item) => [item.id, productCard(item)]));

const ORDERS = {
  name: (a, b) => a.name.localeCompare(b.name),
  cheap: (a, b) => a.price - b.price,
  dear: (a, b) => b.price - a.price,
  loved: (a, b) => b.rating - a.rating,
};

document
  .getElementById('categories')
  .append(
    ...CATEGORIES.map((category) =>
      element(
        'label',
        { class: 'check' },
        element('input', { type: 'checkbox', name: 'category', value: category, checked: true }),
        category,
      ),
    ),
  );

/** Shows what fits search, categories and order; cards are moved, not made anew. */
function draw() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = new Set([...document.querySelectorAll('[name=category]:checked')].map((box) => box.value));
  const fitting = PRODUCTS.filter(
    ({ name, blurb, category }) => chosen.has(category) && words.every((word) => `${name} ${blurb}`.toLowerCase().includes(word)),
  ).sort(ORDERS[sort.value]);
  list.replaceChildren(...fitting.map(({ id }) => cards.get(id)));
  found.textContent = fitting.length === 1 ? '1 thing' : `${fitting.length} things`;
}

document.getElementById('filters').addEventListener('input', draw);
document.getElementById('filters').addEventListener('submit', (event) => event.preventDefault());
draw();
