import { svg } from './svg.js';

const WIDTH = 560;
const HEIGHT = 220;
const POINTS = 40;
const SERIES = [
  ['Orders', '#1d4e6f'],
  ['Visits', '#d9573d'],
  ['Repairs', '#2d7d4f'],
];

/** Three lines over a gradient; each step shifts them by one point. */
export function lineChart(parent, random) {
  const series = SERIES.map(([name, colour], i) => ({
    name,
    colour,
    values: Array.from({ length: POINTS }, () => 40 + i * 40 + random() * 60),
  }));
  const chart = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': 'Orders, visits and repairs' });
  const stop = (offset, opacity) => svg('stop', { offset, 'stop-color': '#1d4e6f', 'stop-opacity': opacity });
  chart.append(svg('defs', {}, svg('linearGradient', { id: 'under', x2: 0, y2: 1 }, stop(0, 0.45), stop(1, 0))));
  for (let y = 20; y < HEIGHT; y += 40) chart.append(svg('line', { x1: 0, x2: WIDTH, y1: y, y2: y, class: 'grid' }));
  const area = svg('path', { fill: 'url(#under)' });
  chart.append(area);
  for (const line of series) {
    line.path = svg('path', { fill: 'none', stroke: line.colour, 'stroke-width': 3, 'stroke-linejoin': 'round' });
    line.dot = svg('circle', { r: 5, fill: line.colour });
    chart.append(line.path, line.dot);
  }
  series.forEach(({ name, colour }, i) => {
    chart.append(
      svg('rect', { x: 12 + i * 92, y: 8, width: 12, height: 12, rx: 3, fill: colour }),
      svg('text', { x: 30 + i * 92, y: 18, class: 'label' }, name),
    );
  });
  parent.append(chart);

  const draw = () => {
    for (const { values, path, dot } of series) {
      const points = values.map((value, i) => `${((i / (POINTS - 1)) * WIDTH).toFixed(1)} ${(HEIGHT - value).toFixed(1)}`);
      path.setAttribute('d', `M${points.join('L')}`);
      dot.setAttribute('cx', WIDTH - 4);
      dot.setAttribute('cy', (HEIGHT - values[POINTS - 1]).toFixed(1));
    }
    area.setAttribute('d', `${series[0].path.getAttribute('d')}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`);
  };
  draw();
  return {
    step() {
      for (const { values } of series) {
        values.shift();
        values.push(Math.max(20, Math.min(HEIGHT - 30, values[POINTS - 2] + (random() - 0.5) * 50)));
      }
      draw();
    },
  };
}
