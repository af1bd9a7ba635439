import { collect } from '../page/pick.js';

/**
 * What differs in the rules in force, root by root: both sides' enabled sheets, joined in cascade order. The trees must be
 * equal already.
 */
export function compareSheets(page: Document, mirror: Document, mirrorOf: (node: Node) => Node | undefined): string[] {
  const found: string[] = [];
  compareRoot(page, mirror, 'document', found);
  const nodes: Node[] = [];
  collect(page, nodes);
  for (const node of nodes) {
    const root = node.nodeType === 11 ? mirrorOf(node) : undefined;
    if (root) compareRoot(node as ShadowRoot, root as ShadowRoot, `shadow of ${(node as ShadowRoot).host.localName}`, found);
  }
  return found;
}

function compareRoot(a: Document | ShadowRoot, b: Document | ShadowRoot, path: string, found: string[]): void {
  const wanted = rulesOf(a, false);
  const seen = rulesOf(b, true);
  if (wanted !== seen) found.push(`${path}: rules\n${wanted}became\n${seen}`);
}

/** The renderer's own rules stand in a layer below all others. */
const BASE = '@layer sightline';

/** A mirror's sheets are all adopted ones; a page's come from elements too. */
function rulesOf(root: Document | ShadowRoot, adoptedOnly: boolean): string {
  let text = '';
  const sheets = adoptedOnly ? [...root.adoptedStyleSheets] : [...root.styleSheets, ...root.adoptedStyleSheets];
  for (const sheet of sheets) {
    if (sheet.disabled) continue;
    for (const rule of sheet.cssRules) if (!rule.cssText.startsWith(BASE)) text += `${rule.cssText} /* ${sheet.media.mediaText} */\n`;
  }
  return text;
}
