import { addToCart } from './cart-store.js';
import { element } from './element.js';
import { money } from './money.js';
import { pictureOf } from './products.js';

/** Five stars, filled by share. */
export function stars(rating) {
  const node = element('span', { class: 'stars', role: 'img', 'aria-label': `${rating} of 5` });
  node.style.setProperty('--share', `${rating * 20}%`);
  return node;
}

/** Round colour samples. */
export function swatches(colours) {
  return element(
    'span',
    { class: 'swatches' },
    colours.map((colour) => {
      const dot = element('span', { class: 'swatch', title: colour });
      dot.style.backgroundColor = colour;
      return dot;
    }),
  );
}

/** One product as an item of the catalogue's list. */
export function productCard(item) {
  const details = `app.html?route=product/${item.id}`;
  return element(
    'li',
    { class: 'product', 'data-id': item.id },
    element('a', { href: details }, element('img', { src: pictureOf(item), alt: item.name, width: 320, height: 240 })),
    element(
      'div',
      { class: 'product-body' },
      element('div', { class: 'row spread' }, element('span', { class: 'chip' }, item.category), stars(item.rating)),
      element('h3', {}, item.name),
      element('p', {}, item.blurb),
      swatches(item.colours),
      element(
        'div',
        { class: 'row spread' },
        element('span', { class: 'price' }, money(item.price)),
        element('a', { class: 'quick', href: details }, 'Look closer'),
        element('button', { type: 'button', class: 'primary add', onclick: () => addToCart(item.id) }, 'Add'),
      ),
    ),
  );
}
