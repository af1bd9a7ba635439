import { createFrameEncoder, type ReadableNode, type ReadableOp } from '@sightline/testing';

const HTML_NS = 'http://www.w3.org/1999/xhtml';

/**
 * The stream a hostile customer would write for this HTML: every element and attribute as it is, style sheets both as
 * elements with text and as sheets, nothing left out.
 */
export function hostileStream(html: string): Uint8Array<ArrayBuffer> {
  const document = Document.parseHTMLUnsafe(html);
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
    for (const child of element.childNodes) children.push(read(child, root));
    return {
      node: 'element',
      id,
      namespace: element.namespaceURI === HTML_NS ? undefined : (element.namespaceURI ?? ''),
      name: element.namespaceURI === HTML_NS ? element.localName : element.nodeName,
      attributes: [...element.attributes].map(({ name, value }) => [name, value]),
      children,
    };
  };
  const insert: ReadableOp = { op: 'insert', parent: 1, previous: 0, nodes: [read(document.documentElement, 1)] };
  const ops: ReadableOp[] = [
    {
      op: 'meta',
      json: JSON.stringify({ width: 800, height: 600, quirks: false, title: 't', url: 'https://x.example/', media: {}, defined: [] }),
    },
    insert,
    ...sheets.map(({ sheet, text }): ReadableOp => ({ op: 'sheet', sheet, text })),
  ];
  for (const root of new Set(sheets.map((each) => each.root)))
    ops.push({ op: 'sheetList', root, sheets: sheets.filter((each) => each.root === root).map(({ sheet }) => ({ sheet, media: '' })) });
  return createFrameEncoder().encode(ops);
}
