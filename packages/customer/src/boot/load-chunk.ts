import { original, quietly, type ScriptPlace } from '@sightline/link';

/** How a chunk hands its exports over, and takes what the loader has already: both are left on the script element. */
export interface ChunkElement extends HTMLScriptElement {
  shared?: object;
  sightline?: (exports: unknown) => void;
}

interface Policy {
  createScriptURL(url: string): string;
  createHTML(html: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: Policy): Policy;
}

/** The one document anything of ours makes from text: empty but for what guards it. */
const EMPTY = /^<!DOCTYPE html><html><head>(<meta [^<>]*>)*<\/head><body><\/body><\/html>$/;

const TRIES = 3;
/** With the opening of the socket that follows, `start` and `join` stay under 20 s (spec: errors §6). */
const TRY_MS = 3_000;
/** What is refused at once may be there a moment later, or on another node: the service is being upgraded. */
const REST_MS = 500;

/**
 * Loads chunks of the SDK as classic scripts from where this script came from, with the page's nonce and through the one
 * Trusted Types policy `sightline`, which lets nothing but the service's chunks pass.
 */
export function createChunkLoader(
  window: Window & typeof globalThis,
  place: ScriptPlace,
  shared: object,
): (file: string) => Promise<unknown> {
  const base = `${place.service}/static/resource/sdk/${encodeURIComponent(place.appKey)}/chunk/`;
  const trusted = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
  let policy: Policy | undefined;
  const address = (file: string): string => {
    policy ??= trusted?.createPolicy('sightline', {
      createScriptURL: (url) => (url.startsWith(base) ? url : ''),
      createHTML: (html) => (EMPTY.test(html) ? html : ''),
    });
    return policy ? policy.createScriptURL(base + file) : base + file;
  };
  const given = { ...shared, trustedHtml: (_: Window, html: string) => (policy ? policy.createHTML(html) : html) };
  const { document } = window;
  const loadOnce = (url: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const element: ChunkElement = document.createElement('script');
      const settle = (tell: () => void): void => {
        element.remove();
        tell();
        void quietly(() => clearTimeout(timer), tell);
      };
      // oxlint-disable-next-line prefer-promise-reject-errors -- which one says all, and the loader has a budget
      const fail = (): void => settle(() => reject(url));
      const timer = original(setTimeout)(fail, TRY_MS);
      element.shared = given;
      element.sightline = (exports) => settle(() => resolve(exports));
      // A script that ran has answered before this; one that has not is none of ours.
      const on = original(element.addEventListener);
      on.call(element, 'load', fail);
      on.call(element, 'error', () => setTimeout(fail, REST_MS));
      if (place.nonce) element.nonce = place.nonce;
      element.async = true;
      element.src = url;
      (document.head ?? document.documentElement).append(element);
    });
  const load = async (file: string): Promise<unknown> => {
    for (let attempt = 1; ; attempt++) {
      try {
        // Under one address a new request would wait for the one before it, which no script element can give up.
        return await loadOnce(address(attempt > 1 ? `${file}?${attempt}` : file));
      } catch (error) {
        if (attempt < TRIES) continue;
        loads[file] = undefined;
        throw error;
      }
    }
  };
  // Once: a page may have many sessions in its life.
  const loads: Record<string, Promise<unknown> | undefined> = {};
  return (file) => (loads[file] ??= load(file));
}
