import { errorObject, NETWORK_ROW, SightlineError } from '@sightline/protocol';

/** The session logic could not be loaded. */
export const networkError = (): SightlineError => new SightlineError(errorObject('1016:network', NETWORK_ROW));
