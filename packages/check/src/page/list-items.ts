/** Comments, strings, escapes, and everything else by the character. */
const PIECE = /\/\*[^]*?\*\/|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\\[^]|[^]/g;

/** The items of a comma list, as CSS takes it apart. */
export function listItems(list = ''): string[] {
  const items: string[] = [];
  let depth = 0;
  let item = '';
  for (const piece of [...(list.match(PIECE) ?? []), ',']) {
    if (piece === '(' || piece === '[') depth++;
    if (piece === ')' || piece === ']') depth--;
    if (piece !== ',' || depth > 0) {
      if (!piece.startsWith('/*')) item += piece;
      continue;
    }
    if (item.trim() !== '') items.push(item.trim());
    item = '';
  }
  return items;
}
