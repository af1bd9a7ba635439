import { randomBytes, timingSafeEqual } from 'node:crypto';
import { URL_VALIDATION, type UrlValidation } from '@sightline/protocol';
import type { WebhookEndpoint, WebhookStore } from '../store/webhook-store.js';
import { postFault } from './post-fault.js';
import type { PostJson } from './post-json.js';
import { encryptToken, signatureHeaders } from './sign.js';

export type Proof = { ok: true } | { ok: false; why: string };

/** Asks the URL of an endpoint whether it knows the secret (surface §12), and makes it active where it does. */
export type ProveEndpoint = (endpoint: Pick<WebhookEndpoint, 'id' | 'url'>) => Promise<Proof>;

function same(a: unknown, b: string): boolean {
  if (typeof a !== 'string') return false;
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function answerOf(body: Buffer): { plainToken?: unknown; encryptedToken?: unknown } {
  try {
    const answer: unknown = JSON.parse(body.toString('utf8'));
    return typeof answer === 'object' && answer !== null ? answer : {};
  } catch {
    return {};
  }
}

export function createProver(options: {
  store: Pick<WebhookStore, 'signingSecret' | 'endpointProved'>;
  post: PostJson;
  now(): number;
}): ProveEndpoint {
  const { store, post, now } = options;
  return async ({ id, url }) => {
    const secret = await store.signingSecret(id);
    if (secret === undefined) return { ok: false, why: 'the endpoint has no secret' };
    const plainToken = randomBytes(16).toString('base64url');
    const question: UrlValidation = { event: URL_VALIDATION, event_ts: now(), payload: { plainToken } };
    const body = JSON.stringify(question);
    try {
      const { status, body: text } = await post(
        { url, body, headers: signatureHeaders(body, secret, now()) },
        new AbortController().signal,
      );
      if (status < 200 || status > 299) return { ok: false, why: `status ${status}` };
      const answer = answerOf(text);
      if (!same(answer.plainToken, plainToken) || !same(answer.encryptedToken, encryptToken(plainToken, secret)))
        return { ok: false, why: 'the answer does not hold plainToken and the right encryptedToken' };
    } catch (error) {
      return { ok: false, why: postFault(error) };
    }
    return (await store.endpointProved(id, url, now())) ? { ok: true } : { ok: false, why: 'the URL was changed meanwhile' };
  };
}
