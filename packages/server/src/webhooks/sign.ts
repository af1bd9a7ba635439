import { createHmac } from 'node:crypto';

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

/** The headers by which a receiver knows whose a body is, and from when (surface §12). */
export function signatureHeaders(body: string, secret: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = `v0=${hmac(secret, `v0:${timestamp}:${body}`)}`;
  return {
    'x-zm-request-timestamp': timestamp,
    'x-zm-signature': signature,
    'x-cobrowse-request-timestamp': timestamp,
    'x-cobrowse-signature': signature,
  };
}

/** What an endpoint answers for a `plainToken`, to show that it knows the secret. */
export const encryptToken = (plainToken: string, secret: string): string => hmac(secret, plainToken);
