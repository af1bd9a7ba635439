/** A way that keeps its order and delivers when it is told to. */
export interface Way {
  put(run: () => void): void;
  deliver(most: number): void;
  readonly empty: boolean;
}

export function createWay(): Way {
  const queue: (() => void)[] = [];
  return {
    put: (run) => void queue.push(run),
    deliver(most) {
      for (let i = 0; i < most && queue.length > 0; i++) queue.shift()?.();
    },
    get empty() {
      return queue.length === 0;
    },
  };
}
