/** Hands an exception of an integrator's own code to the page's error reporting; it stops nobody else (spec: errors §1). */
export function report(error: unknown): void {
  if (typeof reportError === 'function') reportError(error);
  else
    setTimeout(() => {
      throw error;
    });
}

/** Calls an integrator's function; what it throws is reported. */
export function callOut(fn: (value: unknown) => unknown, value: unknown): void {
  try {
    fn(value);
  } catch (error) {
    report(error);
  }
}
