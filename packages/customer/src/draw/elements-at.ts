/** From the outermost to the innermost element at a place of the viewport, through open shadow roots; ours are passed by. */
export function deepElementsAt(root: DocumentOrShadowRoot, x: number, y: number, own: (node: Node) => boolean): Element[] {
  const element = root.elementsFromPoint(x, y).find((one) => !own(one) && one.getRootNode() === (root as unknown as Node));
  if (!element) return [];
  return element.shadowRoot ? [element, ...deepElementsAt(element.shadowRoot, x, y, own)] : [element];
}
