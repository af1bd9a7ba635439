import { cartTotals, emptyCart } from './cart-store.js';
import { money } from './money.js';

const form = document.getElementById('checkout');
const total = document.getElementById('checkout-total');
const done = document.getElementById('done');
const shipping = { ferry: 0, post: 590, courier: 1490 };

function draw() {
  const { goods } = cartTotals();
  total.textContent = money(goods + shipping[form.elements.shipping.value]);
  document.getElementById('gift-text').hidden = !form.elements.gift.checked;
  document.getElementById('billing').disabled = form.elements.same.checked;
}

form.addEventListener('input', draw);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  emptyCart();
  form.hidden = true;
  done.hidden = false;
});
draw();
