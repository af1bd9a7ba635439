import { collect } from '../page/pick.js';

/** What random sheets set through shorthands. */
const COMPARED = [
  ...['top', 'right', 'bottom', 'left'].flatMap((side) => [
    side,
    ...['padding', 'margin', 'scroll-margin'].map((of) => `${of}-${side}`),
    ...['width', 'style', 'color'].map((of) => `border-${side}-${of}`),
  ]),
  ...['top-left', 'top-right', 'bottom-left', 'bottom-right'].map((corner) => `border-${corner}-radius`),
  'row-gap',
  'column-gap',
  'color',
];

/** Elements that are shown otherwise on purpose. */
const OTHERWISE = 'style, script, noscript, template, title, head, meta, link, iframe, canvas, object, embed, sightline-x';

/** What differs in computed styles, element by element. The trees must be equal already. */
export function compareStyles(page: Document, mirrorOf: (node: Node) => Node | undefined): string[] {
  const found: string[] = [];
  const nodes: Node[] = [];
  collect(page, nodes);
  for (const node of nodes) {
    if (node.nodeType !== 1 || (node as Element).matches(OTHERWISE)) continue;
    const element = node as HTMLElement;
    const other = mirrorOf(element) as HTMLElement | undefined;
    if (other?.localName !== element.localName || !('isContentEditable' in element)) continue;
    const wanted = read(element);
    const seen = read(other);
    COMPARED.forEach((property, i) => {
      if (seen[i] !== wanted[i]) found.push(`${element.localName}.${element.className} ${property}: ${wanted[i]} became ${seen[i]}`);
    });
    if (found.length > 5) break;
  }
  return found;
}

function read(element: Element): (string | undefined)[] {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  return COMPARED.map((property) => style?.getPropertyValue(property));
}
