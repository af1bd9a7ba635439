import { everything } from './everything.js';

const now = () => performance.timeOrigin + performance.now();

/** Notes when each number appears in the mirrored `#probe`. */
function watchProbe(mirror) {
  const seen = {};
  const look = () => {
    const number = mirror.getElementById('probe')?.textContent;
    if (number !== undefined && number !== '') seen[number] ??= now();
  };
  new MutationObserver(look).observe(mirror, { subtree: true, childList: true, characterData: true, attributes: true });
  look();
  globalThis.Watch.seen = seen;
}

/** The frame a viewer shows, once it shows the page that is watched. */
const shown = (wanted) =>
  everything(document, 'iframe').find(
    (frame) => getComputedStyle(frame).visibility === 'visible' && frame.contentDocument?.querySelector(wanted),
  );

globalThis.Watch = {
  seen: {},
  document: watchProbe,
  /** Watches the viewer's frame; false while there is none yet. */
  viewer() {
    const frame = shown('#probe');
    if (frame) watchProbe(frame.contentDocument);
    return Boolean(frame);
  },
  /** Milliseconds from the submitted PIN to the frame that shows `wanted`. Called before the PIN is typed. */
  joining(wanted) {
    let begun;
    addEventListener('submit', () => (begun = performance.now()), { capture: true });
    globalThis.Watch.joined = new Promise((resolve) => {
      const look = () => (begun !== undefined && shown(wanted) ? resolve(performance.now() - begun) : requestAnimationFrame(look));
      look();
    });
  },
  /** Notes every place the customer's pointer is drawn at, in CSS pixels of the customer's page. It is made with the first of them. */
  pointer() {
    const frame = shown('#probe');
    const scale = frame.getBoundingClientRect().width / frame.offsetWidth;
    const places = [];
    const note = (arrow) => {
      const x = Number.parseFloat(/translate\(([-\d.]+)/.exec(arrow.style.transform)?.[1] ?? 'NaN');
      places.push([Math.round(x / scale), now()]);
    };
    const look = () => {
      const [arrow] = everything(document, '.pointer.customer');
      if (!arrow) return requestAnimationFrame(look);
      new MutationObserver(() => note(arrow)).observe(arrow, { attributes: true, attributeFilter: ['style'] });
      return note(arrow);
    };
    look();
    globalThis.Watch.places = places;
  },
};
