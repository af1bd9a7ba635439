/**
 * Calls `visit` for the sheets of a document or shadow root in cascade order: its own, then the adopted ones. A shadow root
 * that is a polyfill's has none: the document's are meant to reach into it.
 */
export function eachSheet(root: Document | ShadowRoot, visit: (sheet: CSSStyleSheet) => void): void {
  let own: CSSStyleSheet[];
  try {
    own = [...root.styleSheets, ...root.adoptedStyleSheets];
  } catch {
    const { styleSheets, adoptedStyleSheets } = root.ownerDocument ?? (root as Document);
    own = [...styleSheets, ...adoptedStyleSheets];
  }
  for (const sheet of own) visit(sheet);
}
