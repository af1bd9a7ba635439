/** A bucket of permissions that refills with time. */
export interface Bucket {
  /** Takes one; false where none is left. */
  take(now: number): boolean;
}

/** Holds up to `burst`, refilled by `perSecond`. Times in milliseconds. */
export function createBucket(burst: number, perSecond: number): Bucket {
  let left = burst;
  let at = 0;
  return {
    take(now) {
      left = Math.min(burst, left + (Math.max(0, now - at) * perSecond) / 1000);
      at = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
