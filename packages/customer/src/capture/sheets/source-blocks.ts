/** Strings, comments and escapes, in which nothing means anything, and what opens and ends declarations and blocks. */
const TOKENS = /\/\*[^]*?(?:\*\/|$)|"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?|\\[^]|[{}();]/g;
const DEPTH = 32;
const CUSTOM = /^--[^\s{}:]*\s*:/;

/** Declarations as they were written, and what stands before the brackets around them, outermost first. */
export interface SourceBlock {
  heads: string[];
  declarations: string[];
}

/** All blocks with declarations of a sheet's text, in order, in one pass. What is deeper than 32 levels is left out. */
export function sourceBlocks(text: string): SourceBlock[] {
  const found: SourceBlock[] = [];
  const open: { head: string; declarations: string[] }[] = [{ head: '', declarations: [] }];
  let start = 0;
  let round = 0;
  /** In the value of a custom property. */
  let curly = 0;
  const declare = (end: number): void => {
    const declaration = text.slice(start, end).trim();
    if (declaration !== '') open.at(-1)?.declarations.push(declaration);
  };
  /** What was declared so far is a block: a nested rule parts it from what follows. */
  const part = (): void => {
    const inner = open.at(-1) as (typeof open)[number];
    if (inner.declarations.length > 0 && open.length > 1 && open.length <= DEPTH)
      found.push({ heads: open.slice(1).map(({ head }) => head), declarations: inner.declarations });
    inner.declarations = [];
  };
  const close = (end: number): void => {
    declare(end);
    part();
    open.pop();
  };
  TOKENS.lastIndex = 0;
  for (let match = TOKENS.exec(text); match !== null; match = TOKENS.exec(text)) {
    const [token] = match;
    if (token === '(') round++;
    else if (token === ')') round = Math.max(0, round - 1);
    else if (token === '{' && round === 0) {
      const head = text.slice(start, match.index).trim();
      if (curly > 0 || CUSTOM.test(head)) {
        curly++;
        continue;
      }
      part();
      open.push({ head, declarations: [] });
      start = TOKENS.lastIndex;
    } else if (token === '}') {
      round = 0;
      if (curly > 0) {
        curly--;
        continue;
      }
      if (open.length > 1) close(match.index);
      start = TOKENS.lastIndex;
    } else if (token === ';' && round === 0 && curly === 0) {
      declare(match.index);
      start = TOKENS.lastIndex;
    }
  }
  while (open.length > 1) {
    close(text.length);
    start = text.length;
  }
  return found;
}

/** The declarations of one block's text. */
export const splitDeclarations = (text: string): string[] =>
  sourceBlocks(`a{${text}}`).flatMap(({ heads, declarations }) => (heads.length === 1 ? declarations : []));

const BLANK = /(?:\s|\/\*[^]*?(?:\*\/|$))*/y;
const NAME = /([-\w]+)\s*:/y;

/** Name and value of a declaration; none for a custom property. */
export function readDeclaration(text: string): [name: string, value: string] | undefined {
  BLANK.lastIndex = 0;
  BLANK.test(text);
  NAME.lastIndex = BLANK.lastIndex;
  const name = NAME.exec(text)?.[1]?.toLowerCase();
  return name === undefined || name.startsWith('--') ? undefined : [name, text.slice(NAME.lastIndex)];
}
