import { element } from './element.js';
import { money } from './money.js';
import { findProduct, PRODUCTS, pictureOf } from './products.js';

const login = document.getElementById('login');
const account = document.getElementById('account');
const avatar = document.getElementById('avatar');
const AVATAR = '/demo/account/avatar.svg';

const ORDERS = PRODUCTS.slice(2, 8).map((item, i) => ({ number: 20417 - i * 131, item, count: (i % 3) + 1, on: `2026-0${9 - i}-1${i}` }));

function show(name) {
  login.hidden = true;
  account.hidden = false;
  avatar.src = AVATAR;
  document.getElementById('hello').textContent = `Good to see you, ${name}`;
  document
    .getElementById('orders')
    .replaceChildren(
      ...ORDERS.map(({ number, item, count, on }) =>
        element(
          'tr',
          {},
          element('td', {}, String(number)),
          element('td', {}, element('img', { src: pictureOf(findProduct(item.id)), alt: '', width: 56, height: 42 })),
          element('td', {}, `${count} × ${item.name}`),
          element('td', {}, element('time', { dateTime: on }, on)),
          element('td', {}, money(item.price * count)),
        ),
      ),
    );
}

login.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const { user, password } = Object.fromEntries(new FormData(event.target));
  const answer = await fetch('/demo/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  });
  document.getElementById('login-error').hidden = answer.ok;
  if (!answer.ok) return;
  localStorage.setItem('account', user);
  event.target.reset();
  show(user);
});

document.getElementById('logout').addEventListener('click', async () => {
  await fetch('/demo/logout', { method: 'POST' });
  localStorage.removeItem('account');
  location.reload();
});

// Served without the service the page just stays at its login form.
fetch('/demo/login', { cache: 'no-store' })
  .then((answer) => answer.json())
  .then(({ signedIn }) => signedIn && show(localStorage.getItem('account') ?? 'sailor'))
  .catch(() => {});
