/** A function of the page's window that is another one while `run` runs. */
export type Stand = [owner: object, name: string, by: (own: (...args: never[]) => unknown) => (this: never, ...args: never[]) => unknown];

/** Puts functions in the places of the page's own while `run` runs, and back where they are still there. */
export function during<R>(stands: readonly Stand[], run: () => R): R {
  const back: (() => void)[] = [];
  for (const [owner, name, by] of stands) {
    const was = Object.getOwnPropertyDescriptor(owner, name);
    if (typeof was?.value !== 'function' || !was.configurable) continue;
    const value = by(was.value as () => unknown);
    Object.defineProperty(owner, name, { ...was, value });
    back.push(() => {
      if ((owner as Record<string, unknown>)[name] === value) Object.defineProperty(owner, name, was);
    });
  }
  try {
    return run();
  } finally {
    for (const restore of back.reverse()) restore();
  }
}
