import './elements/flag-stack.js';
import './elements/rope-counter.js';
import './elements/tab-panels.js';
import './elements/tool-card.js';
import { styleSheetCards } from './elements/css-in-js.js';

styleSheetCards(document.getElementById('styled'));

const late = document.getElementById('late');
document.getElementById('define').addEventListener('click', async (event) => {
  event.target.disabled = true;
  await import('./elements/late-note.js');
  late.hidden = false;
});
document.getElementById('add-card').addEventListener('click', () => {
  const card = document.createElement('tool-card');
  card.setAttribute('heading', `Tool no. ${document.querySelectorAll('tool-card').length + 1}`);
  const text = document.createElement('p');
  text.textContent = 'Made while you watch.';
  card.append(text);
  document.getElementById('cards').append(card);
});
document.getElementById('recolour').addEventListener('click', () => {
  const hue = (Number(document.body.dataset.hue ?? 150) + 70) % 360;
  document.body.dataset.hue = hue;
  document.documentElement.style.setProperty('--workshop', `hsl(${hue} 45% 38%)`);
  document.documentElement.style.setProperty('--on-pine', '#fff');
});
document.getElementById('swap').addEventListener('click', () => {
  const cards = document.getElementById('cards');
  cards.append(cards.firstElementChild);
});
