/**
 * What the browser itself means by a name. A page may call something of its own so: what it declares by `const`, `let` or `class` is not
 * on its window; for what is (`function Map() {}`, `var URL = …`) an empty frame, made and gone at once, has the browser's. `scripts/build.mjs`
 * writes it for the names our scripts in customers' pages use.
 */
export function own(name: string): never {
  let given: unknown;
  try {
    given = (window as unknown as Record<string, unknown>)[name];
    if (/code]|object (?!O)/.test(given as string)) return given as never;
    const frame = document.createElement('iframe');
    document.documentElement.append(frame);
    given = (frame.contentWindow as unknown as Record<string, unknown>)[name];
    frame.remove();
  } catch {
    // A page that cannot have frames keeps what it has.
  }
  return given as never;
}
