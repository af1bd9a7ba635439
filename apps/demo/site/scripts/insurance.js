import { element } from './element.js';
import { money } from './money.js';

const form = document.getElementById('quote-form');
const steps = [...form.querySelectorAll('[data-step]')];
const marks = [...document.querySelectorAll('.steps li')];
const field = (name) => form.elements[name];
let at = 0;

function show(index) {
  at = index;
  steps.forEach((step, i) => {
    step.hidden = i !== at;
    marks[i].classList.toggle('done', i < at);
    if (i === at) marks[i].setAttribute('aria-current', 'step');
    else marks[i].removeAttribute('aria-current');
  });
  document.getElementById('progress').value = at;
  document.getElementById('back').disabled = at === 0;
  document.getElementById('next').hidden = at === steps.length - 1;
  document.getElementById('send').hidden = at !== steps.length - 1;
  if (at === steps.length - 1) summarise();
}

/** Yearly premium in cents: an invented tariff. */
function premium() {
  const rates = { boat: 1.1, home: 0.42, both: 1.3 };
  const cover = field('cover').value || 'boat';
  const extras = form.querySelectorAll('[name=extras]:checked').length * 1900;
  const risk = 1 + field('waters').selectedOptions.length * 0.08;
  return Math.round((Number(field('value').value) * rates[cover] * risk - Number(field('excess').value) * 4 + extras) * 1);
}

/** What is known so far, but nothing of the private fields. */
function summarise() {
  const named = {
    Cover: field('cover').value,
    Type: field('type').value,
    'Starts on': field('start').value,
    Harbour: field('harbour').value,
  };
  document
    .getElementById('summary')
    .replaceChildren(...Object.entries(named).flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value || '–')]));
}

function strength(text) {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(text)).length;
  return Math.min(10, Math.floor(text.length / 2) + kinds);
}

function draw() {
  document.getElementById('excess-out').value = money(Number(field('excess').value) * 100);
  document.getElementById('premium').value = money(Math.max(2900, premium()));
  document.getElementById('strength').value = strength(field('password').value);
  const extras = [...form.querySelectorAll('[name=extras]')];
  const all = document.getElementById('all-extras');
  all.checked = extras.every((box) => box.checked);
  all.indeterminate = !all.checked && extras.some((box) => box.checked);
  const hull = getComputedStyle(form).getPropertyValue('--hull');
  if (hull !== field('colour').value) form.style.setProperty('--hull', field('colour').value);
}

document.getElementById('next').addEventListener('click', () => {
  const bad = [...steps[at].querySelectorAll('input, select, textarea')].find((control) => !control.checkValidity());
  if (bad) bad.reportValidity();
  else show(at + 1);
});
document.getElementById('back').addEventListener('click', () => show(at - 1));
document.getElementById('all-extras').addEventListener('change', (event) => {
  for (const box of form.querySelectorAll('[name=extras]')) box.checked = event.target.checked;
});
document.getElementById('reveal').addEventListener('click', (event) => {
  const hidden = field('password').type === 'password';
  field('password').type = hidden ? 'text' : 'password';
  event.currentTarget.textContent = hidden ? 'Hide' : 'Show';
});
document.getElementById('bold').addEventListener('click', () => document.execCommand('bold'));
document.getElementById('bullet').addEventListener('click', () => document.execCommand('insertUnorderedList'));
document.getElementById('tour').addEventListener('click', () => document.getElementById('terms').showModal());
form.addEventListener('input', draw);
form.addEventListener('reset', () => setTimeout(draw));
form.addEventListener('submit', (event) => {
  event.preventDefault();
  document.getElementById('terms').close();
  document.getElementById('thanks').hidden = false;
  form.hidden = true;
});
show(0);
draw();
