import { FrameFlag } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { printLive, type Rig, rig } from './capture.fixture.js';

let r: Rig;
afterEach(() => {
  r.stop();
  expect(r.faults).toEqual([]);
});
const rows = (n: number): string => {
  let html = '';
  for (let i = 0; i < n; i++) html += `<tr class="row"><td>${i}</td><td><a title="t${i}">text ${i}</a></td></tr>`;
  return html;
};

test('1.4 a large keyframe spans tasks and frames; edits made meanwhile are in it or follow it', async () => {
  r = await rig('<div id=a></div>');
  const page = r.document;
  (page.getElementById('a') as HTMLElement).innerHTML = `<table><tbody>${rows(8000)}</tbody></table>`;
  r.frames.length = 0;
  let over = false;
  const done = r.keyframe().then(() => void (over = true));
  r.capture.open(2);
  let edits = 0;
  const body = page.querySelector('tbody') as HTMLElement;
  const edit = (): void => {
    const at = (edits * 997) % body.children.length;
    const row = body.children[at] as HTMLElement;
    switch (edits++ % 6) {
      case 0:
        row.remove();
        break;
      case 1:
        body.prepend(row);
        break;
      case 2:
        row.insertAdjacentHTML('afterend', rows(3));
        break;
      case 3:
        body.append(row);
        break;
      case 4:
        row.className = `e${edits}`;
        ((row.querySelector('a') as Element).firstChild as Text).data = `edited ${edits}`;
        break;
      default:
        page.body.append(body.parentNode as Node);
    }
  };
  // oxlint-disable-next-line no-unmodified-loop-condition -- the keyframe's end modifies it
  while (!over) {
    edit();
    // A task of its own, which comes between two slices.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  await done;
  expect(r.frames.length).toBeGreaterThan(3);
  expect(edits).toBeGreaterThan(3);
  const flags = r.frames.map((f) => f.flags);
  expect(flags[0]).toBe(FrameFlag.Key);
  expect(flags.filter((f) => f & FrameFlag.KeyEnd).length).toBe(1);
  expect(r.frames.map((f) => f.number)).toEqual(r.frames.map((_, i) => i));
  r.capture.flush();
  expect(r.mirror.print()).toBe(printLive(page));
  expect(r.capture.size).toBe(r.mirror.nodes.size);
});
test('1.5 a burst larger than a slice goes over in pieces and in order', async () => {
  r = await rig('<table><tbody></tbody></table>');
  const body = r.document.querySelector('tbody') as HTMLElement;
  body.innerHTML = rows(6000);
  const before = r.frames.length;
  await expect.poll(() => r.mirror.nodes.size, { timeout: 10_000 }).toBe(6000 * 6 + 6);
  expect(r.frames.length - before).toBeGreaterThan(1);
  body.replaceChildren(...Array.from(body.children).reverse());
  r.capture.flush();
  expect(r.mirror.print()).toBe(printLive(r.document));
});
test('1.6 scroll offsets from before and after the keyframe', async () => {
  r = await rig('<div id=s style="height:50px;overflow:auto"><p style="height:900px">x</p></div><p style="height:3000px">');
  const s = r.document.getElementById('s') as HTMLElement;
  s.scrollTop = 40;
  r.document.defaultView?.scrollTo(0, 70);
  await expect
    .poll(() => [r.mirror.scrolls.get(1), r.mirror.scrolls.get(r.capture.idOf(s) as number)])
    .toEqual([
      [0, 70],
      [0, 40],
    ]);
  r.capture.open(2);
  r.capture.flush();
  expect([r.mirror.scrolls.get(1), r.mirror.scrolls.get(r.capture.idOf(s) as number)]).toEqual([
    [0, 70],
    [0, 40],
  ]);
});
test('1.7 form state: values, checks, choices, by property and by event', async () => {
  r = await rig(
    '<input id=t value=a><input id=c type=checkbox checked><select id=s><option>1<option>2<option>3</select><textarea id=x>q</textarea><form><input type=radio name=g checked id=g1><input type=radio name=g id=g2></form>',
  );
  const get = (id: string): HTMLInputElement => r.document.getElementById(id) as HTMLInputElement;
  const id = (name: string): number => r.capture.idOf(get(name)) as number;
  expect(r.mirror.values.size + r.mirror.flags.size).toBe(0);
  get('t').value = 'b';
  get('c').checked = false;
  get('g2').checked = true;
  get('s').value = '3';
  get('x').value = 'z';
  r.capture.flush();
  expect(r.mirror.values.get(id('t'))).toBe('b');
  expect(r.mirror.values.get(id('x'))).toBe('z');
  expect(r.mirror.flags.get(id('c'))).toBe(0);
  expect(r.mirror.flags.get(id('g2'))).toBe(1);
  expect(r.mirror.flags.get(id('g1'))).toBe(0);
  expect(r.mirror.flags.get(r.capture.idOf((get('s') as unknown as HTMLSelectElement).options[2] as Node) as number)).toBe(4);
  (r.document.querySelector('form') as HTMLFormElement).reset();
  await expect.poll(() => r.mirror.flags.get(id('g1'))).toBe(1);
});

test('1.8 what is drawn on a canvas goes as a picture, at most two a second, again only where it differs', async () => {
  r = await rig('<canvas id=a width=20 height=10></canvas><canvas class=card id=b width=5 height=5></canvas>', {
    maskCssSelectors: '.card',
  });
  const canvas = r.document.getElementById('a') as HTMLCanvasElement;
  const masked = r.document.getElementById('b') as HTMLCanvasElement;
  const picture = (): string | undefined => r.mirror.nodes.get(r.capture.idOf(canvas) as number)?.attrs.get('sightline-canvas');
  await expect.poll(picture).toMatch(/^sightline-asset:\d+$/);
  const first = picture();
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const draw = (to: CanvasRenderingContext2D): void => {
    for (let i = 0; i < 50; i++) to.fillRect(i, 0, 1, 5);
  };
  draw(masked.getContext('2d') as CanvasRenderingContext2D);
  draw(context);
  await expect.poll(picture).not.toBe(first);
  const named = r.assets.length;
  draw(context);
  await new Promise((done) => setTimeout(done, 700));
  expect(r.assets.length).toBe(named);
  expect(named).toBe(2);
  const n = Number(picture()?.split(':')[1]);
  r.capture.supplyAsset(n);
  await expect.poll(() => r.supplied.get(n)?.mime).toBe('image/png');
});
