import type { Act } from '@sightline/protocol';
import { page } from 'vitest/browser';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Assisted } from './assist.fixture.js';
import { heard, open, pointer, press } from './pressing.fixture.js';

const TOUCHES = [
  'pointerover',
  'pointermove',
  'pointerdown',
  'mousedown',
  'pointerup',
  'mouseup',
  'click',
  'focus',
  'input',
  'change',
  'wheel',
];

beforeAll(() => page.viewport(1000, 700));

describe('who may touch which element', () => {
  const PAGE = `<button id=ok style="top:0">ok</button>
<input id=pw type=password style="top:30px"><label id=pwl for=pw style="top:60px">password</label>
<div id=m class=mask style="top:90px"><button id=inm>x</button></div>
<div id=blk data-cobrowse-block style="top:120px"><button id=inblk>x</button></div>
<div id=hst data-cobrowse-block style="top:150px"></div>
<input id=file type=file style="top:180px"><label id=filel for=file style="top:210px">file</label>
<div id=slotted style="top:240px"><button id=shown>x</button></div>
<button id=under style="top:270px">under</button><div id=over style="top:270px">over</div>
<div id=host2 style="top:300px"></div>`;
  let on: Assisted;
  beforeEach(async () => {
    on = await open(PAGE, { maskCssSelectors: '.mask' });
    on.find('#hst').attachShadow({ mode: 'open' }).innerHTML = '<button>x</button>';
    on.find('#slotted').attachShadow({ mode: 'open' }).innerHTML = '<div data-cobrowse-block><slot></slot></div>';
    on.find('#host2').attachShadow({ mode: 'open' }).innerHTML = '<button id=deep>x</button>';
    on.capture.flush();
  });
  const REFUSED: [string, (on: Assisted) => Element, string][] = [
    ['a masked element', ({ find }) => find('#pw'), 'masked'],
    ['the label of a masked field', ({ find }) => find('#pwl'), 'masked'],
    ['an element masked by a rule', ({ find }) => find('#m'), 'masked'],
    ['a blocked element', ({ find }) => find('#blk'), 'blocked'],
    ['what is in a blocked element', ({ find }) => find('#inblk'), 'blocked'],
    ['what is in the shadow root of a blocked element', ({ find }) => find('#hst').shadowRoot!.firstElementChild!, 'blocked'],
    ['what is shown through a slot in a blocked element', ({ find }) => find('#shown'), 'blocked'],
    ['a file input', ({ find }) => find('#file'), 'file_input'],
    ['the label of a file input', ({ find }) => find('#filel'), 'file_input'],
    ['what lies under something else', ({ find }) => find('#under'), 'covered'],
  ];
  for (const [name, target, reason] of REFUSED)
    test(`A2 refuses ${name}`, () => {
      const element = target(on);
      const touched = heard(element, ...TOUCHES);
      expect(press(on, element)).toBe(reason);
      expect(on.act(pointer(on, element, 'up'))).toBe(reason);
      // The mouse may pass over a label.
      if (!name.startsWith('the label')) expect(on.act(pointer(on, element, 'move'))).toBe(reason);
      expect(touched.filter((type) => !/^pointer(?:over|move)$/.test(type))).toEqual([]);
    });
  test('A2 presses what nothing speaks against, in open shadow roots too', () => {
    for (const element of [on.find('#ok'), on.find('#host2').shadowRoot!.firstElementChild!]) {
      const touched = heard(element, 'click');
      expect(press(on, element)).toBeUndefined();
      expect(touched).toEqual(['click']);
    }
    expect(on.shown.at(-1)).toEqual({ userId: 'agent', userName: 'Anna', color: 2 });
  });
  test('A2 goes by what is at the point, not by what the act names', () => {
    const touched = heard(on.find('#pw'), ...TOUCHES);
    const body = on.document.body;
    body.style.cssText = 'position:absolute;left:0;top:0;width:400px;height:400px';
    const at = { x: 50 / 400, y: 40 / 400 };
    expect(press(on, body, at)).toBe('masked');
    expect(press(on, body, { x: 50 / 400, y: 130 / 400 })).toBe('blocked');
    expect(touched).toEqual([]);
  });
  test('A2 refuses what becomes masked or blocked in the moment of the act', () => {
    const ok = on.find('#ok');
    const touched = heard(ok, 'mousedown', 'mouseup', 'click');
    ok.addEventListener('pointerdown', () => (ok.className = 'mask'));
    press(on, ok);
    expect(touched).toEqual([]);
    expect(on.act(pointer(on, ok, 'down'))).toBe('masked');
    ok.className = '';
    ok.dataset.cobrowseBlock = '';
    expect(on.act(pointer(on, ok, 'down'))).toBe('blocked');
  });
  test('A2 refuses our own UI', () => {
    on.own.add(on.find('#ok'));
    expect(press(on, on.find('#ok'))).toBe('own_ui');
    on.own.clear();
    on.own.add(on.find('#over'));
    expect(press(on, on.find('#over'))).toBe('own_ui');
  });
  test('A2 refuses what is gone, and what an older mirror showed', () => {
    const ok = on.find('#ok');
    const down = pointer(on, ok, 'down');
    expect(on.act(down, { stream: 7 })).toBe('stale');
    ok.remove();
    expect(on.act(down)).toBe('gone');
    expect(on.act({ ...down, at: { path: [], id: 9_999 } } as Act)).toBe('gone');
    expect(on.act({ ...down, at: { path: [3], id: 1 } } as Act)).toBe('gone');
  });
  test('A1 asks for the grant, the holder and the kind of act first', () => {
    const ok = on.find('#ok');
    const down = pointer(on, ok, 'down');
    expect(on.act(down, { type: 'scroll_page' })).toBe('wrong_type');
    expect(on.act(down, { type: 'edit_form' })).toBe('wrong_type');
    expect(on.act({ act: 'go', url: '/' }, { type: 'click' })).toBe('wrong_type');
    on.granted = { userId: 'agent', userName: 'Anna', types: ['scroll_page'] };
    expect(on.act(down)).toBe('no_grant');
    on.granted = { userId: 'other', userName: 'Bert', types: ['click'] };
    expect(on.act(down)).toBe('no_grant');
    on.granted = undefined;
    expect(on.act(down)).toBe('no_grant');
    expect(on.refused.at(-1)).toEqual({ t: 'refuse_act', seat: 3, act: 6, type: 'click', reason: 'no_grant' });
  });
});

describe('what a click would set off', () => {
  const click = async (html: string, selector: string, masks = {}): Promise<string | undefined> => {
    const on = await open(html, masks);
    const reason = press(on, on.find(selector));
    await Promise.resolve();
    return reason;
  };
  test('A3 follows links of the site and no others', async () => {
    const link = (more: string): Promise<string | undefined> =>
      click(`<a id=a style="display:block;top:0" onclick="event.preventDefault()" ${more}>go</a>`, '#a');
    expect(await link('href="/somewhere"')).toBeUndefined();
    expect(await link('href="#here"')).toBeUndefined();
    expect(await link('href="https://elsewhere.example/"')).toBe('off_site');
    expect(await link('href="javascript:window.done=1"')).toBe('off_site');
    expect(await link('href="mailto:a@b.example"')).toBe('off_site');
    expect(await link('href="data:text/html,x" target=_blank')).toBe('off_site');
    expect(await link('href="https://elsewhere.example/" target=_blank')).toBe('off_site');
    expect(await link('href="/file" download')).toBe('download');
    const on = await open('<a id=a href="/x" style="display:block;top:0"><b id=b>go</b></a>');
    expect(press(on, on.find('#b'), { modifiers: 4 })).toBe('download');
  });
  test('A3 resets no masked, blocked or file field, and switches no such radio button off', async () => {
    const form = (field: string): Promise<string | undefined> =>
      click(`<form style="top:0;width:400px"><button id=r type=reset>r</button>${field}</form>`, '#r', { maskCssSelectors: '.mask' });
    expect(await form('<input value=1>')).toBeUndefined();
    expect(await form('<input type=password>')).toBe('masked');
    expect(await form('<input class=mask>')).toBe('masked');
    expect(await form('<input data-cobrowse-block>')).toBe('blocked');
    expect(await form('<input type=file>')).toBe('file_input');
    const radio = '<div style="top:0"><input type=radio name=r id=a>';
    expect(await click(`${radio}<input type=radio name=r checked></div>`, '#a')).toBeUndefined();
    expect(await click(`${radio}<input type=radio name=r checked data-cobrowse-block></div>`, '#a')).toBe('blocked');
    const details = (more: string) =>
      `<details name=d style="top:0"><summary id=s>a</summary></details><details name=d open style="top:40px" ${more}></details>`;
    expect(await click(details(''), '#s')).toBeUndefined();
    expect(await click(details('data-cobrowse-block'), '#s')).toBe('blocked');
    const popover = (more: string) => `<button id=p popovertarget=t style="top:0">p</button><div id=t popover ${more}>x</div>`;
    expect(await click(popover(''), '#p')).toBeUndefined();
    expect(await click(popover('data-cobrowse-block'), '#p')).toBe('blocked');
  });
  test('A5 asks the customer each time before something is sent off', async () => {
    const on = await open('<form id=f style="top:0" onsubmit="event.preventDefault()"><button id=s> Send  it </button></form>');
    const sent = heard(on.find('#f'), 'submit');
    const answered = async (answer: boolean): Promise<void> => {
      on.answer = answer;
      const asked = on.questions.length;
      expect(press(on, on.find('#s'))).toBeUndefined();
      expect(on.questions.length).toBe(asked + 1);
    };
    await answered(false);
    await expect.poll(() => on.refused.at(-1)?.reason).toBe('not_confirmed');
    expect(sent).toEqual([]);
    await answered(true);
    await expect.poll(() => sent).toEqual(['submit']);
    expect(on.questions.at(-1)).toEqual({ kind: 'submit', userName: 'Anna', what: 'Send it' });
    on.switches = { ...on.switches, confirmSubmits: false };
    expect(press(on, on.find('#s'))).toBeUndefined();
    expect(sent).toEqual(['submit', 'submit']);
    expect(on.questions.length).toBe(2);
  });
  test('A5 judges what was confirmed anew, and does nothing else meanwhile', async () => {
    const on = await open(
      '<form id=f style="top:0" onsubmit="event.preventDefault()"><button id=s>Send</button></form><button id=o style="top:40px">o</button>',
    );
    const sent = heard(on.find('#f'), 'submit');
    let resolve: (answer: boolean) => void = () => undefined;
    on.answer = new Promise((done) => (resolve = done));
    expect(press(on, on.find('#s'))).toBeUndefined();
    expect(press(on, on.find('#o'))).toBe('busy');
    on.find('#s').dataset.cobrowseBlock = '';
    resolve(true);
    await expect.poll(() => on.refused.at(-1)?.reason).toBe('blocked');
    expect(sent).toEqual([]);
  });
  test('A5 asks for what the page marks, for buttons by their label, not for dialogs', async () => {
    const asked = async (html: string, selector: string): Promise<number> => {
      const on = await open(html);
      expect(press(on, on.find(selector))).toBeUndefined();
      return on.questions.length;
    };
    expect(await asked('<div data-cobrowse-confirm style="top:0"><b id=b>Pay</b></div>', '#b')).toBe(1);
    expect(
      await asked(
        '<form style="top:0" onsubmit="event.preventDefault()"><label id=l for=s>Send</label><input type=submit id=s></form>',
        '#l',
      ),
    ).toBe(1);
    expect(await asked('<form method=dialog style="top:0"><button id=b>ok</button></form>', '#b')).toBe(0);
    expect(await asked('<button id=b style="top:0">ok</button>', '#b')).toBe(0);
    const on = await open('<form style="top:0" action="https://elsewhere.example/"><button id=s>Send</button></form>');
    expect(press(on, on.find('#s'))).toBe('off_site');
  });
  test('A3 opens no file chooser, whatever the page does with the click', async () => {
    const on = await open('<button id=b style="top:0">upload</button>');
    const out: string[] = [];
    on.find('#b').addEventListener('click', () => {
      const input = on.document.createElement('input');
      input.type = 'file';
      input.addEventListener('click', (event) => queueMicrotask(() => out.push(`click ${event.defaultPrevented}`)));
      try {
        input.showPicker();
      } catch (error) {
        out.push((error as Error).name);
      }
      input.click();
    });
    const { showPicker } = on.view.HTMLInputElement.prototype;
    press(on, on.find('#b'));
    await expect.poll(() => out).toEqual(['NotAllowedError', 'click true']);
    expect(on.view.HTMLInputElement.prototype.showPicker).toBe(showPicker);
    expect(Object.hasOwn(on.view.HTMLElement.prototype, 'click')).toBe(true);
  });
  test('A2 presses controls and their labels under edit_form, and nothing else', async () => {
    const on = await open(`<input id=t style="top:0"><label id=l style="top:30px"><input type=checkbox id=c> c</label>
<button id=b style="top:60px">b</button><a id=a href="#x" style="display:block;top:90px">a</a><div id=r role=switch style="top:120px">r</div>
<label id=ll style="top:150px"><a href="#y" id=la>link</a><input type=checkbox></label><p id=p style="top:180px">p</p>`);
    const down = (selector: string): string | undefined => {
      const reason = on.act(pointer(on, on.find(selector), 'down'), { type: 'edit_form' });
      on.act(pointer(on, on.find(selector), 'up'), { type: 'edit_form' });
      return reason;
    };
    expect(['#t', '#l', '#c', '#r', '#b', '#a', '#la', '#p'].map(down)).toEqual([
      ...Array(4).fill(undefined),
      ...Array(4).fill('wrong_type'),
    ]);
  });
});

describe('the rest', () => {
  test("A11 what an agent's mouse does is framed, and not told as the customer's", async () => {
    const on = await open('<button id=b style="top:0">b</button>');
    const { pointers, mirror } = on;
    const before = pointers.length;
    const { hover } = mirror.states;
    expect(press(on, on.find('#b'))).toBeUndefined();
    const mark = on.document.querySelector('sightline-act');
    expect(mark?.matches(':popover-open')).toBe(true);
    on.document.body.dataset.done = '1';
    await expect.poll(() => mirror.print()).toContain('data-done');
    for (let i = 0; i < 3; i++) await new Promise((done) => on.view.requestAnimationFrame(done));
    expect(pointers.length).toBe(before);
    expect(mirror.states).toMatchObject({ hover, active: 0 });
  });
  test('A7 goes to addresses of the site only', async () => {
    const on = await open('<p>x</p>');
    const go = (url: string): string | undefined => on.act({ act: 'go', url });
    expect(go('https://elsewhere.example/')).toBe('off_site');
    expect(go('javascript:alert(1)')).toBe('off_site');
    expect(go('data:text/html,x')).toBe('off_site');
    expect(go('//user:pw@localhost/')).toBe('off_site');
    expect(go('http://')).toBe('off_site');
    expect(on.act({ act: 'history', by: 'forward' })).toBe('off_site');
  });
  test('A8 leaves a pressed button and a hovered element as it found them', async () => {
    const on = await open('<button id=b style="top:0">b</button>');
    const all = heard(on.view, 'pointerup', 'mouseup', 'click', 'pointerout');
    on.act(pointer(on, on.find('#b'), 'down'));
    on.assist.stop();
    expect(all.slice(-3)).toEqual(['pointerup', 'mouseup', 'pointerout']);
    expect(on.act(pointer(on, on.find('#b'), 'down'))).toBeUndefined();
    expect(on.document.querySelector('sightline-act')).toBeNull();
    expect(on.own.size).toBe(0);
  });
  test('A8 goes on where the page throws, and the page hears of it', async () => {
    const on = await open('<button id=b style="top:0">b</button>');
    const errors: string[] = [];
    on.view.addEventListener('error', (event) => {
      errors.push(event.message);
      event.preventDefault();
    });
    on.find('#b').setAttribute('onmousedown', 'throw new Error("mine")');
    const clicks = heard(on.find('#b'), 'click');
    expect(press(on, on.find('#b'))).toBeUndefined();
    expect(clicks).toEqual(['click']);
    expect(errors).toEqual(['Uncaught Error: mine']);
  });
  test('A9 works in iframes of the page and judges them and what lies over them', async () => {
    const on = await open(
      '<iframe id=f style="top:20px;left:50px;width:300px;height:200px;border:3px solid;padding:5px" srcdoc="<body style=margin:0><button id=b style=width:100px;height:20px>b</button><input type=password id=p>"></iframe>',
    );
    const frame = on.find<HTMLIFrameElement>('#f');
    const inner = (selector: string): Element => frame.contentDocument!.querySelector(selector)!;
    await expect.poll(() => on.placeOf(inner('#b')).id).toBeGreaterThan(1);
    const clicks = heard(inner('#b'), 'click');
    expect(press(on, inner('#b'))).toBeUndefined();
    expect(clicks).toEqual(['click']);
    expect(press(on, inner('#p'))).toBe('masked');
    const over = on.document.createElement('div');
    over.style.cssText = 'position:fixed;inset:0;width:auto;height:auto';
    on.document.body.append(over);
    expect(press(on, inner('#b'))).toBe('covered');
    over.remove();
    // Another document counts its ids anew.
    const aimed = pointer(on, inner('#b'), 'down');
    const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
    frame.srcdoc = '<body style=margin:0><button id=z style=width:100px;height:20px>z</button><button id=b>b</button>';
    await loaded;
    await expect.poll(() => on.placeOf(inner('#z')).id).toBeGreaterThan(1);
    expect(on.act(aimed)).toBe('stale');
    await expect.poll(() => press(on, inner('#z')), { timeout: 5000 }).toBeUndefined();
    frame.dataset.cobrowseBlock = '';
    expect(press(on, inner('#z'))).toBe('blocked');
    expect(clicks).toEqual(['click']);
  });
});
