import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/** A refusal says when to come back; `undefined` lets pass. Milliseconds. */
export type RateAnswer = { retryAfterMs: number } | undefined;

export interface Rates {
  /** One request of an address (`addressKey`), or of a key. */
  request(from: string): Promise<RateAnswer>;
}

/** Failures alone are counted: who has none is never refused. */
export interface FailRates {
  /** Refuses where too many have failed; counts nothing. */
  spent(from: string): Promise<RateAnswer>;
  failed(from: string): Promise<void>;
}

const MINUTE_S = 60;
const later = ({ msBeforeNext }: RateLimiterRes): RateAnswer => ({ retryAfterMs: Math.max(1, Math.ceil(msBeforeNext)) });

/** Limits requests a minute (spec: surface §14). Absent: off. */
export function createRates(limits: { requests: number | undefined }): Rates {
  const { requests } = limits;
  if (requests === undefined) return { request: async () => undefined };
  const limiter = new RateLimiterMemory({ points: requests, duration: MINUTE_S });
  return {
    async request(from) {
      try {
        await limiter.consume(from);
        return undefined;
      } catch (refusal) {
        return later(refusal as RateLimiterRes);
      }
    },
  };
}

/** Limits failures a minute. Absent: off. */
export function createFailRates(limits: { failures: number | undefined }): FailRates {
  const { failures } = limits;
  if (failures === undefined) return { spent: async () => undefined, failed: async () => {} };
  const limiter = new RateLimiterMemory({ points: failures, duration: MINUTE_S });
  return {
    async spent(from) {
      const counted = await limiter.get(from);
      return counted && counted.consumedPoints >= failures ? later(counted) : undefined;
    },
    async failed(from) {
      await limiter.penalty(from);
    },
  };
}
