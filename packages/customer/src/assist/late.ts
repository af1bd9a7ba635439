/** Something that is loaded when it is first needed. */
export interface Late<T> {
  readonly now: T | undefined;
  /** False where it does not come. */
  load(): Promise<boolean>;
}

export function createLate<T>(make: () => Promise<T>, fault: (error: unknown) => void): Late<T> {
  let now: T | undefined;
  return {
    get now() {
      return now;
    },
    async load() {
      try {
        now ??= await make();
      } catch (error) {
        fault(error);
      }
      return now !== undefined;
    },
  };
}
