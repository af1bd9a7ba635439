const now = () => performance.timeOrigin + performance.now();

/** On the customer's page: notes every place an agent's pointer is drawn at, and the end of the stroke that is drawn. */
const ink = {
  places: [],
  points: [],
  clear() {
    ink.places = [];
    ink.points = [];
  },
};
globalThis.Ink = ink;

const { attachShadow } = Element.prototype;
Element.prototype.attachShadow = function attach(init) {
  const root = attachShadow.call(this, init);
  if (this.localName !== 'sightline-drawing') return root;
  new MutationObserver((records) => {
    for (const { target, attributeName } of records) {
      if (attributeName === 'style') {
        const x = /translate\(([-\d.]+)/.exec(target.style.transform)?.[1];
        if (x !== undefined) ink.places.push([Math.round(Number(x)), now()]);
      } else if (target.matches('g > path:last-child')) {
        const end = /(-?[\d.]+) -?[\d.]+$/.exec(target.getAttribute('d'))?.[1];
        const left = /translate\(([-\d.]+)/.exec(target.parentNode.getAttribute('transform') ?? 'translate(0')?.[1];
        if (end !== undefined) ink.points.push([Math.round(Number(end) + Number(left)), now()]);
      }
    }
  }).observe(root, { subtree: true, attributes: true, attributeFilter: ['style', 'd'] });
  return root;
};
