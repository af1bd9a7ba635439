import { notFound } from './routes/not-found.js';
import { productRoute } from './routes/product.js';
import { quayRoute } from './routes/quay.js';
import { tidesRoute } from './routes/tides.js';

/** A route draws itself into the outlet and returns its title and, where something runs, how to stop it. */
const ROUTES = { quay: quayRoute, product: productRoute, tides: tidesRoute };
const outlet = document.getElementById('outlet');
let running;

function draw() {
  running?.stop?.();
  const [name, argument] = (new URLSearchParams(location.search).get('route') ?? 'quay').split('/');
  const route = Object.hasOwn(ROUTES, name) ? ROUTES[name] : notFound;
  outlet.replaceChildren();
  running = route(outlet, argument, go);
  document.title = `${running.title} · Harbour & Pine`;
  for (const link of document.querySelectorAll('.tabs a')) link.toggleAttribute('data-here', link.dataset.route === name);
}

/** Goes to a route without loading a page. */
function go(route) {
  history.pushState({ route }, '', `app.html?route=${route}`);
  draw();
  window.scrollTo(0, 0);
  outlet.focus({ preventScroll: true });
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-route], a[href^="app.html?route="]');
  if (!link || event.metaKey || event.ctrlKey || event.button !== 0) return;
  event.preventDefault();
  go(new URL(link.href).searchParams.get('route') ?? 'quay');
});
window.addEventListener('popstate', draw);
draw();
