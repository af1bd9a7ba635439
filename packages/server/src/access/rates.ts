import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/** A refusal says when to come back; `undefined` lets pass. Milliseconds. */
export type RateAnswer = { retryAfterMs: number } | undefined;

export interface Rates {
  /** One request of an address. */
  request(address: string): Promise<RateAnswer>;
  /** One look-up of a PIN, counted until `found` takes it back, so that parallel guesses do not pass the limit. */
  lookup(who: string): Promise<RateAnswer>;
  found(who: string): Promise<void>;
}

/** Limits a minute (spec: surface §14). Absent: off. */
export function createRates(limits: { requests: number | undefined; joinFails: number | undefined }): Rates {
  const limiter = (points: number | undefined): RateLimiterMemory | undefined =>
    points === undefined ? undefined : new RateLimiterMemory({ points, duration: 60 });
  const requests = limiter(limits.requests);
  const fails = limiter(limits.joinFails);
  const consume = async (from: RateLimiterMemory | undefined, key: string): Promise<RateAnswer> => {
    try {
      await from?.consume(key);
      return undefined;
    } catch (refusal) {
      return { retryAfterMs: Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext)) };
    }
  };
  return {
    request: (address) => consume(requests, address),
    lookup: (who) => consume(fails, who),
    async found(who) {
      await fails?.reward(who);
    },
  };
}
