import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/** A refusal says when to come back; `undefined` lets pass. Milliseconds. */
export type RateAnswer = { retryAfterMs: number } | undefined;

export interface Rates {
  /** One request of an address (`addressKey`). */
  request(address: string): Promise<RateAnswer>;
}

/** Limits requests a minute (spec: surface §14). Absent: off. */
export function createRates(limits: { requests: number | undefined }): Rates {
  const { requests } = limits;
  if (requests === undefined) return { request: async () => undefined };
  const limiter = new RateLimiterMemory({ points: requests, duration: 60 });
  return {
    async request(address) {
      try {
        await limiter.consume(address);
        return undefined;
      } catch (refusal) {
        return { retryAfterMs: Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext)) };
      }
    },
  };
}
