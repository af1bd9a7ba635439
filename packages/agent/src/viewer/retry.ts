/** Milliseconds over which faults are counted. */
const SPAN_MS = 60_000;
/** Faults that are put right at once; each further one waits twice as long. */
const FREE = 3;
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** Asks for a new picture after a fault: at once while faults are rare, later and later while they go on. */
export interface Retry {
  /** True while it waits: what comes meanwhile is of no use. */
  readonly waiting: boolean;
  fault(reason: string): void;
  stop(): void;
}

export interface RetryOptions {
  now(): number;
  ask(reason: string): void;
  /** `waiting` changed. */
  changed(): void;
}

export function createRetry({ now, ask, changed }: RetryOptions): Retry {
  let times: number[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    get waiting() {
      return timer !== undefined;
    },
    fault(reason) {
      if (timer !== undefined) return;
      times = times.filter((time) => now() - time < SPAN_MS);
      times.push(now());
      const more = times.length - FREE;
      if (more <= 0) return ask(reason);
      timer = setTimeout(
        () => {
          timer = undefined;
          changed();
          ask(reason);
        },
        Math.min(LONGEST_MS, FIRST_MS * 2 ** (more - 1)),
      );
      changed();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
