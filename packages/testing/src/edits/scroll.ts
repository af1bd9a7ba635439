import type { Edits } from './edit.js';

/** Edits of scroll offsets. The offsets reach a mirror with the next frame of the screen, not with the flush. */
export const SCROLL_EDITS: Edits = {
  newScroller(page) {
    const { document, random } = page;
    const box = document.createElement('div');
    box.style.cssText = 'overflow: auto; width: 40px; height: 30px';
    const long = document.createElement('div');
    long.style.cssText = 'width: 400px; height: 900px';
    box.append(long);
    (random.chance(0.3) && document.querySelector('x-card')?.shadowRoot
      ? document.querySelector('x-card')?.shadowRoot
      : document.body
    )?.append(box);
    page.scrollers.push(box);
    return true;
  },
  scrollElement(page) {
    const boxes = page.scrollers.filter((e) => e.isConnected);
    if (boxes.length === 0) return false;
    page.random.pick(boxes).scrollTo(page.random.int(200), page.random.int(500));
    return true;
  },
  scrollPage(page) {
    const { document, random } = page;
    document.body.style.minHeight = '3000px';
    document.defaultView?.scrollTo(0, random.int(1500));
    return true;
  },
};
