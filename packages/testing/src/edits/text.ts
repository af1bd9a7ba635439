import type { Page } from '../page/page.js';
import { liveNodes, pickParent } from '../page/pick.js';
import { someText } from '../page/words.js';
import type { Edits } from './edit.js';

/** Edits of text. */
export const TEXT_EDITS: Edits = {
  data: (page) => onText(page, (text) => (text.data = someText(page))),
  appendData: (page) => onText(page, (text) => text.appendData(someText(page))),
  deleteData: (page) => onText(page, (text) => text.deleteData(0, page.random.int(text.length + 1))),
  splitText: (page) => onText(page, (text) => text.splitText(page.random.int(text.length + 1))),
  splitAndMove: (page) =>
    onText(page, (text) => {
      const tail = text.splitText(page.random.int(text.length + 1));
      pickParent(page).append(tail);
    }),
  normalize(page) {
    pickParent(page).normalize();
    return true;
  },
  textContent(page) {
    const parent = pickParent(page);
    if (parent === page.document.body || parent === page.document.head) return false;
    parent.textContent = someText(page);
    return true;
  },
  comment(page) {
    const comments = liveNodes(page).filter((n): n is Comment => n.nodeType === 8);
    if (comments.length === 0) return false;
    page.random.pick(comments).data = page.label();
    return true;
  },
  title(page) {
    page.document.title = someText(page);
    return true;
  },
};

function onText(page: Page, change: (text: Text) => void): boolean {
  const texts = liveNodes(page).filter((n): n is Text => n.nodeType === 3 && (n.parentNode as Element).localName !== 'style');
  if (texts.length === 0) return false;
  change(page.random.pick(texts));
  return true;
}
