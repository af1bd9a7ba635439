// The one place the SDK writes to the page's console: for the integrator, never with anything of the page or a token.
/* oxlint-disable no-console */

/** Something works otherwise than the integrator may think. */
export const warn = (text: string): void => console.warn(`Sightline: ${text}`);

/** An error no event handler, callback or promise takes (spec: errors §1). */
export const unheard = (error: Error): void => complain(`nobody listens to this error: ${error.message}`, error);

/** A fault of the SDK itself. */
export function complain(text: string, error: unknown): void {
  try {
    console.error(`Sightline: ${text}`, error);
  } catch {
    // A page may have taken its console away.
  }
}
