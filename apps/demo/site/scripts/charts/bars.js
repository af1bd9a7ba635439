import { svg } from './svg.js';

const NAMES = ['Boat', 'Home', 'Kitchen', 'Clothing', 'Cover', 'Repair', 'Gifts', 'Books'];

/** Bars by department; they grow and shrink by a CSS transition. */
export function barChart(parent, random) {
  const chart = svg('svg', { viewBox: '0 0 560 220', role: 'img', 'aria-label': 'Sales by department' });
  const bars = NAMES.map((name, i) => {
    const rect = svg('rect', { x: 14 + i * 68, width: 46, rx: 6, fill: `hsl(${i * 44 + 150} 48% 45%)`, class: 'bar' });
    const value = svg('text', { x: 37 + i * 68, 'text-anchor': 'middle', class: 'label' });
    rect.append(svg('title', {}, name));
    chart.append(rect, value, svg('text', { x: 37 + i * 68, y: 212, 'text-anchor': 'middle', class: 'label' }, name));
    return { rect, value, size: 40 + random() * 130 };
  });
  parent.append(chart);
  const draw = () => {
    for (const { rect, value, size } of bars) {
      rect.setAttribute('y', (194 - size).toFixed(1));
      rect.setAttribute('height', size.toFixed(1));
      value.setAttribute('y', (188 - size).toFixed(1));
      value.textContent = String(Math.round(size * 10));
    }
  };
  draw();
  return {
    step() {
      for (const bar of bars) bar.size = Math.max(24, Math.min(172, bar.size + (random() - 0.5) * 36));
      draw();
    },
  };
}
