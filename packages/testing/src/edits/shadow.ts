import { HTML_NS } from '@sightline/protocol';
import { attachShadow, growNode } from '../page/grow.js';
import type { Page } from '../page/page.js';
import { liveElements } from '../page/pick.js';
import type { Edits } from './edit.js';

/** Edits of shadow roots and of what makes them. */
export const SHADOW_EDITS: Edits = {
  attachShadow(page) {
    const hosts = liveElements(page).filter((e) => e.namespaceURI === HTML_NS && !e.shadowRoot);
    for (let n = 0; n < 8 && hosts.length > 0; n++) if (attachShadow(page, page.random.pick(hosts))) return true;
    return false;
  },
  editShadow(page) {
    const root = someRoot(page);
    if (!root) return false;
    if (page.random.chance(0.4)) root.lastChild?.remove();
    root.append(growNode(page, 3));
    return true;
  },
  emptyShadow(page) {
    const root = someRoot(page);
    if (!root?.firstChild) return false;
    root.replaceChildren();
    return true;
  },
  moveHost(page) {
    const hosts = liveElements(page).filter((e) => e.shadowRoot && e !== page.document.body && e !== page.document.head);
    if (hosts.length === 0) return false;
    const host = page.random.pick(hosts);
    page.document.body.append(host);
    return true;
  },
  assignSlot(page) {
    const hosts = liveElements(page).filter((e) => e.shadowRoot && e.firstElementChild);
    if (hosts.length === 0) return false;
    const host = page.random.pick(hosts);
    const slot = page.document.createElement('slot');
    slot.name = page.random.pick(['left', 'right']);
    host.shadowRoot?.prepend(slot);
    host.firstElementChild?.setAttribute('slot', slot.name);
    return true;
  },
  /** An element that upgrades itself: its root comes while the page is already shown. */
  defineElement(page) {
    const { customElements, HTMLElement } = page.document.defaultView as Window & typeof globalThis;
    let name = '';
    // Names stay defined as long as the window lives, which may be longer than a script.
    do name = `x-${page.label()}-late`;
    while (customElements.get(name));
    const element = page.document.body.appendChild(page.document.createElement(name));
    element.append('light');
    customElements.define(
      name,
      class extends HTMLElement {
        connectedCallback(): void {
          if (!this.shadowRoot) this.attachShadow({ mode: 'open' }).append(this.ownerDocument.createElement('slot'), name);
        }
      },
    );
    return true;
  },
};

function someRoot(page: Page): ShadowRoot | undefined {
  const hosts = liveElements(page).filter((e) => e.shadowRoot);
  return hosts.length === 0 ? undefined : (page.random.pick(hosts).shadowRoot ?? undefined);
}
