import { complain } from '@sightline/link';

/** Tells the page's developer, once each, which iframes are not shared. */
export function createListing(): { unshared(host: string): void; failed(error: unknown): void } {
  const told = new Set<string>();
  return {
    unshared(host) {
      if (told.has(host)) return;
      told.add(host);
      complain(`a frame of ${host || 'unknown origin'} is not shared: load the SDK in it and name its origin in frameOrigins.`, '');
    },
    failed(error) {
      complain('a frame is not shared.', error);
    },
  };
}
