/**
 * Pieces of CSS that must be seen for what they are. What is kept of a text has to fall into the same tokens here and in the
 * browser: else a quote that is none here hides an address there. Texts pass `plainLines` first.
 */
/** A hexadecimal escape takes one blank with it, a line break, too: a string goes on behind it. */
const ESCAPED = String.raw`\\(?:[\da-f]{1,6}[ \t\n]?|[^\da-f])`;
export const STRING = String.raw`"(?:[^"\\\n]|${ESCAPED})*"?|'(?:[^'\\\n]|${ESCAPED})*'?`;
export const COMMENT = String.raw`\/\*[\s\S]*?(?:\*\/|$)`;
export const ESCAPE = String.raw`\\[\s\S]`;

/** From the first escape in a function's name to its parenthesis. */
export const ESCAPED_FUNCTION = String.raw`${ESCAPED}(?:[-\w\x80-\uffff]|${ESCAPED})*\(`;

/** The beginning of an address. `src()` takes only a string, but what begins like an address is read as one. */
export const URL_OPEN = String.raw`(?:url|(?<![-\w])src)\(`;
/** A whole address: in double quotes, single quotes or none (groups 1 to 3). */
export const URL = String.raw`${URL_OPEN}\s*(?:"((?:[^"\\\n]|${ESCAPED})*)"|'((?:[^'\\\n]|${ESCAPED})*)'|((?:[^"'()\\\s]|${ESCAPED})*))\s*\)`;

/** A function no browser knows: what it stands in is left out. */
export const NO_FUNCTION = 'sightline-x(';

/** CSS knows one line break; a carriage return ends a string there, too. */
export const plainLines = (text: string): string => (/[\r\f]/.test(text) ? text.replace(/\r\n?|\f/g, '\n') : text);

/**
 * Where an address that does not parse ends. `from` is behind its parenthesis. With a quote in front it is a function, whose
 * strings hide parentheses; without one it goes to the first parenthesis there is.
 */
export function endOfBadUrl(text: string, from: number): number {
  const quoted = /^\s*["']/.test(text.slice(from, from + 64));
  const stop = new RegExp(quoted ? `${ESCAPE}|${COMMENT}|${STRING}|[()]` : `${ESCAPE}|\\)`, 'g');
  stop.lastIndex = from;
  let depth = 1;
  for (let match = stop.exec(text); match; match = stop.exec(text)) {
    if (match[0] === '(') depth++;
    else if (match[0] === ')' && --depth === 0) return match.index + 1;
  }
  return text.length;
}
