/**
 * Whether a token asks for a PIN of the integrator's own (`enable_byop` 1). Read without any proof, only to refuse a missing
 * PIN before a request is made; the service reads it again from the verified token.
 */
export function asksForOwnPin(token: string): boolean {
  const payload = token.split('.')[1];
  if (payload === undefined) return false;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof claims === 'object' && claims !== null && (claims as Record<string, unknown>).enable_byop === 1;
  } catch {
    return false;
  }
}
