import { HTML_NS, SVG_NS } from '@sightline/protocol';
import type { Page } from '../page/page.js';
import { liveElements } from '../page/pick.js';
import { someAttribute } from '../page/words.js';
import type { Edits } from './edit.js';

const XLINK = 'http://www.w3.org/1999/xlink';

/** Edits of attributes. */
export const ATTRIBUTE_EDITS: Edits = {
  setAttribute: (page) => onElement(page, (e) => e.setAttribute(...someAttribute(page, e))),
  removeAttribute: (page) =>
    onElement(page, (e) => {
      const name = e.getAttributeNames()[0];
      if (name) e.removeAttribute(name);
    }),
  setAndUnset: (page) =>
    onElement(page, (e) => {
      const [name, value] = someAttribute(page, e);
      e.setAttribute(name, value);
      e.removeAttribute(name);
    }),
  toggleClass: (page) => onElement(page, (e) => e.classList.toggle(page.random.pick(['a', 'b', 'hot']))),
  styleProperty: (page) =>
    onElement(page, (e) => {
      const { style } = e as HTMLElement;
      if (style)
        style.setProperty(page.random.pick(['color', 'margin-left', '--own', 'opacity']), page.random.pick(['red', '3px', '0.5', '']));
    }),
  dataset: (page) =>
    onElement(page, (e) => {
      const { dataset } = e as HTMLElement;
      if (dataset) dataset.state = page.label();
    }),
  xlink: (page) =>
    onElement(
      page,
      (e) => {
        if (e.namespaceURI === SVG_NS) e.setAttributeNS(XLINK, 'xlink:href', `#${page.label()}`);
      },
      SVG_NS,
    ),
  removeXlink: (page) => onElement(page, (e) => e.removeAttributeNS(XLINK, 'href'), SVG_NS),
  rootAttribute(page) {
    page.document.documentElement.setAttribute(...someAttribute(page, page.document.documentElement));
    return true;
  },
  image: (page) =>
    onElement(
      page,
      (e) => {
        if (e.localName === 'img') e.setAttribute('src', 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=');
      },
      HTML_NS,
    ),
};

function onElement(page: Page, change: (element: Element) => void, namespace?: string): boolean {
  const elements = liveElements(page).filter((e) => namespace === undefined || e.namespaceURI === namespace);
  if (elements.length === 0) return false;
  change(page.random.pick(elements));
  return true;
}
