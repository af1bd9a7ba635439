/** What differs in the rules in force, root by root: both sides' enabled sheets, joined in cascade order. */
export function compareSheets(page: Document, mirror: Document): string[] {
  const found: string[] = [];
  compareRoot(page, mirror, 'document', found);
  return found;
}

function compareRoot(a: Document | ShadowRoot, b: Document | ShadowRoot, path: string, found: string[]): void {
  const wanted = rulesOf(a, false);
  const seen = rulesOf(b, true);
  if (wanted !== seen) found.push(`${path}: rules\n${wanted}\nbecame\n${seen}`);
}

/** A mirror's sheets are all adopted ones; a page's come from elements too. */
function rulesOf(root: Document | ShadowRoot, adoptedOnly: boolean): string {
  let text = '';
  const sheets = adoptedOnly ? [...root.adoptedStyleSheets] : [...root.styleSheets, ...root.adoptedStyleSheets];
  for (const sheet of sheets) {
    if (sheet.disabled) continue;
    for (const rule of sheet.cssRules) text += `${rule.cssText} /* ${sheet.media.mediaText} */\n`;
  }
  return text;
}
