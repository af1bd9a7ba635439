import { errorObject, FAULT_ROW, SightlineError } from '@sightline/protocol';
import { complain } from './say.js';

/** Something broke that must not: a page has changed the language or the DOM under the SDK, or the SDK is wrong. */
export const faultError = (): SightlineError => new SightlineError(errorObject('9999:session_error', FAULT_ROW));

/**
 * Runs our own code where an exception would reach the page: timers, listeners, sockets, clean-up. An `async` function, because
 * one neither throws nor needs anything of the page's `Promise`; `run` itself runs at once.
 */
export async function quietly(run: () => unknown, fault?: (error: unknown) => void): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (fault) fault(error);
    else complain('this page is not as it should be.', error);
  }
}
