import { createFrameEncoder, type ReadableNode, type ReadableOp } from '@sightline/testing';

const HTML_NS = 'http://www.w3.org/1999/xhtml';

/**
 * The stream a hostile customer would write for these pages, all in one document: every element and attribute as it is, style
 * sheets both as elements with text and as sheets, nothing left out. `handmade` trees stand behind them as they are.
 */
export function hostileStream(pages: readonly string[], handmade: readonly HandMade[] = []): Uint8Array<ArrayBuffer> {
  const sheets: { sheet: number; text: string; root: number }[] = [];
  const ids = { next: 2 };
  const read = (node: Node, root: number): ReadableNode => {
    const id = ids.next++;
    if (node.nodeType === 3) return { node: 'text', id, text: (node as Text).data };
    if (node.nodeType !== 1) return { node: 'comment', id };
    const element = node as Element;
    const children: ReadableNode[] = [];
    if (element.shadowRoot) {
      const shadow = ids.next++;
      children.push({
        node: 'shadow',
        id: shadow,
        flags: 0,
        children: [...element.shadowRoot.childNodes].map((child) => read(child, shadow)),
      });
    }
    if (element.localName === 'style') sheets.push({ sheet: sheets.length + 1, text: element.textContent ?? '', root });
    const inside = element instanceof HTMLTemplateElement ? element.content : element;
    for (const child of inside.childNodes) children.push(read(child, root));
    return {
      node: 'element',
      id,
      namespace: element.namespaceURI === HTML_NS ? undefined : (element.namespaceURI ?? ''),
      name: element.namespaceURI === HTML_NS ? element.localName : element.nodeName,
      attributes: [...element.attributes].map(({ name, value }) => [name, value]),
      children,
    };
  };
  const element = (name: string, children: () => ReadableNode[]): ReadableNode => ({
    node: 'element',
    id: ids.next++,
    namespace: undefined,
    name,
    attributes: [],
    children: children(),
  });
  const byHand = ([name, attributes, ...children]: HandMade): ReadableNode => {
    const space = name.indexOf('|');
    return {
      node: 'element',
      id: ids.next++,
      namespace: space < 0 ? undefined : name.slice(0, space),
      name: name.slice(space + 1),
      attributes: Object.entries(attributes),
      children: children.map((child: string | HandMade) =>
        typeof child === 'string' ? { node: 'text', id: ids.next++, text: child } : byHand(child),
      ),
    };
  };
  const html = element('html', () => [
    element('head', () => []),
    element('body', () => [
      ...pages.map((page) => element('div', () => [read(Document.parseHTMLUnsafe(page).documentElement, 1)])),
      ...handmade.map(byHand),
    ]),
  ]);
  const ops: ReadableOp[] = [
    {
      op: 'meta',
      json: JSON.stringify({ width: 800, height: 600, quirks: false, title: 't', url: 'https://x.example/', media: {}, defined: [] }),
    },
    { op: 'insert', parent: 1, previous: 0, nodes: [html] },
    ...sheets.map(({ sheet, text }): ReadableOp => ({ op: 'sheet', sheet, text })),
  ];
  for (const root of new Set(sheets.map((each) => each.root)))
    ops.push({ op: 'sheetList', root, sheets: sheets.filter((each) => each.root === root).map(({ sheet }) => ({ sheet, media: '' })) });
  return createFrameEncoder().encode(ops);
}

/** An element as no parser makes one: `[namespace|name, attributes, ...children]`, HTML without a namespace. */
export type HandMade = readonly [name: string, attributes: Readonly<Record<string, string>>, ...children: (string | HandMade)[]];
