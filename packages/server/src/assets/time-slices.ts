import { setImmediate } from 'node:timers';

/** Does long work of many a slice at a time, in turns: between two slices the event loop is free for everybody else. */
export interface TimeSlices {
  /** `work` pauses often; it goes on when it is its turn. Rejects where it throws. */
  run<T>(work: Generator<void, T>): Promise<T>;
}

export function createTimeSlices({ sliceMs, now }: { sliceMs: number; now(): number }): TimeSlices {
  /** Each goes one step and says whether that was the last. */
  const line: (() => boolean)[] = [];
  let turning = false;
  const turn = (): void => {
    const step = line.shift();
    const end = now() + sliceMs;
    let done = false;
    do done = step?.() ?? true;
    while (!done && now() < end);
    if (step && !done) line.push(step);
    turning = line.length > 0;
    if (turning) setImmediate(turn);
  };
  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        line.push(() => {
          try {
            const { done, value } = work.next();
            if (done) resolve(value);
            return done === true;
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
            return true;
          }
        });
        if (turning) return;
        turning = true;
        setImmediate(turn);
      }),
  };
}
