import { chromium } from 'playwright';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/chromium.mjs';

// `--expose-gc`: each sample starts from a collected heap. The other switches keep a page that is not in front at full speed.
const ARGS = [
  ...CHROMIUM_ARGS,
  '--js-flags=--expose-gc',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** A Chromium whose main-thread work can be traced. */
export async function openBrowser() {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ARGS });
  const session = await browser.newBrowserCDPSession();
  return { browser, trace: () => startTrace(session), stop: () => browser.close() };
}

/**
 * Records every task of every thread until `stop`, which returns `{ marks, tasks }`: the `bench:` marks pages made, in order,
 * and the tasks of the main thread that made them. Times are CPU microseconds of that thread: what the machine does besides
 * stretches a wall clock, not this.
 */
async function startTrace(session) {
  const marks = [];
  const tasks = [];
  const collect = ({ value }) => {
    for (const event of value) {
      if (event.name.startsWith('bench:')) marks.push(event);
      else if (event.ph === 'X' && event.name === 'ThreadControllerImpl::RunTask') tasks.push(event);
    }
  };
  session.on('Tracing.dataCollected', collect);
  const included = ['toplevel', 'blink.user_timing'];
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: included, excludedCategories: ['*'] },
  });
  return {
    async stop() {
      const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
      await session.send('Tracing.end');
      const { dataLossOccurred } = await complete;
      session.off('Tracing.dataCollected', collect);
      if (dataLossOccurred) throw new Error('the trace lost events');
      marks.sort((a, b) => a.ts - b.ts);
      const main = marks[0];
      const own = tasks.filter((task) => main && task.pid === main.pid && task.tid === main.tid).sort((a, b) => a.ts - b.ts);
      return { marks, tasks: own.filter(isTimed) };
    },
  };
}

/** Newer browsers give no CPU times to tasks of a few microseconds: they count as nothing. */
function isTimed({ tts, dur }) {
  if (tts === undefined && !(dur < 100)) throw new Error('a task of the trace has no CPU time');
  return tts !== undefined;
}

/**
 * Milliseconds of main-thread CPU between two marks, and the longest single task. A task that began before `from` counts from
 * there; with `whole`, the task in which `to` was made counts to its end.
 */
export function busyBetween({ tasks }, from, to, { whole = false } = {}) {
  let total = 0;
  let longest = 0;
  for (const task of tasks) {
    const end = task.tts + (task.tdur ?? 0);
    if (end <= from.tts || task.tts >= to.tts) continue;
    const spent = (whole ? end : Math.min(end, to.tts)) - Math.max(task.tts, from.tts);
    total += spent;
    longest = Math.max(longest, spent);
  }
  return { total: total / 1000, longest: longest / 1000 };
}
