import type { Act, AssistType, NodePlace } from '@sightline/protocol';
import { type Sight, sighted } from '../help/sighted.js';
import { page } from 'vitest/browser';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { type Assisted, assisted } from './assist.fixture.js';

const ACTS = 2_000;
/** Another one each time: the title of a test that fails names it. */
const SEED = Math.floor(Math.random() * 2 ** 31);

/** Numbers below 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What nobody but the customer may touch, each with something near that may be. `.no` marks what must stay as it is. */
const HTML = `<style>body{margin:0}form,section{display:block;padding:4px}*{font-size:12px}.cover{position:absolute;left:0;top:400px;width:300px;height:40px}</style>
<form id=f1 onsubmit="event.preventDefault()"><input name=a value=1><input class=no type=password name=p value=secret><label>pw <input class=no type=password value=s2></label>
<button>send</button><button type=reset>reset</button><button type=button>plain</button></form>
<form id=f2 onsubmit="event.preventDefault()"><input value=2><textarea>t</textarea><select><option>1<option>2</select><select multiple><option>1<option>2<option>3</select>
<input type=checkbox><input type=radio name=q><input type=radio name=q class=no data-cobrowse-block checked><input type=range><input type=date><input type=color><button type=reset>reset</button></form>
<section class="no mask"><input value=m><textarea>m</textarea><button>m</button><div contenteditable>m</div><select><option>1<option>2</select><div style="height:30px;overflow:auto"><p style="height:300px">m</p></div></section>
<section class=no data-cobrowse-block><input value=b><button popovertarget=pop>b</button><div contenteditable>b</div><details><summary>b</summary>b</details><input type=checkbox><div style="height:30px;overflow:auto"><p style="height:300px">b</p></div></section>
<section><input class=no type=file id=file><label for=file>file</label><button onclick="this.previousElementSibling.control.click()">choose</button></section>
<section><details name=d><summary>one</summary>1</details><details name=d class=no data-cobrowse-block open><summary>two</summary>2</details></section>
<section><button popovertarget=pop>pop</button><div id=pop popover class=no data-cobrowse-block>p</div><button commandfor=dlg command=show-modal>dlg</button><dialog id=dlg class=no data-cobrowse-block>d</dialog></section>
<section><a href="https://elsewhere.example/">off</a> <a href="javascript:void(window.hit=1)">js</a> <a href="/x" download>dl</a> <a href="#here" onclick="event.preventDefault()">here</a></section>
<section id=host class=no data-cobrowse-block></section><section id=open></section><section id=slotted><input class=no value=sl></section>
<div contenteditable id=ce>edit <b>me</b></div><label for=lost>l</label><input id=lost class=no autocomplete=cc-number value=4111>
<div style="height:40px;overflow:auto"><p style="height:300px">scroll</p></div>
<iframe style="width:300px;height:90px" srcdoc="<body style=margin:0><input value=in><input class=no type=password value=ip><div class=no data-cobrowse-block><input value=ib><button>b</button></div><button>ok</button>"></iframe>
<iframe class=no data-cobrowse-block style="width:300px;height:60px" srcdoc="<body style=margin:0><input value=in><button>ok</button>"></iframe>`;

const KINDS: Act['act'][] = [
  ...(['scroll', 'wheel', 'show', 'pointer', 'pointer', 'pointer', 'pointer', 'focus', 'blur', 'key', 'key', 'input', 'input'] as const),
  ...(['compose', 'caret', 'range', 'value', 'choose', 'history', 'go'] as const),
];
const TYPES: AssistType[] = ['scroll_page', 'edit_form', 'click', 'navigate'];
/** All that an event can say of something that was touched. */
const EVENTS =
  `pointerover pointerenter pointermove pointerdown pointerup mouseover mousemove mousedown mouseup click dblclick auxclick contextmenu
keydown keypress keyup beforeinput input change compositionstart compositionupdate compositionend focus wheel scroll toggle beforetoggle command paste
cut copy selectstart`.split(/\s+/);

/** Everything an agent must not reach, in all documents, with the node that says so. */
function forbidden(on: Assisted): Element[] {
  const roots: (Document | ShadowRoot)[] = [on.document];
  for (const frame of on.document.querySelectorAll('iframe')) roots.push(frame.contentDocument as Document);
  for (const host of on.document.querySelectorAll('#host,#open')) roots.push(host.shadowRoot as ShadowRoot);
  const marked = roots.flatMap((root) => [...root.querySelectorAll('.no')]);
  const inFrame = marked.flatMap((one) =>
    one.localName === 'iframe' ? [...(one as HTMLIFrameElement).contentDocument!.querySelectorAll('*')] : [],
  );
  const inHost = marked.flatMap((one) => [...(one.shadowRoot?.querySelectorAll('*') ?? [])]);
  return [...marked.flatMap((one) => [one, ...one.querySelectorAll('*')]), ...inFrame, ...inHost];
}

/** How such an element stands. */
const stateOf = (element: Element): string => {
  const { value, checked, open, selectedIndex } = element as HTMLInputElement & HTMLDetailsElement & HTMLSelectElement;
  const { scrollTop, scrollLeft, textContent } = element;
  const states = [':popover-open', ':modal', ':focus'].map((state) => element.matches(state));
  return JSON.stringify([value, checked, open, selectedIndex, scrollTop, scrollLeft, textContent, element.getAttributeNames(), ...states]);
};

interface Attack {
  seed: number;
  acts: number;
  reached: string[];
  changed: string[];
  /** How often each reason was given. */
  reasons: Record<string, number>;
  done: number;
  ungranted: number;
  left: boolean;
}

async function attack(seed: number, weaken: (on: Assisted) => void = () => undefined): Promise<Attack> {
  const on = await assisted(HTML, { maskCssSelectors: '.mask' });
  const next = random(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  on.find('#host').attachShadow({ mode: 'open' }).innerHTML = '<input value=h><button>h</button>';
  on.find('#open').attachShadow({ mode: 'open' }).innerHTML = '<input value=o><input class=no type=password value=op><button>o</button>';
  on.find('#slotted').attachShadow({ mode: 'open' }).innerHTML = '<div data-cobrowse-block><slot></slot></div>';
  const frames = [...on.document.querySelectorAll('iframe')];
  await expect.poll(() => frames.every((frame) => (on.placeOf(frame.contentDocument!.body).id ?? 0) > 0)).toBe(true);
  on.capture.flush();
  weaken(on);
  const guarded = forbidden(on);
  const before = guarded.map(stateOf);
  const reached: string[] = [];
  let doing: Act | undefined;
  const set = new Set<EventTarget>(guarded);
  /** Clicks of the page's own scripts on its file input: they are heard, and must open nothing. */
  const choosing: Event[] = [];
  const hear = (event: Event): void => {
    const [target] = event.composedPath();
    if (!set.has(target as Element)) return;
    const { localName, id } = target as Element;
    if (event.type === 'click' && id === 'file') choosing.push(event);
    else reached.push(`${event.type} ${localName}#${id} ${(target as Element).outerHTML.slice(0, 60)} by ${JSON.stringify(doing)}`);
  };
  for (const view of [on.view, ...frames.map((frame) => frame.contentWindow as Window)])
    for (const type of EVENTS) view.addEventListener(type, hear, true);
  on.answer = true;

  const all = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
  const elements = [on.document.documentElement, ...all(on.document), ...frames.flatMap((frame) => all(frame.contentDocument!))];
  const place = (): NodePlace => {
    const dice = next();
    if (dice < 0.9) return on.placeOf(pick(elements));
    const path = Array.from({ length: Math.floor(next() * 3) }, () => Math.floor(next() * 200));
    return { path, id: Math.floor(next() * 400) };
  };
  const fraction = (): number => (next() < 0.8 ? next() : next() * 6 - 3);
  const id = (): number => Math.floor(next() * 300);
  const text = (): string => pick(['x', '', '1', 'secret', '2026-01-02', '#ff0000', '42', 'mm', '\n']);
  const modifiers = (): number => (next() < 0.8 ? 0 : Math.floor(next() * 16));
  const make = (act: Act['act']): Act => {
    const at = place();
    switch (act) {
      case 'scroll':
        return { act, at, left: next() * 100, top: next() * 300 };
      case 'wheel':
        return { act, at, x: fraction(), y: fraction(), dx: next() * 80 - 40, dy: next() * 400 - 200 };
      case 'pointer':
        return {
          act,
          at,
          phase: pick(['move', 'down', 'up']),
          x: fraction(),
          y: fraction(),
          button: pick([0, 0, 0, 1, 2, 7]),
          modifiers: modifiers(),
          clicks: pick([1, 1, 2, 3, 9]),
        };
      case 'key': {
        const [key, code] = pick([
          ['Tab', 'Tab'],
          ['Enter', 'Enter'],
          [' ', 'Space'],
          ['a', 'KeyA'],
          ['z', 'KeyZ'],
          ['v', 'KeyV'],
          ['x', 'KeyX'],
          ['ArrowDown', 'ArrowDown'],
          ['Backspace', 'Backspace'],
          ['Escape', 'Escape'],
        ] as const);
        return { act, at, down: next() < 0.6, key, code, modifiers: modifiers(), repeat: next() < 0.1 };
      }
      case 'input':
        return {
          act,
          at,
          inputType: pick([
            'insertText',
            'deleteContentBackward',
            'insertFromPaste',
            'deleteByCut',
            'historyUndo',
            'historyRedo',
            'insertParagraph',
            'formatBold',
          ]),
          text: text(),
        };
      case 'compose':
        return { act, at, phase: pick(['start', 'update', 'end']), text: text() };
      case 'caret':
        return { act, at, start: Math.floor(next() * 8), end: Math.floor(next() * 8), backward: next() < 0.5 };
      case 'range':
        return { act, at, from: id(), fromOffset: Math.floor(next() * 4), to: id(), toOffset: Math.floor(next() * 4) };
      case 'value':
        return { act, at, text: text() };
      case 'choose':
        return { act, at, options: Array.from({ length: Math.floor(next() * 3) }, id) };
      case 'go':
        return {
          act,
          url: pick([
            'https://elsewhere.example/',
            'javascript:void(window.hit=1)',
            'data:text/html,x',
            'file:///etc/passwd',
            'blob:x',
            '//x@localhost/',
          ]),
        };
      case 'history':
        return { act, by: pick(['back', 'forward']) };
      case 'show':
      case 'focus':
      case 'blur':
        return { act, at };
      default:
        return act satisfies never;
    }
  };
  const reasons: Record<string, number> = {};
  let done = 0;
  let ungranted = 0;
  let last: Act | undefined;
  for (let i = 0; i < ACTS; i++) {
    // What goes down comes up at the same place as often as elsewhere.
    const comesUp = last?.act === 'pointer' && last.phase === 'down' && next() < 0.5;
    const act = comesUp ? ({ ...last, phase: 'up' } as Act) : make(pick(KINDS));
    last = act;
    doing = act;
    // Every third act has the kind that belongs to it, as an agent's own desk would send it.
    const type = next() < 0.6 ? undefined : pick(TYPES);
    const types = next() < 0.7 ? TYPES : TYPES.filter(() => next() < 0.5);
    on.granted = { userId: next() < 0.97 ? 'agent' : 'other', userName: 'Anna', types };
    const seat = next() < 0.98 ? undefined : Math.floor(next() * 6);
    const stream = next() < 0.97 ? undefined : Math.floor(next() * 5);
    const shown = on.shown.length;
    const reason = on.act(act, { ...(type && { type }), ...(seat !== undefined && { seat }), ...(stream !== undefined && { stream }) });
    if (reason) reasons[reason] = (reasons[reason] ?? 0) + 1;
    if (on.shown.length > shown) {
      done++;
      if (on.granted.userId !== 'agent' || (type && !types.includes(type))) ungranted++;
    }
    // What was confirmed, and pages' own tasks.
    if (i % 20 === 0) await new Promise((next) => setTimeout(next));
  }
  if (choosing.some(({ defaultPrevented }) => !defaultPrevented)) reached.push('a file chooser');
  const changed = guarded.flatMap((element, at) =>
    stateOf(element) === before[at] ? [] : [`${element.outerHTML.slice(0, 80)}: ${before[at]} became ${stateOf(element)}`],
  );
  const { hit } = on.view as { hit?: unknown };
  const left = on.document.defaultView === null || hit !== undefined;
  on.stop();
  return { seed, acts: ACTS, reached, changed, reasons, done, ungranted, left };
}

beforeAll(() => page.viewport(1000, 1100));
afterEach(() => document.body.replaceChildren());

test(`A12 ${ACTS} acts at random reach nothing that is masked, blocked or not granted (seed ${SEED})`, async () => {
  const { reached, changed, ungranted, left, reasons, done } = await attack(SEED);
  expect({ reached: reached.slice(0, 5), changed, ungranted, left }).toEqual({ reached: [], changed: [], ungranted: 0, left: false });
  // It has tried something.
  expect(done).toBeGreaterThan(ACTS / 20);
  for (const reason of [
    'masked',
    'blocked',
    'file_input',
    'off_site',
    'covered',
    'gone',
    'stale',
    'no_grant',
    'wrong_type',
    'not_editable',
  ])
    expect(reasons[reason], reason).toBeGreaterThan(0);
});

const RULES: Record<string, (on: Assisted) => void> = {
  'what is masked': (on) => {
    const capture = sighted(on.capture) as Sight;
    capture.hides = () => false;
    const inner = capture.at;
    capture.at = (path) => {
      const found = inner(path);
      if (found) found.hides = () => false;
      return found;
    };
  },
  'what is blocked': (on) => {
    for (const one of on.document.querySelectorAll('[data-cobrowse-block]')) one.removeAttribute('data-cobrowse-block');
  },
  'the kinds that are granted': (on) => {
    let granted = on.granted;
    Object.defineProperty(on, 'granted', {
      get: () => granted && { ...granted, types: [...TYPES] },
      set: (value: typeof granted) => (granted = value),
    });
  },
};
for (const [rule, weaken] of Object.entries(RULES))
  test(`A12 the same acts find it where ${rule} counts for nothing`, async () => {
    const { reached, changed, ungranted } = await attack(SEED, weaken);
    expect(reached.length + changed.length + ungranted).toBeGreaterThan(0);
  });
