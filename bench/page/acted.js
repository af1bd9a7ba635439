import { everything } from './everything.js';

const now = () => performance.timeOrigin + performance.now();

/** At the desk: when the agent pressed and typed, and when the mirror showed what came of it. */
const acted = {
  clicking: true,
  made: { click: [], letter: [] },
  seen: { click: [], letter: [] },
  stop() {
    return { click: { made: acted.made.click, seen: acted.seen.click }, letter: { made: acted.made.letter, seen: acted.seen.letter } };
  },
  /** Where the middle of an element of the mirror is on the screen. */
  at(selector) {
    const frame = everything(document, 'iframe').find(
      (one) => getComputedStyle(one).visibility === 'visible' && one.contentDocument?.querySelector(selector),
    );
    const outer = frame.getBoundingClientRect();
    const scale = outer.width / frame.offsetWidth;
    const { left, top, width, height } = frame.contentDocument.querySelector(selector).getBoundingClientRect();
    return [outer.left + (left + width / 2) * scale, outer.top + (top + height / 2) * scale, frame];
  },
  /** What comes from now on counts, from 1. */
  begin() {
    const [, , frame] = acted.at('#pressed');
    acted.made = { click: [], letter: [] };
    acted.seen = { click: [], letter: [] };
    for (const [kind, selector] of [
      ['click', '#pressed'],
      ['letter', '#typed'],
    ]) {
      const counter = frame.contentDocument.querySelector(selector);
      const before = Number(counter.textContent);
      const look = () => (acted.seen[kind][Number(counter.textContent) - before] ??= now());
      new MutationObserver(look).observe(counter, { subtree: true, childList: true, characterData: true });
    }
  },
};
globalThis.Acted = acted;
addEventListener('pointerup', () => acted.clicking && acted.made.click.push(now()), { capture: true });
addEventListener('keydown', () => acted.made.letter.push(now()), { capture: true });
