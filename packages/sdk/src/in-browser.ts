import { createFailedSession, failure, findCallback, settle } from '@sightline/link';
import { makeError } from '@sightline/protocol';

interface Sdk<Session> {
  init(...args: unknown[]): Promise<Session>;
}

/** An SDK that may be imported anywhere, and whose `init` says so where there is no page: on a server, in a worker. */
export function inBrowser<Session>(sdk: Sdk<Session>, methods: readonly string[]): Sdk<Session> {
  const init = (...args: unknown[]): Promise<Session> => {
    if (typeof window !== 'undefined' && typeof document !== 'undefined') return sdk.init(...args);
    const error = makeError('9999:unsupported_browser');
    const answer = (): object => ({ success: false, session: createFailedSession(methods, error), error });
    return settle({ work: failure(error), callback: findCallback(args), event: () => false, answer }).promise as Promise<Session>;
  };
  return { init };
}
