/** What the log says about an unexpected error. */
export interface ErrorFields {
  name: string;
  code?: string;
  message?: string;
  /** Function and place of the innermost frames; file names without folders. */
  at?: string;
}

/** Errors of the language quote what they stumbled over, which may be what a peer sent: their message stays out. */
const QUOTING = new Set(['SyntaxError', 'TypeError', 'RangeError', 'ReferenceError', 'URIError']);
const FRAMES = 3;

export function errorFields(error: unknown): ErrorFields {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code } = error as { code?: unknown };
  const frames = [...(error.stack ?? '').matchAll(/^ {4}at (?:(\S+) )?.*?([\w.-]+\.[cm]?[jt]s:\d+)/gm)].slice(0, FRAMES);
  const at = frames.map(([, name = '', place]) => `${name} ${place}`.trim()).join(' < ');
  return {
    name: error.name,
    ...(typeof code === 'string' && { code }),
    ...(!QUOTING.has(error.name) && { message: error.message.slice(0, 200) }),
    ...(at && { at }),
  };
}
