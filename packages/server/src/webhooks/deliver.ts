import type { ClaimedDelivery, DeliveryOutcome } from '../store/webhook-store.js';
import { backOff } from './back-off.js';
import { postFault } from './post-fault.js';
import type { PostJson } from './post-json.js';
import { signatureHeaders } from './sign.js';

/** One try. An aborted one may have arrived; it is as if it had not been made, and comes again. */
export async function deliver(options: {
  claimed: ClaimedDelivery;
  url: string;
  secret: string;
  post: PostJson;
  signal: AbortSignal;
  now(): number;
  random(): number;
}): Promise<DeliveryOutcome> {
  const { claimed, url, secret, signal } = options;
  const failed = (error: string, status?: number): DeliveryOutcome => ({
    kind: 'failed',
    status,
    error,
    againMs: backOff(claimed.attempts, options.random),
  });
  try {
    const { status } = await options.post(
      { url, body: claimed.body, headers: signatureHeaders(claimed.body, secret, options.now()) },
      signal,
    );
    return status >= 200 && status < 300 ? { kind: 'delivered', status } : failed(`status ${status}`, status);
  } catch (error) {
    return signal.aborted ? { kind: 'released' } : failed(postFault(error));
  }
}
