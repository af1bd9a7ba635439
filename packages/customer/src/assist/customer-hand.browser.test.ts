import { page } from 'vitest/browser';
import { beforeAll, describe, expect, test } from 'vitest';
import { heard, open, press } from './pressing.fixture.js';
import { realKey, realMouse } from './real-mouse.fixture.js';

beforeAll(() => page.viewport(1000, 700));

describe('what the customer does goes before', () => {
  test('A10 what the customer has typed in is the customer’s for three seconds, as is the focus in it', async () => {
    const on = await open('<input id=t style="top:0"><button id=b style="top:40px">b</button><input id=u style="top:80px">');
    const typed = on.find<HTMLInputElement>('#t');
    on.view.focus();
    typed.focus();
    await realKey('x');
    expect(typed.value).toBe('x');
    const caret = { act: 'caret', at: on.placeOf(typed), start: 0, end: 1, backward: false } as const;
    expect(press(on, typed)).toBe('busy');
    expect(press(on, on.find('#b'))).toBe('busy');
    expect(on.act(caret)).toBeUndefined();
    await expect.poll(() => on.refused.at(-1)?.reason).toBe('busy');
    expect(on.act({ act: 'focus', at: on.placeOf(on.find('#u')) })).toBe('busy');
    on.ahead += 3_100;
    expect(on.act(caret)).toBeUndefined();
    expect(press(on, on.find('#b'))).toBeUndefined();
    expect(on.document.activeElement).toBe(on.find('#b'));
  });
  test('A10 what follows from an act is no typing of the customer’s', async () => {
    const on = await open('<input id=c type=checkbox style="top:0"><button id=b style="top:40px">b</button>');
    const changes = heard(on.find('#c'), 'input');
    expect(press(on, on.find('#c'))).toBeUndefined();
    expect(press(on, on.find('#c'))).toBeUndefined();
    expect(changes).toEqual(['input', 'input']);
  });
  test('A6 while the customer turns the wheel an agent does not scroll', async () => {
    const on = await open('<div id=tall style="top:0;height:3000px">x</div>');
    const wheels = heard(on.view, 'wheel');
    await realMouse(on.view).wheel(100, 100, 0, 10);
    await expect.poll(() => wheels.length).toBe(1);
    const scroll = { act: 'scroll', at: on.placeOf(on.document), left: 0, top: 500 } as const;
    expect(on.act(scroll)).toBe('busy');
    on.ahead += 600;
    expect(on.act(scroll)).toBeUndefined();
    expect(on.document.scrollingElement?.scrollTop).toBe(500);
  });
});
