import { quietly } from '@sightline/link';

/** What one tab of a site must know of the others. Where the browser has no locks, each tab believes it is alone. */
export interface TabLocks {
  /** Runs `work` unless another tab of this origin is starting or joining; then `undefined`. */
  connecting<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** Says that this tab holds the session; the function takes it back. */
  holdSession(): () => void;
  /** Whether another tab of this origin holds the session. */
  heldElsewhere(): Promise<boolean>;
}

export function createTabLocks(locks: LockManager | undefined, appKey: string): TabLocks {
  const connectingName = `sightline:${appKey}:connecting`;
  const sessionName = `sightline:${appKey}:session`;
  let holding = 0;
  return {
    async connecting(work) {
      if (!locks) return work();
      let entered = false;
      try {
        return await locks.request(connectingName, { ifAvailable: true }, (lock) => {
          entered = true;
          return lock ? work() : undefined;
        });
      } catch (error) {
        // An opaque origin has the API but may not use it.
        if (entered) throw error;
        return work();
      }
    },
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
      try {
        const state = await locks?.query();
        const all = (state?.held ?? []).filter((lock) => lock.name === sessionName).length;
        return all > holding;
      } catch {
        return false;
      }
    },
  };
}
