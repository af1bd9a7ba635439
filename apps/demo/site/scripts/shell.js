import { cartCount, onCartChange } from './cart-store.js';
import { element, icon } from './element.js';

const NAV = [
  ['index.html', 'Shop'],
  ['app.html', 'Harbour live'],
  ['insurance.html', 'Insurance'],
  ['components.html', 'Workshop'],
  ['charts.html', 'Figures'],
  ['account.html', 'Account'],
  ['help.html', 'Help'],
];

function brand() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 32 32');
  svg.setAttribute('width', '34');
  svg.setAttribute('height', '34');
  svg.setAttribute('aria-hidden', 'true');
  for (const [d, fill] of [
    ['M16 1l8 10h-4l7 10H5l7-10H8z', 'var(--pine)'],
    ['M2 27q4.700-5 9.300 0t9.300 0 9.400 0v4H2z', 'var(--harbour)'],
  ]) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', d);
    path.setAttribute('fill', fill);
    svg.append(path);
  }
  return element('a', { class: 'brand', href: 'index.html' }, svg, 'Harbour & Pine');
}

function header() {
  const here = location.pathname.split('/').pop() || 'index.html';
  const links = NAV.map(([href, text]) => {
    const link = element('a', { href }, text);
    if (href === here) link.setAttribute('aria-current', 'page');
    return link;
  });
  const badge = element('span', { class: 'badge', id: 'cart-count' });
  const count = () => {
    badge.textContent = cartCount() || '';
  };
  onCartChange(count);
  count();
  return element(
    'div',
    {},
    brand(),
    element('nav', { class: 'site-nav', 'aria-label': 'Main' }, links),
    element('a', { class: 'button cart-link', href: 'cart.html' }, icon('cart'), element('span', {}, 'Cart'), badge),
    element(
      'button',
      { class: 'help-button', id: 'get-help', type: 'button', disabled: true },
      icon('help'),
      element('span', {}, 'Get help'),
    ),
  );
}

const column = (title, ...lines) => element('section', {}, element('h2', {}, title), ...lines.map((line) => element('p', {}, line)));

function footer() {
  return element(
    'div',
    {},
    column('Harbour & Pine', 'Goods and cover for people who live by the water.', 'An invented shop, made to try co-browsing on.'),
    column('Open', 'Monday to Saturday, eight to six.', 'Closed when the ferry is.'),
    column(
      'Find your way',
      element('a', { href: 'help.html' }, 'Delivery, returns, repairs'),
      element('a', { href: 'insurance.html' }, 'Insure a boat or a home'),
      element('a', { href: 'checkout.html' }, 'Checkout'),
    ),
  );
}

document.querySelector('.site-header').append(header());
document.querySelector('.site-footer').append(footer());
