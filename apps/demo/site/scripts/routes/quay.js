import { element } from '../element.js';
import { liveSwitch } from '../live-switch.js';
import { PRODUCTS } from '../products.js';
import { createRandom } from '../random.js';

const BOATS = ['Tern', 'Marigold', 'Otter', 'Second Wind', 'Blue Hour', 'Skerry', 'Patience', 'Cormorant', 'Lantern Rock', 'Juniper'];
const NEWS = ['made fast', 'cast off', 'took on water and tea', 'asks for a berth', 'unloaded crates', 'hoisted a new sail'];
const LONGEST = 40;

/** What happens on the quay, newest first, while you watch. */
export function quayRoute(outlet) {
  const random = createRandom(11);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const list = element('ol', { class: 'feed', id: 'feed' });
  const button = element('button', { type: 'button', id: 'live' });
  const filter = element('input', { type: 'search', id: 'feed-filter', placeholder: 'Boat or news' });
  let minute = 0;

  const fits = (line) => line.textContent.toLowerCase().includes(filter.value.toLowerCase());
  const add = () => {
    minute += 1 + Math.floor(random() * 4);
    const time = `${String(6 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    const line = element('li', {}, element('time', {}, time), element('strong', {}, pick(BOATS)), ` ${pick(NEWS)}`);
    const tag = element('span', { class: 'chip' }, pick(PRODUCTS).name);
    tag.style.setProperty('--hue', String(Math.floor(random() * 360)));
    line.append(tag);
    line.hidden = !fits(line);
    list.prepend(line);
    while (list.children.length > LONGEST) list.lastElementChild.remove();
  };
  filter.addEventListener('input', () => {
    for (const line of list.children) line.hidden = !fits(line);
  });

  outlet.append(
    element('h1', {}, 'On the quay'),
    element('div', { class: 'row spread' }, element('label', { class: 'field' }, element('span', {}, 'Show only'), filter), button),
    list,
  );
  for (let i = 0; i < 12; i++) add();
  const live = liveSwitch(button, 1500, add);
  return { title: 'On the quay', stop: live.stop };
}
