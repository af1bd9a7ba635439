const shared = new CSSStyleSheet();
shared.replaceSync(`
  :host { display: block; border: 2px solid var(--workshop, #1f4d3f); border-radius: 14px; overflow: hidden; background: var(--card); }
  :host([heading='Plane']) { border-style: dashed; }
  :host(:hover) header { filter: brightness(1.12); }
  header { background: var(--workshop, #1f4d3f); color: var(--on-pine, #fff); padding: 8px 14px; font-weight: 700; display: flex; justify-content: space-between; }
  section { padding: 12px 14px; }
  ::slotted(p) { margin: 0 0 8px; color: var(--quiet); }
  ::slotted([slot='badge']) { background: var(--brass); color: #1b2733; border-radius: 99px; padding: 0 10px; font-size: 13px; }
  footer { border-top: 1px solid var(--line); padding: 8px 14px; font-size: 14px; }
`);

/** A card with three slots, styled by one adopted sheet that all cards share. */
class ToolCard extends HTMLElement {
  static observedAttributes = ['heading'];
  #title = document.createElement('span');

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [shared];
    const slot = (name, fallback = '') => {
      const node = document.createElement('slot');
      if (name) node.name = name;
      node.append(fallback);
      return node;
    };
    const part = (tag, name, ...children) => {
      const node = document.createElement(tag);
      node.setAttribute('part', name);
      node.append(...children);
      return node;
    };
    root.append(
      part('header', 'head', this.#title, slot('badge')),
      part('section', 'body', slot()),
      part('footer', 'foot', slot('foot', 'On the bench')),
    );
  }

  attributeChangedCallback(_name, _old, value) {
    this.#title.textContent = value;
  }
}

customElements.define('tool-card', ToolCard);
