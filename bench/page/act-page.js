/** On the page that is watched: a button and a field that say how often they were pressed and typed in. */
document.body.insertAdjacentHTML(
  'beforeend',
  `<button id="press" type="button">press <b id="pressed">0</b></button> <input id="field"> <b id="typed">0</b>`,
);
const more = (selector) => {
  const counter = document.querySelector(selector);
  counter.firstChild.data = String(Number(counter.textContent) + 1);
};
document.querySelector('#press').addEventListener('click', () => more('#pressed'));
document.querySelector('#field').addEventListener('input', () => more('#typed'));
