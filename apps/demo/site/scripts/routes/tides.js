import { element } from '../element.js';
import { createRandom } from '../random.js';

const PLACES = ['Pine Head', 'North Quay', 'Otter Sound', 'The Narrows', 'Lantern Rock', 'Grey Skerry'];
const HOURS = 12;

/** A table of tides; a click on a head sorts it by moving its rows. */
export function tidesRoute(outlet) {
  const random = createRandom(5);
  const rows = PLACES.map((place) => {
    const levels = Array.from({ length: HOURS }, (_, hour) => 2 + Math.sin((hour / HOURS) * Math.PI * 2 + random() * 2) * 1.6);
    const cells = levels.map((level) => {
      const cell = element('td', {}, level.toFixed(1));
      cell.style.backgroundColor = `hsl(203 60% ${92 - level * 14}%)`;
      cell.style.color = level > 2.4 ? '#fff' : '#1b2733';
      return cell;
    });
    return { place, levels, node: element('tr', {}, element('th', { scope: 'row' }, place), cells) };
  });
  const body = element('tbody');
  let by = -1;
  const sort = (column) => {
    by = column;
    rows.sort((a, b) => (column < 0 ? a.place.localeCompare(b.place) : b.levels[column] - a.levels[column]));
    body.append(...rows.map(({ node }) => node));
    for (const head of heads) head.setAttribute('aria-sort', Number(head.dataset.column) === by ? 'descending' : 'none');
  };
  const head = (text, column) =>
    element(
      'th',
      { scope: 'col', 'data-column': String(column) },
      element('button', { type: 'button', class: 'plain', onclick: () => sort(column) }, text),
    );
  const heads = [head('Place', -1), ...Array.from({ length: HOURS }, (_, hour) => head(`${hour * 2} h`, hour))];
  sort(-1);
  outlet.append(
    element('h1', {}, 'Tides'),
    element('p', { class: 'quiet' }, 'Metres above chart datum. Sort by any column.'),
    element('div', { class: 'scroller' }, element('table', { class: 'tides' }, element('thead', {}, element('tr', {}, heads)), body)),
  );
  return { title: 'Tides' };
}
