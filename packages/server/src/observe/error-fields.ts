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
/** UTF-16 units of a line that are read: the message, which may be long and look like a frame, is among them. */
const LINE = 300;
const LINES = 50;

export function errorFields(error: unknown): ErrorFields {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code } = error as { code?: unknown };
  const lines = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  const frames: (readonly string[])[] = [];
  for (const line of lines.slice(0, LINES)) {
    const frame = /^ {4}at (?:(\S+) )?.*?([\w.-]+\.[cm]?[jt]s:\d+)/.exec(line.slice(0, LINE));
    if (frame && frames.length < FRAMES) frames.push(frame);
  }
  const at = frames.map(([, name = '', place]) => `${name} ${place}`.trim()).join(' < ');
  return {
    name: error.name,
    ...(typeof code === 'string' && { code }),
    ...(!QUOTING.has(error.name) && { message: error.message.slice(0, 200) }),
    ...(at && { at }),
  };
}
