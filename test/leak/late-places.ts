import { make as makeIn, type Planting } from './planting.js';

/**
 * Changes a page that is being watched, in the ways by which secrets come late: into masked elements that are shown as boxes
 * already, and into elements that become masked.
 */
export function plantLate({ document, words }: Planting): void {
  const say = (canary: string): void => document.body.append(Object.assign(document.createElement('p'), { textContent: canary }));
  const box = (): HTMLElement => document.querySelector<HTMLElement>('.private') as HTMLElement;

  {
    const { secret, canary } = words('text inside');
    box().append(secret);
    say(canary);
  }
  {
    const { secret, canary } = words('markup inside');
    box().innerHTML = `<p title="${secret}">${secret}<input value="${secret}"></p>`;
    say(canary);
  }
  {
    const { secret, canary } = words('own attribute');
    box().title = secret;
    box().dataset.more = secret;
    say(canary);
  }
  {
    const { secret, canary } = words('becomes masked');
    const open = document.createElement('p');
    open.textContent = 'nothing yet';
    document.body.append(open);
    open.className = 'private';
    open.textContent = secret;
    say(canary);
  }
  {
    const { secret, canary } = words('moved inside');
    const text = document.createElement('b');
    text.textContent = 'nothing yet';
    document.body.append(text);
    box().append(text);
    text.textContent = secret;
    say(canary);
  }
  {
    const { secret, canary } = words('detached and back');
    const masked = box();
    masked.remove();
    masked.append(secret);
    document.body.append(masked);
    say(canary);
  }
  {
    const { secret, canary } = words('shadow attached inside');
    const host = document.createElement('div');
    box().append(host);
    host.attachShadow({ mode: 'open' }).append(secret);
    say(canary);
  }
  {
    const { secret, canary } = words('becomes a password');
    const field = document.createElement('input');
    field.name = 'late-password';
    document.body.append(field);
    field.type = 'password';
    field.value = secret;
    field.setAttribute('value', secret);
    say(canary);
  }
  {
    const { secret, canary } = words('password rendered anew as text');
    const old = document.querySelector<HTMLInputElement>('input[name=late-password]') as HTMLInputElement;
    const twin = document.createElement('input');
    twin.name = 'late-password';
    twin.type = 'text';
    twin.value = secret;
    twin.setAttribute('value', secret);
    old.replaceWith(twin);
    say(canary);
  }
  {
    const { secret, canary } = words('autocomplete set late');
    const field = document.createElement('input');
    document.body.append(field);
    field.setAttribute('autocomplete', 'cc-number');
    field.value = secret;
    say(canary);
  }
  {
    const { secret, canary } = words('sheet rule inside');
    const style = document.createElement('style');
    box().append(style);
    style.sheet?.insertRule(`.never::after { content: "${secret}" }`);
    say(canary);
  }
  {
    const { secret, canary } = words('address');
    window.history.pushState(null, '', `?token=${secret}#${secret}`);
    say(canary);
  }
  {
    const { secret, canary } = words('a mask put around');
    const around = document.createElement('div');
    around.className = 'private';
    const inner = document.createElement('p');
    inner.textContent = 'nothing yet';
    document.body.append(inner);
    inner.before(around);
    around.append(inner);
    inner.textContent = secret;
    say(canary);
  }
  {
    const { secret, canary } = words('slotted into a mask');
    const host = document.createElement('div');
    const masked = document.createElement('div');
    masked.className = 'private';
    masked.append(document.createElement('slot'));
    document.body.append(host);
    host.attachShadow({ mode: 'open' }).append(masked);
    host.append(Object.assign(document.createElement('p'), { textContent: secret }), secret);
    say(canary);
  }
  {
    const { secret, canary } = words('selection and clipboard');
    const text = box().appendChild(document.createElement('p'));
    text.textContent = secret;
    document.getSelection()?.selectAllChildren(text);
    document.execCommand('copy');
    document.getSelection()?.removeAllRanges();
    say(canary);
  }
  {
    const { secret, canary } = words('custom validity');
    const field = document.createElement('input');
    box().append(field);
    field.setCustomValidity(secret);
    field.reportValidity();
    field.blur();
    say(canary);
  }
  {
    const { secret, canary } = words('before printing');
    window.addEventListener('beforeprint', () => box().append(secret), { once: true });
    window.dispatchEvent(new Event('beforeprint'));
    window.dispatchEvent(new Event('afterprint'));
    say(canary);
  }
}

/** What `all_input` masks, beside what stays open. */
export function plantInputs({ document, words }: Planting): void {
  const add = (place: string, masked: (secret: string) => HTMLElement, open: (canary: string) => HTMLElement): void => {
    const { secret, canary } = words(place);
    document.body.append(masked(secret), open(canary));
  };
  const make = (tag: string, attributes: Record<string, string>, ...text: string[]): HTMLElement =>
    makeIn(document, tag, attributes, ...text);
  const said = (canary: string): HTMLElement => make('p', { title: canary }, canary);
  for (const type of ['text', 'search', 'tel', 'url', 'email'])
    add(
      `${type} value`,
      (value) => make('input', { type, value }),
      (value) => make('input', { type: 'button', value }),
    );
  for (const name of ['placeholder', 'title', 'aria-label', 'pattern'])
    add(
      `input ${name}`,
      (value) => make('input', { [name]: value }),
      (title) => make('button', { title }, 'x'),
    );
  add('textarea', (text) => make('textarea', {}, text), said);
  add(
    'editable',
    (text) => make('div', { contenteditable: 'true' }, text),
    (text) => make('div', { contenteditable: 'false' }, text),
  );
  add(
    'option',
    (text) => {
      const select = make('select', {});
      select.append(make('option', { value: text, label: text }, text));
      return select;
    },
    said,
  );
  add(
    'submit stays',
    (value) => make('input', { value }),
    (value) => make('input', { type: 'submit', value }),
  );
}
