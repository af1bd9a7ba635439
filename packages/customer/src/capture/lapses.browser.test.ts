import { afterEach, expect, test, vi } from 'vitest';
import type { Rig } from './capture.fixture.js';
import { at, bytesOf, edit, inStep, openPage, thrower, TYPES } from './lapses.fixture.js';

declare const __LONG__: boolean;
declare const __SEED__: number;

/** `SEED=n npx vitest run …` tries the same pages again. */
const SEED = __SEED__ || Math.floor(Math.random() * 2 ** 31);

let made: Rig | undefined;
afterEach(() => {
  made?.stop();
  made = undefined;
  vi.restoreAllMocks();
});

async function open(): Promise<Rig> {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  return (made = await openPage());
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

/** What of its window's a capture reads or calls at use, as `Interface.name`, found by standing before all of it. */
async function usedAtUse(): Promise<string[]> {
  const { document: page, capture } = await open();
  const window = page.defaultView as Window & typeof globalThis;
  const used = new Set<string>();
  for (const [name, owner] of ownersOf(window)) {
    for (const [key, found] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
      if (key === 'constructor' || !found.configurable) continue;
      const note = (part: unknown): unknown =>
        typeof part === 'function' &&
        function (this: unknown, ...args: unknown[]): unknown {
          used.add(`${name}.${key}`);
          return Reflect.apply(part, this, args);
        };
      if (found.get) Object.defineProperty(owner, key, { ...found, get: note(found.get) as () => unknown });
      else if (typeof found.value === 'function' && !/^[A-Z]/.test(key))
        Object.defineProperty(owner, key, { ...found, value: note(found.value) });
    }
  }
  edit(page, 'round 0');
  capture.flush();
  capture.open(100);
  for (const how of ['round 1', 'round 2']) {
    edit(page, how);
    capture.flush();
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  made?.stop();
  made = undefined;
  return [...used].toSorted();
}

/** The window itself, and what its interfaces give to their things; not what every call of a function goes through. */
const ownersOf = (window: Window & typeof globalThis): Map<string, object> =>
  new Map([
    ['window', window as object],
    ...Object.getOwnPropertyNames(window).flatMap((name): [string, object][] => {
      if (!/^[A-Z]/.test(name) || name === 'Function' || name === 'Object') return [];
      const { prototype } = (window as unknown as Record<string, { prototype?: object }>)[name] ?? {};
      return prototype ? [[name, prototype]] : [];
    }),
  ]);

/** What the gate cannot do without: sharing ends. */
const GATE = /^NodeList\.length$/;

test('1.16 each thing capture reads or calls throws, one after the other: the session lives, masks are whole, the rest is in step', {
  timeout: 600_000,
}, async () => {
  const used = await usedAtUse();
  expect(used.length).toBeGreaterThan(40);
  const failed: string[] = [];
  for (const one of used) {
    const page = await open();
    const [name, key] = one.split('.') as [string, string];
    const owner = ownersOf(page.document.defaultView as Window & typeof globalThis).get(name) as object;
    Object.defineProperty(owner, key, thrower);
    try {
      if (GATE.test(one)) {
        edit(page.document, 'round 0');
        await expect.poll(() => page.capture.flush() ?? page.faults.length).toBeGreaterThan(0);
        expect(bytesOf(page)).not.toMatch(/secret/);
        continue;
      }
      for (let round = 0; round < 2; round++) {
        edit(page.document, `round ${round}`);
        await inStep(page, `round ${round}`, ['round 0', 'round 1'].slice(0, round + 1));
        if (round === 0) page.capture.open(100);
      }
    } catch (error) {
      failed.push(`${one}: ${String(error).slice(0, 200)}`);
    } finally {
      page.stop();
      made = undefined;
    }
  }
  expect(failed).toEqual([]);
});

test(`1.16 faults at random: the page breaks what we call, on objects and prototypes (seed ${SEED})`, { timeout: 600_000 }, async () => {
  const count = __LONG__ ? 1000 : 60;
  const random = randomFrom(SEED);
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
      throw new Error(`seed ${SEED}, page ${n}: ${broken.join(', ')}`, { cause: error });
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
