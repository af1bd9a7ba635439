import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { addressKey } from '../access/address-key.js';

/** Wrong tokens of one address in a minute that are looked at. Who has the right one is never refused. */
const WRONG_A_MINUTE = 20;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export type TokenAnswer = { ok: true } | { ok: false; retryAfterMs?: number; first: boolean };

/** Checks the token of the admin API, in the same time whatever of it is right. */
export function createTokenCheck(token: string): { check(request: FastifyRequest): Promise<TokenAnswer>; fingerprint: string } {
  const right = digest(token);
  const wrong = new RateLimiterMemory({ points: WRONG_A_MINUTE, duration: 60 });
  return {
    /** Tells tokens apart in the log, and nothing of them. */
    fingerprint: digest(`sightline admin ${token}`).toString('hex').slice(0, 8),
    async check(request) {
      const given = /^Bearer (\S{1,512})$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (timingSafeEqual(digest(given), right)) return { ok: true };
      try {
        const { consumedPoints } = await wrong.consume(addressKey(request.ip));
        return { ok: false, first: consumedPoints === 1 };
      } catch (refusal) {
        return { ok: false, first: false, retryAfterMs: Math.max(1, (refusal as RateLimiterRes).msBeforeNext) };
      }
    },
  };
}
