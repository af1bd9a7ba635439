// Builds the node-heavy page: an application's list of cards, one in six of them a web component with an open root.

const CARD_NODES = 27; // what `card` below makes at least, text nodes and a sixth of a component's root included
const WORDS = 'order invoice customer shipment pending paid refund review ticket account balance region status owner due'.split(' ');

function card(i) {
  const word = (k) => WORDS[(i * 7 + k * 3) % WORDS.length];
  const part = i % 6 === 0 ? `<bench-meter data-value="${i % 100}"></bench-meter>` : `<span class="meter m${i % 10}">${i % 100} %</span>`;
  return (
    `<article class="card card-${i % 12}" id="c${i}" data-key="${(i * 2654435761) >>> 0}"><header class="card-header d-flex">` +
    `<h3 class="title">${word(0)} ${word(1)} ${i}</h3><a class="link" href="/item/${i}">open</a></header><div class="card-body">` +
    `<p class="text">The ${word(2)} of ${word(3)} ${i} is ${word(4)} since day ${i % 31}.</p>` +
    `<ul class="list"><li class="on">${word(5)}</li><li>${word(6)}</li><li>${word(7)} ${i % 50}</li></ul>` +
    `<label class="field">Amount <input name="amount${i}" value="${i * 3}"></label>` +
    `<label><input type="checkbox" ${i % 3 ? '' : 'checked'}> done</label><button type="button" class="btn btn-sm">edit</button>${part}` +
    `</div></article>`
  );
}

const ROOT =
  '<div class="bar" part="bar"><i class="fill"></i><b>value</b></div><ol><li>low</li><li>mid</li><li>high</li></ol><slot></slot>';

/** Fills the page until it has at least `count` nodes, shadow trees included; answers how many it has. */
export function buildNodes(count) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '.bar{display:block;height:6px;background:#ddd}.fill{display:block;height:6px;width:40%;background:#48c}ol{display:none}',
  );
  if (!customElements.get('bench-meter')) {
    customElements.define(
      'bench-meter',
      class extends HTMLElement {
        connectedCallback() {
          if (this.shadowRoot) return;
          const root = this.attachShadow({ mode: 'open' });
          root.adoptedStyleSheets = [sheet];
          root.innerHTML = ROOT;
        }
      },
    );
  }
  const style = document.createElement('style');
  style.textContent = '.card{border:1px solid #ccc;margin:4px;padding:4px}.card-header{display:flex;gap:8px}.list{columns:3}';
  document.head.append(style);
  const cards = Math.ceil(count / CARD_NODES);
  let html = '';
  for (let i = 0; i < cards; i++) html += card(i);
  const main = document.createElement('main');
  main.innerHTML = html;
  document.body.append(main);
  return countNodes(document);
}

function countNodes(node) {
  let count = 1;
  if (node.shadowRoot) count += countNodes(node.shadowRoot);
  for (let child = node.firstChild; child; child = child.nextSibling) count += countNodes(child);
  return count;
}

/** Adds rules the way CSS-in-JS does: by `insertRule`, with no text anywhere in the page. */
export function insertRules(count) {
  const style = document.createElement('style');
  document.head.append(style);
  for (let i = 0; i < count; i++) {
    style.sheet.insertRule(`.css-${(i * 2654435761) >>> 0}{margin:${i % 9}px;color:hsl(${i % 360} 40% 50%);flex:${i % 5} 1 auto}`, i);
  }
}
