import { fromBase64url } from './base64url.js';

/**
 * Whether a token asks for a PIN of the integrator's own (`enable_byop` 1). Read without any proof, only to refuse a missing
 * PIN before a request is made; the service reads it again from the verified token.
 */
export function asksForOwnPin(token: string): boolean {
  try {
    return (fromBase64url(token.split('.')[1] as string) as Record<string, unknown>).enable_byop === 1;
  } catch {
    return false;
  }
}
