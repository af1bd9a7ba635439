/** An ancestor that cuts what is in it at its padding box, along one axis or both. */
export interface Clipper {
  readonly element: Element;
  readonly x: boolean;
  readonly y: boolean;
}

/** Getters of the browser: a form's field may stand in for what it is named like. */
export interface Tree {
  parent(node: Node): Node | null;
  slotOf(element: Element): Element | null;
  styleOf(element: Element): CSSStyleDeclaration;
}

/** The node an element is laid out in: the slot it is shown through, its parent, or the host of its shadow root. */
export function outerElement(tree: Pick<Tree, 'parent' | 'slotOf'>, element: Element): Element | null {
  const parent = tree.slotOf(element) ?? tree.parent(element);
  return (parent?.nodeType === 11 ? (parent as ShadowRoot).host : parent?.nodeType === 1 ? parent : null) as Element | null;
}

const TOP_LAYER = [':modal', ':popover-open', ':fullscreen'];

/** Whether an element is in the top layer, where nothing around it cuts it. */
const onTop = (element: Element): boolean =>
  TOP_LAYER.some((state) => {
    try {
      return element.matches(state);
    } catch {
      // A browser without popovers.
      return false;
    }
  });

const CONTAINS = /paint|strict|content/;
const CHANGES = /transform|filter|perspective|translate|scale|rotate/;

/** Descendants with a fixed place are laid out in it (CSS Positioned Layout 3, §2.1). */
const holdsFixed = (style: CSSStyleDeclaration): boolean =>
  [style.transform, style.translate, style.scale, style.rotate, style.perspective, style.filter, style.backdropFilter].some(
    (value) => value && value !== 'none',
  ) ||
  /layout|paint|strict|content/.test(style.contain) ||
  CHANGES.test(style.willChange);

/** What cuts an element, the nearest first: ancestors that scroll or hide what runs over, as far as it is laid out in them. */
export function clippersOf(tree: Tree, of: Element): Clipper[] {
  const found: Clipper[] = [];
  let { position } = tree.styleOf(of);
  let top = onTop(of);
  for (let at = outerElement(tree, of); at !== null && !top; at = outerElement(tree, at)) {
    const style = tree.styleOf(at);
    const holds =
      position === 'fixed' ? holdsFixed(style) : position === 'absolute' ? style.position !== 'static' || holdsFixed(style) : true;
    if (!holds) continue;
    position = style.position;
    top = onTop(at);
    if (style.display === 'inline' || style.display === 'contents' || isViewport(tree, at)) continue;
    const paint = CONTAINS.test(style.contain);
    const x = paint || style.overflowX !== 'visible';
    const y = paint || style.overflowY !== 'visible';
    if (x || y) found.push({ element: at, x, y });
  }
  return found;
}

/** The overflow of the root, and of a body that gives its own to it, is the viewport's. */
function isViewport(tree: Tree, element: Element): boolean {
  const { documentElement, body } = element.ownerDocument;
  return element === documentElement || (element === body && tree.styleOf(documentElement).overflow === 'visible');
}
