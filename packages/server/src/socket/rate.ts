/** A bucket of permissions that refills with time. */
export interface Bucket {
  /** Takes one, or so many; false where that is not left. */
  take(now: number, count?: number): boolean;
}

/** Holds up to `burst`, refilled by `perSecond`. Times in milliseconds. */
export function createBucket(burst: number, perSecond: number): Bucket {
  let left = burst;
  let at = 0;
  return {
    take(now, count = 1) {
      left = Math.min(burst, left + (Math.max(0, now - at) * perSecond) / 1000);
      at = now;
      if (left < count) return false;
      left -= count;
      return true;
    },
  };
}
