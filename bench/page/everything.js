/** Every element that matches, those in shadow roots too. */
export function everything(root, selector) {
  const found = [...root.querySelectorAll(selector)];
  for (const element of root.querySelectorAll('*')) if (element.shadowRoot) found.push(...everything(element.shadowRoot, selector));
  return found;
}
