import { userEvent } from 'vitest/browser';
import { expect, onTestFinished, test } from 'vitest';
import { realMouse } from '../assist/real-mouse.fixture.js';
import { rig } from './capture.fixture.js';

const TICK_MS = 1_000;

/** A page whose slow pulse never comes, a control of it, and what a mirror was told of open popups. */
async function still(control: string) {
  const page = await rig(`<div style="padding:40px">${control}<p><input id="pulse"></div>`, {}, undefined, (document) => {
    const view = document.defaultView as Window & typeof globalThis;
    const { setTimeout } = view;
    const held = (run: TimerHandler, ms?: number): number => (ms === TICK_MS ? 0 : setTimeout(run, ms));
    // Bound, so that it reads as the browser's own.
    Object.assign(view, { setTimeout: held.bind(undefined) });
  });
  onTestFinished(() => page.stop());
  const element = page.document.querySelector('div > :first-child') as HTMLInputElement;
  const told = (): string => JSON.stringify(page.mirror.meta);
  const open = (): boolean => told().includes('":open":');
  const mouse = realMouse(element.ownerDocument.defaultView as Window);
  return {
    open,
    told,
    element,
    /** What only the slow pulse finds. */
    quiet: () => (page.document.getElementById('pulse') as HTMLInputElement).setCustomValidity('wrong'),
    async press() {
      const { right, top, height } = element.getBoundingClientRect();
      const at = [right - 12, top + height / 2] as const;
      await mouse.move(...at);
      await mouse.down(...at);
      await mouse.up(...at);
    },
  };
}

test.each([
  '<select><option>a<option>b</select>',
  ...['date', 'time', 'month', 'week', 'datetime-local', 'color'].map((type) => `<input type="${type}">`),
])('1.23 what a press has opened and a key closes again is told without waiting for the slow pulse: %s', async (control) => {
  const page = await still(control);
  page.quiet();
  await page.press();
  await expect.poll(page.open).toBe(true);
  // A popup takes keys once it is there itself.
  const closed = async (): Promise<boolean> => (await userEvent.keyboard('{Escape}'), page.open());
  await expect.poll(closed, { interval: 200 }).toBe(false);
});

test('1.23 a list opened by a key is told, and so is what is chosen from it', async () => {
  const page = await still('<select><option>a<option>b</select>');
  page.element.focus();
  await userEvent.keyboard('[Space]');
  await expect.poll(page.open).toBe(true);
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.poll(page.open).toBe(false);
  expect(page.element.value).toBe('b');
});

test('1.23 control: what no event follows is not told while the slow pulse is held', async () => {
  const page = await still('<select><option>a</select>');
  page.quiet();
  await new Promise((resolve) => setTimeout(resolve, 2 * TICK_MS));
  expect(page.told()).not.toContain(':invalid');
});
