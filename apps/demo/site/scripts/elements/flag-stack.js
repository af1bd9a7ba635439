const COLOURS = ['#c0392b', '#f4ede1', '#1d4e6f', '#ffd84a', '#1b2733', '#2d7d4f'];

/** Signal flags for a word: each flag is a nested element with a root of its own. */
class FlagStack extends HTMLElement {
  static observedAttributes = ['word'];

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.insertRule(':host { display: flex; gap: 4px; flex-wrap: wrap }');
    sheet.insertRule('signal-flag { width: 46px; height: 34px }');
    root.adoptedStyleSheets = [sheet];
  }

  attributeChangedCallback() {
    const flags = [...(this.getAttribute('word') ?? '')].map((letter) => {
      const flag = document.createElement('signal-flag');
      flag.letter = letter;
      return flag;
    });
    this.shadowRoot.replaceChildren(...flags);
  }
}

class SignalFlag extends HTMLElement {
  set letter(letter) {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const code = letter.toUpperCase().charCodeAt(0) - 65;
    const one = COLOURS[code % 6];
    const two = COLOURS[(code + 1 + (code % 4)) % 6];
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 46 34');
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', letter);
    const shape = (d, fill) => {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('d', d);
      path.setAttribute('fill', fill);
      return path;
    };
    const patterns = ['M0 0h23v34H0z', 'M0 0h46v17H0z', 'M0 0l46 34H0z', 'M12 8h22v18H12z', 'M0 12h46v10H0zM18 0h10v34H18z'];
    svg.append(shape('M0 0h46v34H0z', one), shape(patterns[code % patterns.length] ?? patterns[0], two));
    root.replaceChildren(svg);
  }
}

customElements.define('signal-flag', SignalFlag);
customElements.define('flag-stack', FlagStack);
