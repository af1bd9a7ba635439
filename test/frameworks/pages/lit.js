import { html, LitElement } from 'lit';
import { live } from 'lit/directives/live.js';

class SightForm extends LitElement {
  static properties = { name: {}, upper: {}, agreed: {}, colour: {} };
  constructor() {
    super();
    Object.assign(this, { name: '', upper: '', agreed: false, colour: 'red' });
  }
  render() {
    return html`<input id="name" .value=${this.name} @input=${({ target }) => (this.name = target.value)} />
      <input id="upper" .value=${live(this.upper)} @input=${({ target }) => (this.upper = target.value.toUpperCase())} />
      <input id="agreed" type="checkbox" .checked=${this.agreed} @change=${({ target }) => (this.agreed = target.checked)} />
      <select id="colour" @change=${({ target }) => (this.colour = target.value)}><option>red</option><option>green</option></select>`;
  }
}
customElements.define('sight-form', SightForm);
const form = document.body.appendChild(document.createElement('sight-form'));
window.state = () => ({ name: form.name, upper: form.upper, agreed: form.agreed, colour: form.colour });
