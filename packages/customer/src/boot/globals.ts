/** Marks what an SDK script has put in place, for a second load of it. */
const REAL = Symbol.for('sightline.sdk');

export interface GlobalsOptions {
  window: Window;
  /** The first also names where a stub leaves the arguments of an early `init`: `{name}InitArgs`. */
  names: readonly [string, string];
  make(): { init(...args: unknown[]): unknown };
}

/** Puts the SDK's globals in place of the loader snippet's stub and replays an early call; does nothing where it ran before. */
export function placeGlobals({ window, names, make }: GlobalsOptions): void {
  const scope = window as unknown as Record<string, unknown>;
  const argsName = `${names[0]}InitArgs`;
  if ((scope[names[0]] as Record<symbol, unknown> | undefined)?.[REAL]) return;
  const sdk = make();
  (sdk as { [REAL]?: true })[REAL] = true;
  for (const name of names) scope[name] = sdk;
  const early = scope[argsName] as ArrayLike<unknown> | undefined;
  if (!early || typeof early !== 'object') return;
  scope[argsName] = undefined;
  sdk.init(early[0], early[1]);
}
