/** Tabs made of slots: each child's `label` is its tab; the shown panel is the one in the `shown` slot. */
class TabPanels extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    const style = document.createElement('style');
    style.textContent = `
      nav { display: flex; gap: 4px; border-bottom: 2px solid var(--line); }
      button { border: 0; background: none; color: inherit; font: inherit; padding: 8px 14px; cursor: pointer; border-radius: 8px 8px 0 0; }
      button:hover { background: var(--sand); }
      button[aria-selected='true'] { background: var(--workshop, #1f4d3f); color: var(--on-pine, #fff); }
      .panel { padding: 14px 4px; }`;
    const panels = [...this.children];
    const nav = document.createElement('nav');
    nav.setAttribute('role', 'tablist');
    const slot = document.createElement('slot');
    slot.name = 'shown';
    const frame = document.createElement('div');
    frame.className = 'panel';
    frame.append(slot);
    const tabs = panels.map((panel) => {
      const tab = document.createElement('button');
      tab.type = 'button';
      tab.setAttribute('role', 'tab');
      tab.textContent = panel.getAttribute('label');
      tab.addEventListener('click', () => show(panel));
      return tab;
    });
    const show = (shown) => {
      panels.forEach((panel, i) => {
        panel.slot = panel === shown ? 'shown' : '';
        tabs[i].setAttribute('aria-selected', String(panel === shown));
      });
    };
    nav.append(...tabs);
    root.append(style, nav, frame);
    show(panels[0]);
  }
}

customElements.define('tab-panels', TabPanels);
