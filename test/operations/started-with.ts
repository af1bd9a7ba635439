import { PATHS, SDK_VERSION } from '@sightline/protocol';
import { signToken } from '../../packages/server/src/access/sign-token.js';

/** Starts a customer's session of an account, by a token that its secret has signed; the status of the answer. */
export async function startedWith(
  { sdkKey, sdkSecret, site }: { sdkKey: string; sdkSecret: string; site: string },
  port: number,
): Promise<number> {
  const who = { role: 'customer', userId: 'c', userName: 'C', expirationSeconds: 3_600 } as const;
  const sdkToken = await signToken({ sdkKey, sdkSecrets: [sdkSecret] }, who, Date.now());
  const answer = await fetch(`http://127.0.0.1:${port}${PATHS.create}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site },
    body: JSON.stringify({ sdkVersion: SDK_VERSION, appKey: sdkKey, sdkToken, role: 'customer' }),
  });
  return answer.status;
}
