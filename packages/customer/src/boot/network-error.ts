import { errorObject, SightlineError } from '@sightline/protocol';

/** The one row the loader needs: its own copy, so that the table stays out of the page until it is used. */
export const NETWORK_ROW = {
  code: 1016,
  exception: 'NETWORK_ERROR',
  status: 503,
  message: 'Network request to backend failed after multiple attempts.',
  action: 'Check that this page can reach the service’s host, then try again.',
  retryable: true,
} as const;

/** The session logic could not be loaded. */
export const networkError = (): SightlineError => new SightlineError(errorObject('1016:network', NETWORK_ROW));
