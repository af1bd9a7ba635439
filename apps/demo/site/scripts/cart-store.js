import { findProduct } from './products.js';

const KEY = 'cart';
const changed = new EventTarget();

/** Product ids and how many of each. */
export function readCart() {
  try {
    return Object.entries(JSON.parse(localStorage.getItem(KEY) ?? '{}')).filter(([id, count]) => findProduct(id) && count > 0);
  } catch {
    return [];
  }
}

/** Puts `count` more (or fewer) of a product in the cart. */
export function addToCart(id, count = 1) {
  const lines = Object.fromEntries(readCart());
  lines[id] = Math.max(0, (lines[id] ?? 0) + count);
  localStorage.setItem(KEY, JSON.stringify(lines));
  changed.dispatchEvent(new Event('change'));
}

export function emptyCart() {
  localStorage.removeItem(KEY);
  changed.dispatchEvent(new Event('change'));
}

export const cartCount = () => readCart().reduce((sum, [, count]) => sum + count, 0);

/** Cents: goods, shipping, and both. Free shipping from 100 euro. */
export function cartTotals() {
  const goods = readCart().reduce((sum, [id, count]) => sum + findProduct(id).price * count, 0);
  const shipping = goods === 0 || goods >= 10_000 ? 0 : 590;
  return { goods, shipping, total: goods + shipping };
}

/** Calls `listener` after every change, in this tab or another. */
export function onCartChange(listener) {
  changed.addEventListener('change', listener);
  window.addEventListener('storage', (event) => event.key === KEY && listener());
}
