/** A counter whose style sheet is a `<style>` in its root; it reflects its value and dispatches `change`. */
class RopeCounter extends HTMLElement {
  #output = document.createElement('output');
  #value = 0;

  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    const style = document.createElement('style');
    style.textContent = `
      :host { display: inline-flex; align-items: center; gap: 8px; padding: 6px 10px; border-radius: 99px; background: linear-gradient(90deg, #cdb78d, #efe6d2); color: #3b2b12; }
      button { width: 30px; height: 30px; border-radius: 50%; border: 2px solid #8d6b3f; background: #fff7e6; color: #3b2b12; font: 700 16px/1 sans-serif; cursor: pointer; }
      button:hover { background: #e9b44c; }
      output { min-width: 2ch; text-align: center; font: 700 18px Georgia, serif; }`;
    const step = (by, text) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = text;
      button.addEventListener('click', () => {
        this.value += by;
      });
      return button;
    };
    root.append(style, step(-1, '−'), this.#output, step(1, '+'));
    this.value = Number(this.getAttribute('value') ?? 0);
  }

  get value() {
    return this.#value;
  }

  set value(value) {
    this.#value = value;
    this.#output.textContent = String(value);
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

customElements.define('rope-counter', RopeCounter);
