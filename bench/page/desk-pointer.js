import { everything } from './everything.js';

const now = () => performance.timeOrigin + performance.now();
let place = { left: 0, top: 0, scale: 1 };

/** At the desk: notes the agent's mouse, in CSS pixels of the customer's page. */
globalThis.Desk = {
  made: [],
  begin() {
    const frame = everything(document, 'iframe').find((one) => getComputedStyle(one).visibility === 'visible');
    const { left, top, width } = frame.getBoundingClientRect();
    place = { left, top, scale: width / frame.offsetWidth };
    globalThis.Desk.made = [];
    return place;
  },
};
addEventListener('pointermove', (event) => globalThis.Desk.made.push([Math.round((event.clientX - place.left) / place.scale), now()]), {
  capture: true,
  passive: true,
});
