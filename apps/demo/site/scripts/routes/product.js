import { addToCart } from '../cart-store.js';
import { element } from '../element.js';
import { money } from '../money.js';
import { stars, swatches } from '../product-card.js';
import { findProduct, PRODUCTS, pictureOf } from '../products.js';
import { notFound } from './not-found.js';

/** One product: picture, choice of colour and number, questions, and its neighbours. */
export function productRoute(outlet, id, go) {
  const item = findProduct(id);
  if (!item) return notFound(outlet);
  const frame = element(
    'div',
    { class: 'picture card' },
    element('img', { src: pictureOf(item), alt: item.name, width: 640, height: 480 }),
  );
  const count = element('input', { type: 'number', min: 1, max: 20, value: 1, name: 'count' });
  const total = element('output', { class: 'price' }, money(item.price));
  count.addEventListener('input', () => {
    total.textContent = money(item.price * Number(count.value || 1));
  });
  const colour = (value, index) => {
    const choose = () => frame.style.setProperty('--frame', value);
    return element(
      'label',
      { class: 'check' },
      element('input', { type: 'radio', name: 'colour', value, checked: index === 0, onchange: choose }),
      swatches([value]),
    );
  };
  const others = PRODUCTS.filter(({ id: other }) => other !== id)
    .sort((a, b) => Number(b.category === item.category) - Number(a.category === item.category))
    .slice(0, 3);
  outlet.append(
    element(
      'div',
      { class: 'product-page' },
      frame,
      element(
        'div',
        {},
        element('span', { class: 'chip' }, item.category),
        element('h1', {}, item.name),
        stars(item.rating),
        element('p', {}, item.blurb),
        element('fieldset', { class: 'row' }, element('legend', {}, 'Colour'), item.colours.map(colour)),
        element('label', { class: 'field' }, element('span', {}, 'How many'), count),
        element(
          'div',
          { class: 'row spread' },
          total,
          element('button', { class: 'primary', type: 'button', onclick: () => addToCart(id, Number(count.value)) }, 'Put in the cart'),
        ),
        element(
          'details',
          {},
          element('summary', {}, 'How long will it last?'),
          element('p', {}, 'Longer than the boat, if you oil it once a year.'),
        ),
        element(
          'details',
          {},
          element('summary', {}, 'Can it be mended?'),
          element('p', {}, 'Yes. Bring it to the workshop behind the shop.'),
        ),
      ),
    ),
    element('h2', {}, 'Goes well with it'),
    element(
      'div',
      { class: 'row' },
      others.map((other) => element('button', { type: 'button', onclick: () => go(`product/${other.id}`) }, other.name)),
    ),
  );
  return { title: item.name };
}
