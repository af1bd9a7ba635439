import { expect, onTestFinished, test } from 'vitest';
import { type Sight, sighted } from '../help/sighted.js';
import { rig } from './capture.fixture.js';

test('1.22 capture says which stream is open once its keyframe is complete, and finds captures of same-origin iframes', async () => {
  const page = await rig('<p>a</p><iframe srcdoc="<p id=in>b</p>"></iframe>');
  onTestFinished(() => page.stop());
  const { capture } = page;
  expect(capture.stream).toBe(1);
  expect(capture.at([])).toBe(capture);
  const frame = page.document.querySelector('iframe') as HTMLIFrameElement;
  const id = capture.idOf(frame) ?? 0;
  const element = (): Element | null | undefined => frame.contentDocument?.querySelector('#in');
  await expect.poll(() => capture.at([id])?.idOf(element() as Node)).toBeGreaterThan(1);
  const inner = capture.at([id]);
  expect(inner?.nodeOf(inner.idOf(element() as Node) ?? 0)).toBe(element());
  expect(capture.at([id, 3])).toBeUndefined();
  expect(capture.at([9_999])).toBeUndefined();
  capture.open(2);
  expect(capture.stream).toBeUndefined();
  await page.keyframe();
  expect(capture.stream).toBe(2);
  capture.idle();
  expect(capture.stream).toBeUndefined();
});

test('1.22 what is masked, and what is in it, is hidden by the rules as they match now', async () => {
  const page = await rig(
    '<div id=a><b id=b>x</b><slot-host id=h><i id=s>y</i></slot-host></div><input type=password id=p><object id=o></object><p id=c>z</p>',
    { maskCssSelectors: '.mask' },
  );
  onTestFinished(() => page.stop());
  const { document } = page;
  const capture = sighted(page.capture) as Sight;
  const hidden = (): string =>
    ['a', 'b', 'h', 's', 'p', 'o', 'c'].filter((id) => capture.hides(document.getElementById(id) as Node)).join('');
  expect(hidden()).toBe('po');
  // Before any flush has looked.
  (document.getElementById('a') as Element).className = 'mask';
  expect(hidden()).toBe('abhspo');
  const root = (document.getElementById('h') as Element).attachShadow({ mode: 'open' });
  root.innerHTML = '<u></u>';
  expect(capture.hides(root.firstChild as Node)).toBe(true);
  (document.getElementById('a') as Element).className = '';
  expect(hidden()).toBe('po');
  capture.idle();
  expect(hidden()).toBe('abhspoc');
});
