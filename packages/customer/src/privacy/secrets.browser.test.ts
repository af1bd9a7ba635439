import { expect, test } from 'vitest';
import { gatePage } from './gate.fixture.js';
import { watchSecrets } from './secrets.js';

const { start, page, left, get, flush } = gatePage();
const reveal = (input: HTMLInputElement, value: string): void => {
  input.type = 'text';
  input.value = value;
  input.setAttribute('value', value);
};

test('2.2 a password shown stays secret: by property and attribute, in a shadow root, moved, cloned, imported, written anew', async () => {
  await start(
    '<form id=f><input name=user value=CANARY><input id=p type=password name=pw placeholder=Password></form><div id=h></div><input id=l type=password aria-label="Your code">',
  );
  const { document } = page();
  const host = get('#h').attachShadow({ mode: 'open' });
  host.innerHTML = '<input type=password>';
  await flush();
  reveal(get<HTMLInputElement>('#p'), 'SECRET1');
  get('#l').setAttribute('type', 'search');
  get<HTMLInputElement>('#l').value = 'SECRET2';
  reveal(host.querySelector('input') as HTMLInputElement, 'SECRET3');
  await flush();
  const clone = get('#p').cloneNode() as HTMLInputElement;
  clone.removeAttribute('id');
  document.body.append(clone, document.importNode(get('#l'), true));
  host.append(clone.cloneNode());
  await flush();
  // A framework makes the form anew: other element, no type, no name, the same place.
  get('#f').outerHTML = '<form id=f><input name=user value=CANARY2><input value=SECRET4></form>';
  document.body.insertAdjacentHTML('beforeend', '<textarea placeholder=Password>SECRET5</textarea><input id=l value=SECRET6>');
  await flush();
  expect(left()).toContain('CANARY2');
  expect(left()).not.toContain('SECRET');
});

test('2.2 a field told before its twin was a password is forgotten', async () => {
  await start('<input name=pin value=OLD><p>x</p>');
  get('p').insertAdjacentHTML('beforeend', '<input type=password name=pin>');
  await flush();
  expect(page().forgets).toBe(1);
  expect(page().mirror.print()).not.toContain('OLD');
});

test('2.3 before anybody watches: shown in a detached tree, in a shadow root', async () => {
  await start('<div id=d><input id=p type=password></div><div id=h></div>');
  page().capture.idle();
  const { document } = page();
  const host = get('#h').attachShadow({ mode: 'open' });
  host.innerHTML = '<input type=password>';
  const inner = host.querySelector('input') as HTMLInputElement;
  inner.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }));
  const tree = get('#d');
  tree.remove();
  reveal(tree.querySelector('input') as HTMLInputElement, 'SECRET1');
  reveal(inner, 'SECRET2');
  await new Promise((done) => setTimeout(done, 0));
  document.body.append(tree);
  const again = page().keyframe();
  page().capture.open(5);
  await again;
  expect(left()).not.toContain('SECRET');
});

test.each([
  '<x-field autocomplete="cc-number"><input value=SECRET></x-field>',
  '<div contenteditable autocomplete="section-a billing cc-csc">SECRET</div>',
  '<textarea autocomplete="ONE-TIME-CODE">SECRET</textarea>',
  '<input autocomplete="new-password webauthn" value=SECRET>',
  '<div autocomplete="current-password"><b>SECRET</b></div>',
])('2.1 autocomplete says it of any element: %s', async (html) => {
  await start(`${html}<input autocomplete="name" value=CANARY>`);
  expect(left()).toContain('CANARY');
  expect(left()).not.toContain('SECRET');
});

test('2.3 in frames too, those that are there and those that come, and in what is loaded into them', async () => {
  const frame = (): HTMLIFrameElement => {
    const made = document.createElement('iframe');
    made.srcdoc = '<input type=password><input id=o>';
    return made;
  };
  const inputOf = async (of: HTMLIFrameElement, selector: string): Promise<HTMLInputElement> => {
    await expect.poll(() => of.contentDocument?.querySelector(selector)).toBeTruthy();
    return of.contentDocument?.querySelector(selector) as HTMLInputElement;
  };
  const shown = async (of: HTMLIFrameElement): Promise<HTMLInputElement> => {
    const input = await inputOf(of, 'input');
    reveal(input, 'x');
    await new Promise((done) => setTimeout(done, 0));
    return input;
  };
  const early = frame();
  document.body.append(early);
  await inputOf(early, '#o');
  const secrets = watchSecrets(document);
  const late = frame();
  document.body.append(late);
  await new Promise((done) => late.addEventListener('load', done, { once: true }));
  expect(secrets.has(await shown(early))).toBe(true);
  expect(secrets.has(await shown(late))).toBe(true);
  expect(secrets.has(await inputOf(late, '#o'))).toBe(false);
  early.remove();
  late.remove();
});
