import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Identity } from '../access/token.js';

/** More mistakes than anyone reads. */
const MOST = 100;

/**
 * Tells the log, once each, what callers who proved who they are show to be set wrongly: claims that are nearly ours and do nothing, and a host
 * name that `PUBLIC_URL` does not have, so that addresses the service gives out lead elsewhere.
 */
export function observeCallers(
  log: Logger,
  publicUrl: string | undefined,
): (request: Pick<FastifyRequest, 'host'>, identity: Identity) => void {
  const told = new Set<string>();
  const once = (what: string, tell: () => void): void => {
    if (told.has(what) || told.size >= MOST) return;
    told.add(what);
    tell();
  };
  const expected = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  return ({ host }, { account, misspelt }) => {
    for (const { name, meant } of misspelt)
      once(`${account.id} ${name}`, () =>
        log.warn({ account: account.id, claim: name }, `a token’s claim is ignored: did you mean ${meant}?`),
      );
    const default443 = host?.replace(/:443$/, '');
    if (expected !== undefined && host && host !== expected && default443 !== expected)
      once(`host ${host}`, () => log.warn({ host, publicUrl }, 'requests come in under another host than PUBLIC_URL names'));
  };
}
