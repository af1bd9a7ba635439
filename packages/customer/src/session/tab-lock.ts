import { type Natives, quietly, within } from '@sightline/link';

/** Milliseconds the browser has to answer about locks; where it does not, this tab believes it is alone. */
const ANSWER_MS = 2_000;

/** What one tab of a site must know of the others. Where the browser has no locks, each tab believes it is alone. */
export interface TabLocks {
  /** Runs `work` unless another tab of this origin is starting or joining; then `undefined`. */
  connecting<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** Says that this tab holds the session; the function takes it back. */
  holdSession(): () => void;
  /** Whether another tab of this origin holds the session. */
  heldElsewhere(): Promise<boolean>;
}

export function createTabLocks(locks: LockManager | undefined, appKey: string, natives: Natives): TabLocks {
  const connectingName = `sightline:${appKey}:connecting`;
  const sessionName = `sightline:${appKey}:session`;
  let holding = 0;
  return {
    connecting: (work) =>
      new Promise((resolve, reject) => {
        /** Whether the work is done under the lock; undefined while nobody has answered. */
        let locked: boolean | undefined;
        const go = async (
          by: boolean,
          run: () => ReturnType<typeof work> | Promise<Awaited<ReturnType<typeof work>> | undefined>,
        ): Promise<void> => {
          try {
            const result = await run();
            if (locked === by) resolve(result);
          } catch (error) {
            // An opaque origin has the API but may not use it.
            if (locked === by) reject(error);
            else alone();
          }
        };
        const enter = (by: boolean): boolean => {
          if (locked !== undefined) return false;
          locked = by;
          natives.clearTimeout(timer);
          return true;
        };
        const alone = (): void => void (enter(false) && go(false, work));
        const timer = natives.setTimeout(alone, ANSWER_MS);
        // The lock is free again before anybody hears of the end.
        if (!locks) alone();
        else
          void go(true, () => locks.request(connectingName, { ifAvailable: true }, (lock) => (enter(true) && lock ? work() : undefined)));
      }),
    holdSession() {
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      holding++;
      const abort = new AbortController();
      void quietly(() => locks?.request(sessionName, { mode: 'shared', signal: abort.signal }, () => held), String);
      return () => {
        holding--;
        abort.abort();
        release();
      };
    },
    async heldElsewhere() {
      const ask = async (): Promise<boolean> => {
        try {
          const { held = [] } = (await locks?.query()) ?? {};
          return held.filter((lock) => lock.name === sessionName).length > holding;
        } catch {
          return false;
        }
      };
      return (await within(ask(), ANSWER_MS, natives)) === true;
    },
  };
}
