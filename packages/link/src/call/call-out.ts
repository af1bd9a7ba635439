/** Calls an integrator's function; what it throws goes to the page's error reporting and stops nobody else (spec: errors §1). */
export function callOut(fn: (value: unknown) => unknown, value: unknown): void {
  try {
    fn(value);
  } catch (error) {
    reportError(error);
  }
}
