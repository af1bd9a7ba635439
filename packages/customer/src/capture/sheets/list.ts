/** Calls `visit` for the enabled sheets of a document or shadow root in cascade order: its own, then the adopted ones. */
export function eachSheet(root: Document | ShadowRoot, visit: (sheet: CSSStyleSheet) => void): void {
  const own = root.styleSheets;
  for (let i = 0; i < own.length; i++) {
    const sheet = own[i] as CSSStyleSheet;
    if (!sheet.disabled) visit(sheet);
  }
  const adopted = root.adoptedStyleSheets;
  for (let i = 0; i < adopted.length; i++) {
    const sheet = adopted[i] as CSSStyleSheet;
    if (!sheet.disabled) visit(sheet);
  }
}
