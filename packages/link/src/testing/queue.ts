export interface Queue<T> {
  put(value: T): void;
  take(): Promise<T>;
}

/** Values wait for takers, takers for values. */
export function queue<T>(): Queue<T> {
  const values: T[] = [];
  const takers: ((value: T) => void)[] = [];
  return {
    put(value) {
      const taker = takers.shift();
      if (taker) taker(value);
      else values.push(value);
    },
    take: () => (values.length > 0 ? Promise.resolve(values.shift() as T) : new Promise((resolve) => takers.push(resolve))),
  };
}
