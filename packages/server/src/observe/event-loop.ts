import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 20;

/** How late timers fire, in seconds by quantile, since the last reading. */
export function watchEventLoop(): { read(): Record<string, number>; stop(): void } {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  // The histogram holds whole intervals in nanoseconds; what exceeds the resolution is lag.
  const late = (nanoseconds: number): number => (Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1000) : 0);
  return {
    read() {
      const values = { '0.5': late(delay.percentile(50)), '0.99': late(delay.percentile(99)), max: late(delay.max) };
      delay.reset();
      return values;
    },
    stop: () => void delay.disable(),
  };
}
