import type { Page } from '../page/page.js';
import { holdsNodes, liveElements, pickParent } from '../page/pick.js';
import type { Edits } from './edit.js';

/** Dialogs and popovers that there may be at once: more would only lie on each other. */
const ENOUGH = 8;

/** Edits of the top layer: what is in it, and in which order. */
export const LAYER_EDITS: Edits = {
  newDialog: (page) => make(page, 'dialog'),
  newPopover: (page) =>
    make(page, page.random.pick(['div', 'p', 'section', 'dialog']), page.random.pick(['auto', 'auto', 'manual', 'hint'])),
  showModal: (page) => on(page, 'dialog:not([open])', (d: HTMLDialogElement) => d.showModal()),
  show: (page) => on(page, 'dialog', (d: HTMLDialogElement) => d.show()),
  close: (page) => on(page, 'dialog', (d: HTMLDialogElement) => d.close()),
  /** Over all others again. */
  reopen: (page) =>
    on(page, 'dialog:modal', (d: HTMLDialogElement) => {
      d.close();
      d.showModal();
    }),
  closeThenShow: (page) =>
    on(page, 'dialog:modal', (d: HTMLDialogElement) => {
      d.close();
      d.show();
    }),
  openAttribute: (page) => on(page, 'dialog', (d: HTMLDialogElement) => d.toggleAttribute('open')),
  showPopover: (page) => on(page, '[popover]', (p: HTMLElement) => p.showPopover()),
  hidePopover: (page) => on(page, '[popover]', (p: HTMLElement) => p.hidePopover()),
  togglePopover: (page) => on(page, '[popover]', (p: HTMLElement) => p.togglePopover()),
  reopenPopover: (page) =>
    on(page, ':popover-open', (p: HTMLElement) => {
      p.hidePopover();
      p.showPopover();
    }),
  /** Opens another one while it is about to open. */
  openTwo: (page) =>
    on(page, '[popover]', (p: HTMLElement) => {
      const other = page.random.pick(liveElements(page).filter((e): e is HTMLElement => e !== p && e.matches('[popover=manual]')));
      if (!other) return;
      p.addEventListener('beforetoggle', () => refused(() => other.showPopover()), { once: true });
      p.showPopover();
    }),
  cancelled: (page) =>
    on(page, '[popover]', (p: HTMLElement) => {
      p.addEventListener('beforetoggle', (event) => event.preventDefault(), { once: true });
      p.showPopover();
    }),
  popoverAttribute: (page) => on(page, '[popover]', (p: HTMLElement) => (p.popover = page.random.pick(['auto', 'manual', 'hint', null]))),
  takeOutAndBack: (page) =>
    on(page, 'dialog,[popover]', (e: HTMLElement) => {
      const { parentNode, nextSibling } = e;
      e.remove();
      parentNode?.insertBefore(e, nextSibling);
    }),
  /** It stays where it is in the top layer. */
  moveBefore: (page) =>
    on(page, 'dialog,[popover]', (e: HTMLElement) => {
      const parent = pickParent(page) as Element & { moveBefore?(node: Node, before: null): void };
      parent.moveBefore?.(e, null);
    }),
};

function make(page: Page, tag: string, popover?: string): boolean {
  const { random, document } = page;
  if (liveElements(page).filter((e) => e.matches('dialog,[popover]')).length >= ENOUGH) return false;
  const element = document.createElement(tag);
  if (popover) element.popover = popover;
  element.style.cssText = `inset:${random.int(40)}px auto auto ${random.int(40)}px;width:60px;height:40px;margin:0;background:${random.pick(['red', 'lime', 'blue'])}`;
  // Often inside another one.
  const outer = liveElements(page).filter((e) => holdsNodes(e) && e.matches('dialog,[popover]'));
  (outer.length > 0 && random.chance(0.4) ? random.pick(outer) : document.body).append(element, page.label());
  return true;
}

/** What the element refuses is no edit. */
function on<T extends HTMLElement>(page: Page, selector: string, change: (element: T) => unknown): boolean {
  const found = liveElements(page).filter((e) => e.matches(selector));
  if (found.length === 0) return false;
  const element = page.random.pick(found) as T;
  // Names it for who compares the order.
  element.dataset.layer = page.label();
  return !refused(() => change(element));
}

function refused(change: () => unknown): boolean {
  try {
    change();
    return false;
  } catch {
    return true;
  }
}
