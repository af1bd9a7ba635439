import { type Bucket, createBucket } from './rate.js';

/** Upgrades of one address: more is a flood, not an office that comes back after a restart. */
export const OF_ADDRESS = { burst: 2_000, perSecond: 100 };
/** Upgrades of an IPv4 /24 or an IPv6 /48, whose holder has addresses without end. */
export const OF_NETWORK = { burst: 8_000, perSecond: 400 };
/** Addresses remembered; the longest unheard goes first. */
const MAX_ADDRESSES = 10_000;

/** Whether an address, or a network, may open one more socket now. */
export function limitUpgrades({ burst, perSecond } = OF_ADDRESS): (name: string, now: number) => boolean {
  const buckets = new Map<string, Bucket>();
  return (name, now) => {
    const bucket = buckets.get(name) ?? createBucket(burst, perSecond);
    buckets.delete(name);
    buckets.set(name, bucket);
    for (const oldest of buckets.keys()) {
      if (buckets.size <= MAX_ADDRESSES) break;
      buckets.delete(oldest);
    }
    return bucket.take(now);
  };
}
