import { page } from 'vitest/browser';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Assisted, assisted } from './assist.fixture.js';
import { eventLog, type Logged, unlike } from './event-log.fixture.js';
import { realMouse } from './real-mouse.fixture.js';

const HTML = `<style>body{margin:0} body>:not(dialog,[popover]){display:block;position:absolute;left:10px;width:120px;height:20px;margin:0}</style>
<div id=start style="top:0;left:400px;width:50px"></div>
<p id=plain style="top:10px">text here</p>
<button id=b style="top:40px"><i id=inner>press</i></button>
<input id=t style="top:70px" value="hello world">
<label id=l style="top:100px">lab <input type=checkbox id=c></label>
<form id=f style="top:130px;width:300px" onsubmit="event.preventDefault()"><input id=q value=1 size=2><button id=s>send</button><button type=reset id=r>reset</button></form>
<details id=d style="top:160px"><summary id=sum>more</summary>x</details>
<button id=pb popovertarget=pop style="top:190px">pop</button><div id=pop popover style="inset:auto;left:300px;top:10px">pop up <button id=inpop>x</button></div>
<button id=cb commandfor=dlg command=show-modal style="top:220px">cmd</button>
<dialog id=dlg style="left:200px;top:300px;margin:0">hi <form id=df method=dialog><button id=ok>ok</button></form></dialog>
<input id=range type=range style="top:250px" min=0 max=100 value=50>
<a id=a href="#x" style="top:280px" onclick="event.preventDefault()">link</a>
<button id=dis disabled style="top:310px"><i id=disin>off</i></button>
<div id=sc style="top:340px;height:50px;overflow:auto"><div id=big style="height:500px">big</div></div>
<div id=tab tabindex=0 style="top:460px">tab</div>
<div id=ce contenteditable style="top:490px">edit me</div>
<input id=num type=number style="top:520px">
<span style="top:550px"><input type=radio name=r id=r1 checked><input type=radio name=r id=r2></span>`;

const frame = (view: Window): Promise<unknown> => new Promise((done) => view.requestAnimationFrame(done));

/** What a hand can do, in the browser's own words or in acts. */
interface Driver {
  move(selector: string, x?: number, y?: number): Promise<void>;
  down(selector: string, more?: Press): Promise<void>;
  up(selector: string, more?: Press): Promise<void>;
  wheel(selector: string, dx: number, dy: number): Promise<void>;
}
interface Press {
  clicks?: number;
  button?: 0 | 1 | 2;
  x?: number;
  y?: number;
  modifiers?: number;
}

const NAMES = ['left', 'middle', 'right'] as const;

function byHand(on: Assisted): Driver {
  const mouse = realMouse(on.view);
  const at = (selector: string, x: number, y: number): [number, number] => {
    const box = on.find(selector).getBoundingClientRect();
    return [Math.round(box.left + box.width * x), Math.round(box.top + box.height * y)];
  };
  let held = 0;
  return {
    move: (selector, x = 0.5, y = 0.5) => mouse.move(...at(selector, x, y), held),
    down(selector, { clicks = 1, button = 0, x = 0.5, y = 0.5, modifiers = 0 } = {}) {
      held = 1;
      return mouse.down(...at(selector, x, y), clicks, NAMES[button], cdpModifiers(modifiers));
    },
    up(selector, { clicks = 1, button = 0, x = 0.5, y = 0.5, modifiers = 0 } = {}) {
      held = 0;
      return mouse.up(...at(selector, x, y), clicks, NAMES[button], cdpModifiers(modifiers));
    },
    wheel: (selector, dx, dy) => mouse.wheel(...at(selector, 0.5, 0.5), dx, dy),
  };
}

/** Ours: shift 1, control 2, alt 4, meta 8. The developer tools': alt 1, control 2, meta 4, shift 8. */
const cdpModifiers = (ours: number): number => (ours & 1 ? 8 : 0) | (ours & 2 ? 2 : 0) | (ours & 4 ? 1 : 0) | (ours & 8 ? 4 : 0);

function byActs(on: Assisted): Driver {
  const place = (selector: string) => on.placeOf(on.find(selector));
  const pointer = async (phase: 'move' | 'down' | 'up', selector: string, more: Press): Promise<void> => {
    const { clicks = 1, button = 0, x = 0.5, y = 0.5, modifiers = 0 } = more;
    const reason = on.act({ act: 'pointer', at: place(selector), phase, x, y, button, modifiers, clicks });
    if (reason) throw new Error(`${phase} ${selector}: ${reason}`);
    // Acts come one by one, and a browser looks what is under a mouse with each frame.
    for (let i = 0; i < 2; i++) await frame(on.view);
  };
  return {
    move: (selector, x = 0.5, y = 0.5) => pointer('move', selector, { x, y }),
    down: (selector, more = {}) => pointer('down', selector, more),
    up: (selector, more = {}) => pointer('up', selector, more),
    async wheel(selector, dx, dy) {
      const reason = on.act({ act: 'wheel', at: place(selector), x: 0.5, y: 0.5, dx, dy });
      if (reason) throw new Error(reason);
    },
  };
}

const click = async (by: Driver, selector: string, more: Press = {}): Promise<void> => {
  await by.move(selector, more.x, more.y);
  await again(by, selector, more);
};
const again = async (by: Driver, selector: string, more: Press): Promise<void> => {
  await by.down(selector, more);
  await by.up(selector, more);
};

/** A press, moves over fractions of its width, and the release at the last. */
const drags = async (by: Driver, selector: string, [from = 0, ...to]: readonly number[]): Promise<void> => {
  await by.move(selector, from);
  await by.down(selector, { x: from });
  for (const x of to) await by.move(selector, x);
  await by.up(selector, { x: to.at(-1) ?? from });
};

const SCENES: Record<string, (by: Driver, on: Assisted) => Promise<void>> = {
  'a click on text': (by) => click(by, '#plain'),
  'a click on what is in a button': (by) => click(by, '#inner'),
  'a click on a field': (by) => click(by, '#t', { x: 0.3 }),
  'a click on a second field': async (by) => {
    await click(by, '#t', { x: 0.3 });
    await click(by, '#num');
  },
  'a double click on text in a field': async (by) => {
    await click(by, '#t', { x: 0.3 });
    await again(by, '#t', { x: 0.3, clicks: 2 });
  },
  'a double click on a button': async (by) => {
    await click(by, '#b');
    await again(by, '#b', { clicks: 2 });
  },
  'a click on a label': (by) => click(by, '#l', { x: 0.1 }),
  'a click on a checkbox': (by) => click(by, '#c'),
  'a click on a radio button': (by) => click(by, '#r2'),
  'a submit': (by) => click(by, '#s'),
  'a reset': async (by, on) => {
    on.find<HTMLInputElement>('#q').value = '2';
    await click(by, '#r');
  },
  'a click on a summary': (by) => click(by, '#sum', { x: 0.1 }),
  'a popover opened and closed by its button': async (by) => {
    await click(by, '#pb');
    await again(by, '#pb', {});
  },
  'a popover closed by a press beside it': async (by) => {
    await click(by, '#pb');
    await click(by, '#plain');
  },
  'a popover that a press in it leaves open': async (by) => {
    await click(by, '#pb');
    await click(by, '#inpop');
  },
  'a dialog opened by a command and closed by its form': async (by) => {
    await click(by, '#cb');
    await click(by, '#ok');
  },
  'a slider dragged': async (by) => {
    await by.move('#range', 0.3);
    await by.down('#range', { x: 0.3 });
    await by.move('#range', 0.5);
    await by.move('#range', 0.75, 1.5);
    await by.up('#range', { x: 0.75, y: 1.5 });
  },
  'text selected by a drag': (by) => drags(by, '#plain', [0.02, 0.2, 0.4]),
  'text selected backwards': (by) => drags(by, '#plain', [0.4, 0.2, 0.02]),
  'text selected from one thing to another': async (by) => {
    await by.move('#plain', 0.1);
    await by.down('#plain', { x: 0.1 });
    await by.move('#plain', 0.3);
    await by.move('#inner', 0.5);
    await by.move('#big', 0.1, 0.02);
    await by.up('#big', { x: 0.1, y: 0.02 });
  },
  'text in a field selected by a drag': (by) => drags(by, '#t', [0.05, 0.2, 0.4]),
  'text in a field selected backwards, past its edge': (by) => drags(by, '#t', [0.4, 0.2, -0.3]),
  'editable text selected by a drag': (by) => drags(by, '#ce', [0.02, 0.2, 0.3]),
  'a drag that the page takes for itself': async (by, on) => {
    on.find('#plain').addEventListener('selectstart', (event) => event.preventDefault());
    await drags(by, '#plain', [0.02, 0.2, 0.4]);
  },
  'a link': (by) => click(by, '#a', { x: 0.1 }),
  'a disabled button': (by) => click(by, '#dis', { x: 0.1 }),
  'what is in a disabled button': (by) => click(by, '#disin'),
  'what takes the focus': async (by) => {
    await click(by, '#tab');
    await click(by, '#plain');
  },
  'editable text': (by) => click(by, '#ce', { x: 0.2 }),
  'the right button': (by) => click(by, '#b', { button: 2 }),
  'the middle button': (by) => click(by, '#b', { button: 1 }),
  'keys held': (by) => click(by, '#b', { modifiers: 9 }),
  'a press that ends elsewhere': async (by) => {
    await by.move('#b');
    await by.down('#b');
    await by.move('#t');
    await by.up('#t');
  },
  'moves over several things': async (by) => {
    for (const selector of ['#inner', '#t', '#l', '#c', '#big']) await by.move(selector);
  },
  'a wheel': async (by, on) => {
    on.find('#sc').addEventListener('wheel', () => undefined, { passive: false });
    await by.move('#sc', 0.5, 0.5);
    await by.wheel('#sc', 0, 40);
  },
  'a cancelled pointerdown': async (by, on) => {
    on.find('#b').addEventListener('pointerdown', (event) => event.preventDefault());
    await click(by, '#b');
  },
  'a cancelled mousedown': async (by, on) => {
    on.find('#t').addEventListener('mousedown', (event) => event.preventDefault());
    await click(by, '#t');
  },
  'a cancelled click on a checkbox': async (by, on) => {
    on.find('#c').addEventListener('click', (event) => event.preventDefault());
    await click(by, '#c');
  },
  'a pointer tied to an element by the page': async (by, on) => {
    const pad = on.find('#b');
    pad.addEventListener('pointerdown', (event) => pad.setPointerCapture(event.pointerId));
    await by.move('#b');
    await by.down('#b');
    await by.move('#t');
    await by.up('#t');
  },
};

/** They come as tasks of their own: which they are is compared, not where between the others they come. */
const LATER = /^(?:selectionchange|select|toggle|close|scroll|scrollend)$/;

/** Where the real mouse stands it hears of what moves below it, too. */
const ofTheOther = ({ type, trusted }: Logged): boolean => trusted && /^(?:pointer|mouse|gotp|lostp)/.test(type);
/** The caret is put into a field by a call, which the browser tells as a selection; a press on a button that has the focus selects nothing. */
const caret = ({ type, inButton }: Logged, _: number, all: readonly Logged[]): boolean =>
  type === 'select' || inButton === true || (type === 'selectionchange' && all.some((other) => other.inButton));

const settled = async (on: Assisted): Promise<void> => {
  for (let i = 0; i < 4; i++) await frame(on.view);
};

async function run(
  scene: (by: Driver, on: Assisted) => Promise<void>,
  driver: (on: Assisted) => Driver,
): Promise<{ events: Logged[]; selected: Selected }> {
  const on = await assisted(HTML);
  on.view.focus();
  const log = eventLog(on.view);
  try {
    const by = driver(on);
    await realMouse(on.view).move(790, 590);
    await by.move('#start');
    await settled(on);
    log.take();
    await scene(by, on);
    await settled(on);
    return { events: log.take(), selected: selectedIn(on) };
  } finally {
    log.stop();
    on.stop();
  }
}

/** What is selected in the page, and whether backwards; in its field from where to where, and in which direction. */
type Selected = [text: string, backward: boolean, inField: unknown[]];

function selectedIn(on: Assisted): Selected {
  const { selectionStart, selectionEnd, selectionDirection } = on.find<HTMLInputElement>('#t');
  const selection = on.view.getSelection();
  const backward = (selection?.anchorOffset ?? 0) > (selection?.focusOffset ?? 0);
  const ofField = selectionStart === selectionEnd ? [selectionStart] : [selectionStart, selectionEnd, selectionDirection];
  return [String(selection), selection?.anchorNode === selection?.focusNode && backward, ofField];
}

beforeAll(() => page.viewport(1000, 700));

describe('acts of the mouse are those of a hand, event by event', () => {
  for (const [name, scene] of Object.entries(SCENES))
    test(`A4 ${name}`, async () => {
      const [hand, acts] = [await run(scene, byHand), await run(scene, byActs)];
      const [words, , inField] = hand.selected;
      if (/selected/.test(name)) expect(words.length > 0 || inField.length > 1, 'a hand selects something').toBe(true);
      expect(acts.selected).toEqual(hand.selected);
      const real = hand.events.filter((event, at, all) => !caret(event, at, all));
      const ours = acts.events.filter((event, at, all) => !caret(event, at, all) && !ofTheOther(event));
      expect(real.length).toBeGreaterThan(0);
      const now = (events: Logged[]): Logged[] => events.filter(({ type }) => !LATER.test(type));
      const later = (events: Logged[]): Logged[] =>
        events.filter(({ type }) => LATER.test(type)).sort((a, b) => (`${a.type}${a.target}` < `${b.type}${b.target}` ? -1 : 1));
      expect(unlike(now(ours), now(real))).toEqual([]);
      expect(unlike(later(ours), later(real))).toEqual([]);
    });
});
