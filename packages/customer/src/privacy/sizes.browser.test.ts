import { beforeAll, expect, test } from 'vitest';
import { realMouse } from '../assist/real-mouse.fixture.js';
import { gatePage } from './gate.fixture.js';

const { start, page, get, forgetFrames } = gatePage();
const MASKS = { maskCssSelectors: '.card' };
const FONT = '<style>body{font:16px/1.5 sans-serif;width:700px}b{font-weight:400}</style>';

/** Everything that left once the page rests, with what is told of sizes. */
async function toldOf(html: string): Promise<string> {
  await start(`${FONT}${html}`, MASKS);
  // The part that knows sizes comes after the keyframe here.
  await new Promise(requestAnimationFrame);
  page().capture.flush();
  const told = page().frames.map(({ body }) => body.join());
  page().stop();
  return told.join('\n');
}

/** A mouse that rests on the page says of boxes whether it is in them; it may be anywhere, after other tests. */
beforeAll(() => realMouse(window).move(innerWidth - 1, innerHeight - 1));

/** How a text comes to decide a size, or the place of its box. */
const SHOWN = {
  'table cell': '<table><tr><td class=card>$</td><td>x</td></tr></table>',
  'block in a cell': '<table><tr><td><div class=card>$</div></td><td>x</td></tr></table>',
  'cell beside a longer one': '<table><tr><td class=card>x</td></tr><tr><td class=card>$</td></tr></table>',
  'table with a width': '<table style="width:300px"><tr><td class=card>$</td><td class=card>x</td></tr></table>',
  table: '<table class=card style="margin:auto"><tr><td>$</td></tr></table>',
  float: '<div class=card style="float:left">$</div>',
  'float on the right': '<div class=card style="float:right">$</div>',
  'inline block': '<p><b class=card style="display:inline-block">$</b> x</p>',
  'block in an inline block': '<p><b style="display:inline-block"><i style="display:block" class=card>$</i></b> x</p>',
  'absolutely placed': '<div class=card style="position:absolute;left:9px;top:9px">$</div>',
  'placed from the right': '<div class=card style="position:absolute;right:9px;bottom:9px">$</div>',
  'placed nowhere': '<p>x</p><div class=card style="position:absolute">$</div>',
  centred: '<div class=card style="position:fixed;left:50%;top:50%;transform:translate(-50%,-50%)">$</div>',
  'half of itself to the left': '<div class=card style="position:absolute;left:50%;translate:-50%">$</div>',
  'flex item': '<div style="display:flex"><div class=card>$</div><p>x</p></div>',
  'flex item at the end': '<div style="display:flex"><p>x</p><div class=card style="margin-left:auto">$</div></div>',
  'column of a flex box': '<div style="display:flex;flex-direction:column;align-items:start"><div class=card>$</div></div>',
  'grid item': '<div style="display:grid;grid-template-columns:auto 1fr"><div class=card>$</div><p>x</p></div>',
  'grid item beside a longer one':
    '<div style="display:grid;grid-template-columns:auto 1fr"><p class=card>x</p><p>x</p><p class=card>$</p></div>',
  'fit content': '<div class=card style="width:fit-content;margin:0 auto">$</div>',
  'in a line': '<p><span class=card>$</span> x</p>',
  'percentage of what shrinks': '<div style="float:left"><div class=card style="width:100%">$</div></div>',
  button: '<button class=card>$</button>',
  'button as a block': '<button class=card style="display:block">$</button>',
  'button of old': '<input type=button class=card value="$">',
  'list of choices': '<select class=card><option>$</option></select>',
  'field as wide as its content': '<input class=card style="field-sizing:content" value="$">',
  'password as wide as its content': '<input type=password style="field-sizing:content" value="$">',
  'field beside a list':
    '<label style="display:inline-grid"><select class=card><option>$</option></select><textarea class=card></textarea></label>',
  'field that fills what shrinks': '<div style="float:left"><b class=card>$</b><input class=card style="display:block;width:100%"></div>',
  'group of fields': '<fieldset class=card style="width:20px">$</fieldset>',
  'table narrower than its content': '<table class=card style="width:20px"><tr><td>$</td></tr></table>',
  'lines from top to bottom': '<select class=card style="writing-mode:vertical-rl"><option>$</option></select>',
  'lines in a block': '<div class=card>$<br>$</div>',
  'lines in a cell': '<table><tr><td class=card>$<br>$</td></tr></table>',
  'scrolled to the end': '<div style="height:40px;overflow:auto"><div class=card style="float:left">$</div><p>x<p>y</div>',
} satisfies Record<string, string>;

test.each(Object.entries(SHOWN))(
  '2.22 the size of a box says nothing of its content: %s',
  async (_, html) => {
    const of = (words: string): Promise<string> => toldOf(html.replaceAll('$', words));
    const told = await of('Ann');
    expect(await of('Bert')).toBe(told);
    expect(await of('Iiiiii')).toBe(told);
    // The control: it is told which class of size it is, so something is.
    expect(await of('A name that is much, much longer than any of those '.repeat(9))).not.toBe(told);
  },
  20_000,
);

test('2.22 of what stands in one line the height says nothing of its script', async () => {
  const of = (words: string): Promise<string> => toldOf(`<div style="line-height:normal"><div class=card>${words}</div></div>`);
  expect(await of('名字')).toBe(await of('Ann'));
  expect(await of('🙂')).toBe(await of('Ann'));
});

test('2.22 a size that is given, or that of what is around, is told as it is', async () => {
  await start(
    `${FONT}<input class=card value=x><input type=password><textarea class=card rows=3></textarea><div class=card style="width:101px;height:33px">x</div>
    <div class=card>one line</div><div style="width:333px"><p class=card style="width:50%">x</p></div>
    <div style="display:flex"><div style="flex:1"><div class=card style="height:40px">x</div></div><div style="flex:0 0 99px">y</div></div>
    <div style="display:grid;grid-template-columns:1fr 2fr"><p class=card>x</p><p>y</p></div>
    <div style="display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));align-items:start"><label style="display:grid"><input class=card style="width:100%"></label><p class=card>x</p></div>
    <div style="position:relative;height:50px"><div class=card style="position:absolute;inset:3px 5px">x</div></div>
    <table style="table-layout:fixed;width:444px"><tr><td class=card>x</td><td>y</td></tr></table><iframe class=card></iframe><canvas class=card></canvas>`,
    MASKS,
  );
  await new Promise(requestAnimationFrame);
  page().capture.flush();
  const found = [...page().document.querySelectorAll('.card,[type=password]')].map((element) => {
    const { width, height } = element.getBoundingClientRect();
    return [element.localName, Math.round(width * 8) / 8, Math.round(height * 8) / 8];
  });
  const told = [...page().mirror.geometry].map(([id, { width, height }]) => [
    (page().capture.nodeOf(id) as Element).localName,
    width,
    height,
  ]);
  expect(told).toEqual(found);
});

test('2.6 an echo of what is typed is told once it rests, whatever it is', async () => {
  await start(
    `${FONT}<input type=password><span class=card id=echo></span><div style="overflow:auto;width:90px;white-space:nowrap" id=wrap><b class=card id=long>x</b></div>`,
    MASKS,
  );
  await new Promise(requestAnimationFrame);
  page().capture.flush();
  forgetFrames();
  for (let keys = 1; keys <= 12; keys++) {
    get('input').dispatchEvent(new KeyboardEvent('keydown', { key: 'x', bubbles: true }));
    get('#echo').textContent = '•'.repeat(keys * 4);
    get('#long').textContent = '•'.repeat(keys * 9);
    get('#wrap').scrollLeft = 10_000;
    await new Promise(requestAnimationFrame);
    page().capture.flush();
  }
  expect(page().frames).toEqual([]);
  await expect.poll(() => page().frames.length, { timeout: 7_000 }).toBeGreaterThan(0);
  expect([...page().mirror.geometry.values()].map(({ width }) => width % 64)).toEqual([expect.any(Number), 0, 0]);
});
