import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes that are worth looking for. */
const WORTH = 64 * 1024 * 1024;
/** Share of the time the process may be at work to count as idle. */
const IDLE = 0.1;

/**
 * An engine that has nothing to do does not look for what nobody uses any more either: the largest sessions' bytes would stay until
 * the next ones come. So where much was let go of and then little happens, it is told to. Work to do brings that about by itself.
 */
export function collectWhenIdle(everyMs: number): { freed(bytes: number): void; stop(): void } {
  let waiting = 0;
  let collect: (() => void) | undefined;
  let before: EventLoopUtilization = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(before);
    before = performance.eventLoopUtilization();
    if (waiting < WORTH || utilization > IDLE) return;
    waiting = 0;
    setFlagsFromString('--expose-gc');
    collect ??= runInNewContext('gc') as () => void;
    collect();
  }, everyMs);
  timer.unref();
  return {
    freed(bytes) {
      waiting += bytes;
    },
    stop: () => clearInterval(timer),
  };
}
