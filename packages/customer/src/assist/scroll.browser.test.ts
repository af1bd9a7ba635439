import { page } from 'vitest/browser';
import { beforeAll, describe, expect, test } from 'vitest';
import { open } from './pressing.fixture.js';

beforeAll(() => page.viewport(1000, 700));

describe('scrolling', () => {
  const TALL = `<div id=sc style="top:10px;height:100px;overflow:auto"><div id=in style="height:600px;position:relative">x</div></div>
<div id=hid style="top:130px;height:50px;overflow:hidden"><div style="height:600px">x</div></div><div id=far style="top:2000px">far</div>
<div id=m class=mask style="top:200px;height:50px;overflow:auto"><div style="height:600px">x</div></div>
<div id=keep style="top:300px;height:50px;overflow:auto;overscroll-behavior:contain"><div style="height:200px">x</div></div>`;
  test('A6 moves the page and anything a hand could scroll to a place, and shows an element', async () => {
    const on = await open(TALL, { maskCssSelectors: '.mask' });
    const scroll = (node: Node, top: number): string | undefined => on.act({ act: 'scroll', at: on.placeOf(node), left: 0, top });
    const { scrollingElement } = on.document;
    expect(scroll(on.document, 120)).toBeUndefined();
    expect(scrollingElement?.scrollTop).toBe(120);
    expect(scroll(on.find('#sc'), 70)).toBeUndefined();
    expect(on.find('#sc').scrollTop).toBe(70);
    expect(scroll(on.find('#hid'), 70)).toBe('not_editable');
    expect(scroll(on.find('#m'), 70)).toBe('masked');
    expect(on.find('#m').scrollTop).toBe(0);
    expect(on.act({ act: 'show', at: on.placeOf(on.find('#far')) })).toBeUndefined();
    const { top } = on.find('#far').getBoundingClientRect();
    expect(top).toBeGreaterThan(0);
    expect(top).toBeLessThan(600);
    expect(on.act({ act: 'show', at: on.placeOf(on.find('#m')) })).toBe('masked');
  });
  test('A6 turns the wheel over what has room, stays with it, and lets the page cancel it', async () => {
    const on = await open(TALL, { maskCssSelectors: '.mask' });
    const wheel = (selector: string, dy: number): string | undefined =>
      on.act({ act: 'wheel', at: on.placeOf(on.find(selector)), x: 0.5, y: 0.05, dx: 0, dy });
    const page = on.document.scrollingElement as Element;
    expect(wheel('#in', 480)).toBeUndefined();
    expect(on.find('#sc').scrollTop).toBe(480);
    expect(wheel('#in', 480)).toBeUndefined();
    expect(on.find('#sc').scrollTop).toBe(500);
    expect(wheel('#in', 50)).toBeUndefined();
    expect(page.scrollTop).toBe(50);
    page.scrollTop = 0;
    const wheels: string[] = [];
    on.find('#m').addEventListener('wheel', ({ type }) => wheels.push(type), true);
    expect(wheel('#m', 30)).toBeUndefined();
    expect([page.scrollTop, on.find('#m').scrollTop, wheels]).toEqual([30, 0, []]);
    on.find('#keep').scrollTop = 150;
    page.scrollTop = 0;
    on.ahead += 450;
    wheel('#keep', 40);
    expect(page.scrollTop).toBe(0);
    on.find('#sc').addEventListener('wheel', (event) => event.preventDefault(), { passive: false });
    on.find('#sc').scrollTop = 0;
    on.ahead += 450;
    wheel('#in', 40);
    expect(on.find('#sc').scrollTop).toBe(0);
  });
});
