/** Calls `visit` for the enabled sheets of a document or shadow root in cascade order: its own, then the adopted ones. */
export function eachSheet(root: Document | ShadowRoot, visit: (sheet: CSSStyleSheet) => void): void {
  for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) if (!sheet.disabled) visit(sheet);
}
