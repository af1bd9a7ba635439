import { rowsPage } from './rows.js';

const now = () => performance.timeOrigin + performance.now();

/**
 * Puts `Source` on the page that is watched: every change writes its number into `#probe` in the same task and notes when, so that
 * the watching side can say how late it is. Both pages are on one machine; their clocks are the same.
 */
const probe = document.createElement('p');
probe.id = 'probe';
probe.textContent = '0';
document.body.append(probe);
const operations = rowsPage();
const times = {};
const pointer = [];
let number = 0;

function stamp(change) {
  times[++number] = now();
  change();
  probe.firstChild.data = String(number);
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

addEventListener('pointermove', (event) => pointer.push([Math.round(event.clientX), now()]), { capture: true, passive: true });

globalThis.Source = {
  /** One small change now and then. Answers when each was made, by number. */
  async idle(count) {
    const first = number + 1;
    for (let i = 0; i < count; i++) {
      stamp(() => probe.setAttribute('data-count', String(i)));
      await pause(50 + ((i * 37) % 60));
    }
    return Object.fromEntries(Object.entries(times).filter(([key]) => Number(key) >= first));
  },
  /** 1,000 rows replaced, `count` times, `ms` apart. */
  async bursts(count, ms) {
    const first = number + 1;
    for (let i = 0; i < count; i++) {
      stamp(operations['replace all rows']);
      await pause(ms);
    }
    return Object.fromEntries(Object.entries(times).filter(([key]) => Number(key) >= first));
  },
  pointer: () => pointer.splice(0),
};
