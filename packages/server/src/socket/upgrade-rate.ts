import { type Bucket, createBucket } from './rate.js';

/** Upgrades of one address: more is a flood, not an office that comes back after a restart. */
const BURST = 2_000;
const PER_SECOND = 100;
/** Addresses remembered; the longest unheard goes first. */
const MAX_ADDRESSES = 10_000;

/** Whether an address may open one more socket now. */
export function limitUpgrades(): (address: string, now: number) => boolean {
  const buckets = new Map<string, Bucket>();
  return (address, now) => {
    const bucket = buckets.get(address) ?? createBucket(BURST, PER_SECOND);
    buckets.delete(address);
    buckets.set(address, bucket);
    for (const oldest of buckets.keys()) {
      if (buckets.size <= MAX_ADDRESSES) break;
      buckets.delete(oldest);
    }
    return bucket.take(now);
  };
}
