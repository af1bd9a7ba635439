import { afterEach, expect, test, vi } from 'vitest';
import { type Rig, rig } from './capture.fixture.js';

declare const __LONG__: boolean;

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

const fail = (): never => {
  throw new Error('the page broke this');
};
const thrower = { configurable: true, get: fail, set: fail };

let made: Rig | undefined;
afterEach(() => {
  made?.stop();
  vi.restoreAllMocks();
});

async function open(): Promise<Rig> {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  made = await rig(PAGE, { maskCssSelectors: '.private' });
  const { document: page } = made;
  const root = at(page, 'host').attachShadow({ mode: 'open' });
  root.innerHTML = `<style>p { color: blue }</style><p>in a root</p><p class="private">${SECRETS[3]}</p><slot></slot>`;
  made.capture.flush();
  return made;
}

const at = (page: Document, id: string): HTMLElement => getElementById.call(page, id) as HTMLElement;

/** Edits everything, the odd places through the page's own functions; what those throw is the page's. */
function edit(page: Document, words: string): void {
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

const TYPES =
  'input change reset toggle beforetoggle close focusin focusout scroll load error pointerover pointerout pointerdown pointerup pointercancel pointermove keydown beforeinput compositionstart resize popstate hashchange focus blur transitionrun animationstart fullscreenchange selectionchange slotchange play pause click'.split(
    ' ',
  );

/** What of the page must be in step whatever else cannot be looked at. */
async function inStep({ mirror, capture, faults, frames }: Rig, words: string, said = [words]): Promise<void> {
  await expect
    .poll(() => {
      capture.flush();
      return mirror.print();
    })
    .toContain(`<p title="${words}">"${words}"</>`);
  const rest = [...mirror.nodes.values()].find((node) => node.attrs.get('id') === 'rest');
  expect(mirror.print(rest)).toBe(`<div id="rest">${said.map((line) => `<p title="${line}">"${line}"</>`).join('')}</>`);
  expect(faults).toEqual([]);
  const bytes = frames.map(({ body }) => new TextDecoder().decode(body)).join('\n');
  for (const secret of SECRETS) expect(bytes).not.toContain(secret);
  expect(bytes).toContain('words');
}

test('1.18 events of every kind at every kind of target leave the capture as it was', async () => {
  const page = await open();
  const { document: inner } = page;
  const window = inner.defaultView as Window & typeof globalThis;
  const targets: EventTarget[] = [
    window,
    inner,
    inner.documentElement,
    at(inner, 'host').shadowRoot as ShadowRoot,
    at(inner, 'p').firstChild as Text,
    inner.appendChild(inner.createComment('c')),
    inner.createElement('input'),
    at(inner, 'svg'),
    inner.createDocumentFragment(),
    new window.XMLHttpRequest(),
  ];
  for (const type of TYPES)
    for (const target of targets)
      for (const event of [new window.Event(type), new window.CustomEvent(type, { bubbles: true, composed: true, detail: Symbol('x') })])
        target.dispatchEvent(event);
  edit(inner, 'after all events');
  await inStep(page, 'after all events');
  expect(page.mirror.meta.lost).toEqual([]);
});

test('1.16 what throws when it is looked at is left out and named; all else goes on, masks stay whole', async () => {
  const page = await open();
  const { document: inner } = page;
  Object.defineProperty(at(inner, 'img'), 'currentSrc', thrower);
  Object.defineProperty(inner, 'activeElement', thrower);
  edit(inner, 'after two');
  await inStep(page, 'after two');
  page.capture.open(2);
  await inStep(page, 'after two');
  await expect
    .poll(() => {
      inner.dispatchEvent(new Event('focusin'));
      page.capture.flush();
      return (page.mirror.meta.lost as string[]).toSorted();
    })
    .toEqual(['<img>', 'focus']);
  expect(page.mirror.print()).toContain('<#box img>');
});

test('1.17 a root that is a polyfill’s has the sheets of its document', async () => {
  const page = await open();
  const { document: inner } = page;
  const root = at(inner, 'host').shadowRoot as ShadowRoot;
  Object.defineProperty(root, 'styleSheets', thrower);
  Object.defineProperty(root, 'adoptedStyleSheets', { value: undefined });
  edit(inner, 'after the root');
  page.capture.open(2);
  await inStep(page, 'after the root');
  const id = [...page.mirror.nodes.values()].find(({ tag }) => tag === '#shadow')?.id;
  expect(page.mirror.css(id)).toContain('.a { color: red');
});

test('1.16 faults at random: the page breaks what we call, on objects and prototypes', { timeout: 600_000 }, async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const count = __LONG__ ? 1000 : 60;
  const random = randomFrom(seed);
  for (let n = 0; n < count; n++) {
    const page = await open();
    const { document: inner } = page;
    const broken: string[] = [];
    const things = thingsOf(inner);
    for (let faults = 1 + random(6); faults > 0; faults--) broken.push(breakSomething(things[random(things.length)] as Thing, random));
    try {
      for (let round = 0; round < 2; round++) {
        edit(inner, `round ${round}`);
        await inStep(page, `round ${round}`, ['round 0', 'round 1'].slice(0, round + 1));
        if (round === 0) page.capture.open(100);
      }
    } catch (error) {
      throw new Error(`seed ${seed}, page ${n}: ${broken.join(', ')}`, { cause: error });
    }
    page.stop();
    made = undefined;
  }
});

/** Whole numbers below what it is asked for, the same ones from the same seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Thing = [string, object];

/** What a page may have broken, before it is. */
function thingsOf(page: Document): Thing[] {
  const window = page.defaultView as Window & typeof globalThis;
  const { sheet } = at(page, 'style') as HTMLStyleElement;
  return [
    ...IDS.flatMap((id): Thing[] => [
      [`#${id}`, at(page, id)],
      [`#${id}`, at(page, id)],
    ]),
    ['document', page],
    ['sheet', sheet as CSSStyleSheet],
    ['root', at(page, 'host').shadowRoot as ShadowRoot],
    ['rule', sheet?.cssRules[0] as CSSRule],
    ...INTERFACES.map((name): Thing => [`${name}.prototype`, (window[name as never] as unknown as { prototype: object }).prototype]),
  ];
}
const IDS = 'text check radio area select option button img link p dialog details host custom svg scroller frame form style'.split(' ');
const INTERFACES =
  'Node Element HTMLElement HTMLInputElement HTMLSelectElement HTMLImageElement Document ShadowRoot StyleSheet CSSStyleSheet CSSRule CSSStyleRule CSSStyleDeclaration MediaList StyleSheetList Event UIEvent MouseEvent EventTarget MutationRecord HTMLIFrameElement HTMLSlotElement CharacterData History'.split(
    ' ',
  );

/** Makes one property of one of them throw. */
function breakSomething([name, object]: Thing, random: (below: number) => number): string {
  const keys: string[] = [];
  if (name.endsWith('prototype')) keys.push(...Object.getOwnPropertyNames(object).filter((one) => one !== 'constructor'));
  else for (const key in object) keys.push(key);
  const key = keys[random(keys.length)] as string;
  try {
    Object.defineProperty(object, key, thrower);
  } catch {
    return `${name}.${key} stands`;
  }
  return `${name}.${key}`;
}
