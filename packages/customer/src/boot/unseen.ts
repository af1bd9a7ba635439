/** What scripts make that nothing on the page tells of later, noted as it is made (design decision 12). */
export interface Unseen {
  /** Closed shadow roots by their host. */
  readonly roots: WeakMap<Element, ShadowRoot>;
  /** What fonts were made of: a `src` as in CSS, or their bytes. */
  readonly fonts: WeakMap<FontFace, string | BufferSource>;
  /** Registered custom properties, in order. */
  readonly properties: readonly PropertyDefinition[];
  /** Called with each closed root as it is made. */
  found?(root: ShadowRoot): void;
}

type Note = (made: never, args: never, self: never) => unknown;
type Maker = new (...args: never[]) => object;

/** Wraps what makes them, for as long as the page lives: for `deepCapture`, before the page's own scripts run. */
export function noteUnseen(window: Window & typeof globalThis): Unseen {
  const { apply, construct } = Reflect;
  const properties: PropertyDefinition[] = [];
  const unseen: Unseen = { roots: new WeakMap(), fonts: new WeakMap(), properties };
  const noting = (owner: object, name: string, note: Note): void => {
    const made = owner as Record<string, Maker>;
    // Not every browser makes all of them.
    if (!made[name]) return;
    const noted = (result: unknown, args: unknown, self?: unknown): never => {
      try {
        note(result as never, args as never, self as never);
      } catch {
        // The page made what it wanted; it is not shown.
      }
      return result as never;
    };
    made[name] = new Proxy(made[name], {
      apply: (was, self, args) => noted(apply(was, self, args), args, self),
      construct: (was, args, kind) => noted(construct(was, args, kind), args),
    });
  };
  noting(window.Element.prototype, 'attachShadow', (root: ShadowRoot, _, host: Element) => {
    if (root.mode !== 'closed') return;
    unseen.roots.set(host, root);
    unseen.found?.(root);
  });
  noting(window, 'FontFace', (font: FontFace, [, source]: [string, string | BufferSource]) => unseen.fonts.set(font, source));
  noting(window.CSS, 'registerProperty', (_, [definition]: [PropertyDefinition]) => properties.push(definition));
  return unseen;
}
