import { addToCart, cartTotals, emptyCart, onCartChange, readCart } from './cart-store.js';
import { element } from './element.js';
import { money } from './money.js';
import { findProduct, PRODUCTS, pictureOf } from './products.js';

const lines = document.getElementById('lines');
const totals = document.getElementById('totals');
const order = document.getElementById('order');

function line([id, count]) {
  const item = findProduct(id);
  const step = (by, text, label) => element('button', { type: 'button', 'aria-label': label, onclick: () => addToCart(id, by) }, text);
  return element(
    'div',
    { class: 'cart-line', 'data-id': id },
    element('img', { src: pictureOf(item), alt: '', width: 96, height: 72 }),
    element('div', {}, element('strong', {}, item.name), element('div', { class: 'quiet' }, item.category)),
    element('div', { class: 'quantity' }, step(-1, '−', 'One fewer'), element('output', {}, String(count)), step(1, '+', 'One more')),
    element('span', { class: 'price' }, money(item.price * count)),
  );
}

function draw() {
  const cart = readCart();
  const { goods, shipping, total } = cartTotals();
  const row = (label, value, name = '') => [element('dt', { class: name }, label), element('dd', { class: name }, money(value))];
  lines.replaceChildren(...(cart.length ? cart.map(line) : [element('p', { class: 'notice' }, 'Nothing in it yet.')]));
  totals.replaceChildren(...row('Goods', goods), ...row('Shipping', shipping), ...row('Total', total, 'grand'));
  order.toggleAttribute('inert', cart.length === 0);
}

document.getElementById('empty').addEventListener('click', emptyCart);
document.getElementById('fill').addEventListener('click', () => {
  for (const { id } of PRODUCTS.slice(0, 4)) addToCart(id);
});
onCartChange(draw);
draw();
