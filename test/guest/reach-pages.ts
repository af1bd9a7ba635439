/** What a page does to be on top of everything; runs in the page while it is shared. */
export interface OnTop {
  what: string;
  take(this: void): unknown;
  /** It needs a click of the customer's first, as full screen does. */
  click?: true;
}

/** Every page has it. */
export const MAKE = `window.make = function (html) {
  document.body.insertAdjacentHTML('beforeend', html);
  return document.body.lastElementChild;
};`;
declare const make: (html: string) => HTMLElement;

export const PAGES: OnTop[] = [
  { what: 'a modal dialog', take: () => (make('<dialog>one</dialog>') as HTMLDialogElement).showModal() },
  {
    what: 'three modal dialogs, one inside another',
    take() {
      const outer = make('<dialog id="a">a<dialog id="b">b<dialog id="c">c</dialog></dialog></dialog>');
      for (const dialog of [outer, ...outer.querySelectorAll('dialog')]) (dialog as HTMLDialogElement).showModal();
    },
  },
  {
    what: 'two modal dialogs side by side, the first in the document on top',
    take() {
      const [first, second] = [make('<dialog>1</dialog>'), make('<dialog>2</dialog>')] as HTMLDialogElement[];
      second?.showModal();
      first?.showModal();
    },
  },
  {
    what: 'a modal dialog in a shadow root',
    take() {
      const root = make('<div></div>').attachShadow({ mode: 'open' });
      root.innerHTML = '<dialog>in the shadow</dialog>';
      (root.firstChild as HTMLDialogElement).showModal();
    },
  },
  {
    what: 'a modal dialog in a closed shadow root',
    take() {
      const root = make('<div></div>').attachShadow({ mode: 'closed' });
      root.innerHTML = '<dialog>in the dark</dialog>';
      (root.firstChild as HTMLDialogElement).showModal();
    },
  },
  {
    what: 'a modal dialog that is scaled, clipped, pale and takes no pointer',
    take() {
      const style =
        'transform: scale(.3); overflow: hidden; opacity: .01; pointer-events: none; visibility: hidden; width: 10px; height: 10px';
      (make(`<dialog style="${style}">odd</dialog>`) as HTMLDialogElement).showModal();
    },
  },
  {
    what: 'popovers of all kinds over the whole window',
    take() {
      for (const kind of ['auto', 'manual', 'hint'])
        make(`<div popover="${kind}" style="inset:0;width:100vw;height:100vh;margin:0">${kind}</div>`).showPopover();
    },
  },
  {
    what: 'an element over everything',
    take: () => make('<div style="position:fixed;inset:0;z-index:2147483647;background:#ccc">over</div>').animate([], 1),
  },
  { what: '`inert` on the root', take: () => (document.documentElement.inert = true) },
  {
    what: '`inert`, and a modal dialog',
    take() {
      document.documentElement.inert = true;
      (make('<dialog>one</dialog>') as HTMLDialogElement).showModal();
    },
  },
  { what: '`pointer-events: none` on the root', take: () => (document.documentElement.style.pointerEvents = 'none') },
  {
    what: '`display: none !important` on everything',
    take: () => make('<style>* { display: none !important }</style>'),
  },
  {
    what: 'a modal dialog that shows nothing',
    take() {
      (make('<dialog>one</dialog>') as HTMLDialogElement).showModal();
      make('<style>dialog { display: none !important }</style>');
    },
  },
  {
    what: 'attributes on what is ours',
    take() {
      const widget = document.querySelector('sightline-widget') as HTMLElement;
      widget.inert = true;
      widget.hidden = true;
      widget.style.cssText = 'display: none !important; pointer-events: none !important';
    },
  },
  { what: 'an element in full screen', take: () => document.querySelector('h1')?.requestFullscreen(), click: true },
  { what: 'the page in full screen', take: () => document.documentElement.requestFullscreen(), click: true },
  {
    what: 'an element in full screen with a modal dialog over it',
    take: async () => {
      await document.querySelector('h1')?.requestFullscreen();
      (make('<dialog>one</dialog>') as HTMLDialogElement).showModal();
    },
    click: true,
  },
  { what: 'a video in full screen', take: () => (make('<video></video>') as HTMLVideoElement).requestFullscreen(), click: true },
  {
    what: 'an iframe in full screen',
    take: () => make('<iframe allow="fullscreen" srcdoc="inside"></iframe>').requestFullscreen(),
    click: true,
  },
  {
    what: 'a modal dialog, and our popover closed whenever it opens',
    take() {
      document.addEventListener(
        'toggle',
        ({ target }) => (target as HTMLElement).localName.startsWith('sight') && (target as HTMLElement).hidePopover(),
        true,
      );
      (make('<dialog>one</dialog>') as HTMLDialogElement).showModal();
    },
  },
  {
    what: 'a new modal dialog four times a second',
    take: () => setInterval(() => (make('<dialog style="width:20px">again</dialog>') as HTMLDialogElement).showModal(), 250),
  },
];
