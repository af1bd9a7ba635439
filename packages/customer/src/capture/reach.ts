import { original } from '@sightline/link';

/**
 * `fetch` for what the page shows, without reports of its Content Security Policy. A policy that came in a header cannot be read,
 * and asking it costs a report; a nonce or a `meta` says that there is one. There an origin is asked only if the page itself has
 * had an answer from it, else the promise rejects: sheets are read from their rules, assets are left to the service. Elsewhere the
 * first answer of an origin decides for all: a policy that refuses has said so once.
 */
export function createReach(window: Window & typeof globalThis): typeof fetch {
  const { performance } = window;
  const fetch = original(window.fetch);
  const guarded = hasPolicy(window);
  const firsts: Record<string, Promise<unknown>> = {};
  return async (input, init) => {
    const { origin, protocol } = new URL(input as string);
    const answered = ({ initiatorType, responseStatus, name }: PerformanceResourceTiming): boolean =>
      /^fetch|^xml/.test(initiatorType) && responseStatus > 0 && name.startsWith(`${origin}/`);
    // `connect-src` names `blob:` by itself.
    if (guarded && (protocol === 'blob:' || !(performance.getEntriesByType('resource') as PerformanceResourceTiming[]).some(answered)))
      throw new Error('the page’s policy may forbid it');
    const first = firsts[origin];
    if (first) await first;
    const asked = fetch.call(window, input, init);
    firsts[origin] ??= asked;
    return asked;
  };
}

/** A frame without an address of its own has the policy of the page around it. */
const hasPolicy = (window: Window): boolean =>
  window.document.querySelector('[nonce],meta[http-equiv=content-security-policy i]') !== null ||
  (window.frameElement !== null && hasPolicy(window.parent));
