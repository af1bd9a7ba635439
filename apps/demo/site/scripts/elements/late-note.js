/** Defined only on demand: until then it matches `:not(:defined)`. */
class LateNote extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    const text = document.createElement('strong');
    text.textContent = 'Defined just now. ';
    root.append(text, document.createElement('slot'));
  }
}

customElements.define('late-note', LateNote);
