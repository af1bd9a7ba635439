import { databasePlace, faultText, isLost, storageFault } from '@sightline/server/operator';
import { EXIT, Failure } from '../exit.js';

/** Does work on databases; what stands against it is told as a start of the service tells it. */
export async function withFaults<T>(urls: readonly string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const places = urls.map((url) => databasePlace(url)).filter((place) => place !== undefined);
    const fault = storageFault(error, places.join(', '));
    if (fault === undefined) throw error;
    throw new Failure(isLost(error) ? EXIT.unreached : EXIT.refused, faultText(fault));
  }
}
