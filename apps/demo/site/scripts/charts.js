import { barChart } from './charts/bars.js';
import { canvasChart } from './charts/canvas.js';
import { lineChart } from './charts/lines.js';
import { bigTable } from './charts/table.js';
import { liveSwitch } from './live-switch.js';
import { createRandom } from './random.js';

const random = createRandom(42);
const charts = [
  lineChart(document.getElementById('lines'), random),
  barChart(document.getElementById('bars'), random),
  canvasChart(document.getElementById('canvas'), random),
];
liveSwitch(document.getElementById('live'), 1000, () => {
  for (const chart of charts) chart.step();
});
bigTable(document.getElementById('table'), createRandom(99));
