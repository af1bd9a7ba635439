/** Strings, comments and escapes, in which brackets mean nothing, and what opens and ends a rule. */
const TOKENS = /\/\*[^]*?(?:\*\/|$)|"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?|\\[^]|[{};]/g;
const BLANK = /(?:\s|\/\*[^]*?(?:\*\/|$)|<!--|-->)*/y;

/**
 * Where the top-level rules of a sheet's text begin and end, as pairs of offsets (CSS Syntax §5.4.1: an at-rule ends with its
 * block or `;`, any other with its block). Round brackets are not looked at: what that gets wrong shows when rules are compared.
 */
export function splitRules(text: string): number[] {
  const spans: number[] = [];
  for (let at = 0; ; ) {
    BLANK.lastIndex = at;
    BLANK.test(text);
    const start = BLANK.lastIndex;
    if (start >= text.length) return spans;
    at = endOfRule(text, start);
    spans.push(start, at);
  }
}

function endOfRule(text: string, start: number): number {
  const statement = text[start] === '@';
  TOKENS.lastIndex = start;
  let depth = 0;
  for (let match = TOKENS.exec(text); match !== null; match = TOKENS.exec(text)) {
    const token = match[0];
    if (token === '{') depth++;
    else if (token === '}' ? depth > 0 && --depth === 0 : token === ';' && depth === 0 && statement) return TOKENS.lastIndex;
  }
  return text.length;
}
