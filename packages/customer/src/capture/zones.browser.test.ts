import { afterEach, expect, test } from 'vitest';
import { type Rig, rig } from './capture.fixture.js';

interface Zoned extends Window {
  Zone: { current: { fork(spec: object): { run(fn: () => void): void } } };
}

let made: Rig | undefined;
afterEach(() => made?.stop());

/** Tasks of an application's zone that writes a field after each, as Angular's checks do; ours would be the next, for ever. */
async function tasksOf(captured: boolean): Promise<number> {
  const zone = await (await fetch('/node_modules/zone.js/bundles/zone.umd.js')).text();
  const page = await rig(`<script>${zone}</script><input id="field"><input id="check" type="checkbox"><button id="button">b</button>`);
  made = page;
  if (!captured) page.capture.stop();
  const { document: inner } = page;
  const window = inner.defaultView as unknown as Zoned;
  const field = inner.getElementById('field') as HTMLInputElement;
  const check = inner.getElementById('check') as HTMLInputElement;
  const button = inner.getElementById('button') as HTMLButtonElement;
  let tasks = 0;
  const look = (): void => {
    tasks++;
    field.value = `check ${tasks}`;
    check.checked = tasks % 2 === 1;
  };
  const app = window.Zone.current.fork({
    name: 'app',
    onInvokeTask(delegate: { invokeTask(...args: unknown[]): unknown }, _: unknown, target: unknown, task: unknown, ...more: unknown[]) {
      const result = delegate.invokeTask(target, task, ...more);
      // An endless loop would freeze the test.
      if (tasks < 500) look();
      return result;
    },
  });
  app.run(() => button.addEventListener('click', () => field.setAttribute('title', 'clicked')));
  for (let round = 0; round < 5; round++) {
    button.click();
    app.run(() => field.dispatchEvent(new Event('input', { bubbles: true })));
    await new Promise((done) => setTimeout(done, 60));
  }
  if (captured) {
    page.capture.flush();
    expect(page.mirror.values.get(page.capture.idOf(field) as number)).toBe(field.value);
    app.run(() => page.capture.stop());
  }
  page.stop();
  made = undefined;
  return tasks;
}

test('4.7 in a page with zone.js capture is no task of the application’s zone', async () => {
  const without = await tasksOf(false);
  expect(without).toBe(5);
  expect(await tasksOf(true)).toBe(without);
});
