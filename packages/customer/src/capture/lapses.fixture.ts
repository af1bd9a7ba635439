import { expect } from 'vitest';
import { type Rig, rig } from './capture.fixture.js';

const SECRETS = ['secret-of-a-password', 'secret-of-a-card', 'secret-of-a-rule', 'secret-in-a-root'];
const PAGE = `<html><head><title>A page</title><style id="style">.a { color: red }</style></head><body>
<div id="odd"><form id="form"><input id="text" name="t" value="x"><input id="check" type="checkbox"><input id="radio" type="radio" name="r">
<textarea id="area">y</textarea><select id="select"><option id="option">1</option><option>2</option></select><button id="button">b</button></form>
<img id="img" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><a id="link" href="/x">a</a><p id="p">words</p><dialog id="dialog">d</dialog>
<details id="details"><summary>s</summary>t</details><div id="host"></div><x-custom id="custom"></x-custom><svg id="svg"><g></g></svg>
<div id="scroller" style="overflow:auto;height:20px"><p style="height:99px"></p></div><iframe id="frame" srcdoc="<p>inner"></iframe></div>
<input id="pw" type="password" value="${SECRETS[0]}"><input autocomplete="cc-number" value="${SECRETS[1]}"><p class="private">${SECRETS[2]}</p>
<div id="rest"></div></body></html>`;

/** Taken from this realm: the page's are what the tests break. */
const { appendChild } = Node.prototype;
const { setAttribute } = Element.prototype;
const { getElementById } = Document.prototype;
const defaultView = Object.getOwnPropertyDescriptor(Document.prototype, 'defaultView')?.get as (
  this: Document,
) => Window & typeof globalThis;
const { dispatchEvent } = EventTarget.prototype;
const setText = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent')?.set as (this: Node, text: string) => void;
const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set as (
  this: HTMLInputElement,
  text: string,
) => void;

const shadowRoot = Object.getOwnPropertyDescriptor(Element.prototype, 'shadowRoot')?.get as (this: Element) => ShadowRoot;

export const fail = (): never => {
  throw new Error('the page broke this');
};
export const thrower = { configurable: true, get: fail, set: fail };

/** A page with a bit of everything, in the mirror; what it throws then is up to the test. */
export async function openPage(): Promise<Rig> {
  const made = await rig(PAGE, { maskCssSelectors: '.private' });
  const { document: page } = made;
  const root = at(page, 'host').attachShadow({ mode: 'open' });
  root.innerHTML = `<style>p { color: blue }</style><p>in a root</p><p class="private">${SECRETS[3]}</p><slot></slot>`;
  made.capture.flush();
  return made;
}

export const at = (page: Document, id: string): HTMLElement => getElementById.call(page, id) as HTMLElement;

/** Edits everything, the odd places through the page's own functions; what those throw is the page's. */
export function edit(page: Document, words: string): void {
  const window = defaultView.call(page);
  const attempts: (() => void)[] = [
    () => ((at(page, 'text') as HTMLInputElement).value = words),
    () => ((at(page, 'check') as HTMLInputElement).checked = true),
    () => ((at(page, 'select') as HTMLSelectElement).selectedIndex = 1),
    () => void at(page, 'style').textContent,
    () => void (at(page, 'style') as HTMLStyleElement).sheet?.insertRule('.b { color: green }'),
    () => (at(page, 'dialog') as HTMLDialogElement).showModal(),
    () => (at(page, 'details') as HTMLDetailsElement).setAttribute('open', ''),
    () => at(page, 'scroller').scrollTo(0, 9),
    () => at(page, 'text').focus(),
    () => (page.adoptedStyleSheets = [new window.CSSStyleSheet()]),
    () => at(page, 'custom').attachShadow({ mode: 'open' }),
    () => (page.title = words),
    () => setAttribute.call(at(page, 'img'), 'alt', words),
    () => setText.call(at(page, 'p'), words),
  ];
  for (const attempt of attempts) {
    try {
      attempt();
    } catch {
      // It broke its own call.
    }
  }
  for (const type of TYPES)
    for (const target of [at(page, 'text'), at(page, 'p'), shadowRoot.call(at(page, 'host'))])
      dispatchEvent.call(target, new Event(type, { bubbles: true, composed: true }));
  const line = document.createElement('p');
  setText.call(line, words);
  setAttribute.call(line, 'title', words);
  appendChild.call(at(page, 'rest'), line);
  setValue.call(at(page, 'pw') as HTMLInputElement, SECRETS[0] as string);
}

export const TYPES =
  'input change reset toggle beforetoggle close focusin focusout scroll load error pointerover pointerout pointerdown pointerup pointercancel pointermove keydown beforeinput compositionstart resize popstate hashchange focus blur transitionrun animationstart fullscreenchange selectionchange slotchange play pause click'.split(
    ' ',
  );

/** All that left, as text. */
export const bytesOf = ({ frames }: Pick<Rig, 'frames'>): string => frames.map(({ body }) => new TextDecoder().decode(body)).join('\n');

/** What of the page must be in step whatever else cannot be looked at. */
export async function inStep({ mirror, capture, faults, frames }: Rig, words: string, said = [words]): Promise<void> {
  await expect
    .poll(() => {
      capture.flush();
      return mirror.print();
    })
    .toContain(`<p title="${words}">"${words}"</>`);
  const rest = [...mirror.nodes.values()].find((node) => node.attrs.get('id') === 'rest');
  expect(mirror.print(rest)).toBe(`<div id="rest">${said.map((line) => `<p title="${line}">"${line}"</>`).join('')}</>`);
  expect(faults).toEqual([]);
  const bytes = bytesOf({ frames });
  for (const secret of SECRETS) expect(bytes).not.toContain(secret);
  expect(bytes).toContain('words');
}
