/** Words of ours, and codes of Node and OpenSSL: nothing that a receiver wrote. */
const CODE = /^[A-Z][A-Z\d_]{2,60}$/;
const OURS = new Set(['not a public address', 'no address', 'the answer broke off', 'no whole answer in time']);

/** Why a post got no whole answer, in words that hold nothing of a receiver's. */
export function postFault(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (OURS.has(error.message) || error.message.startsWith('must ')) return error.message;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && CODE.test(code) ? code : 'failed';
}
