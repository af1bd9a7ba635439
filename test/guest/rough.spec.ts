import type { Page } from '@playwright/test';
import { expect, test } from '../e2e/fixtures.js';
import { CANARY, guestPage, scriptAddress } from './page.js';
import { startSite } from './site.js';
import { watchSession } from './watcher.js';

interface Outer extends Window {
  /** Calls of the page's own wrappers, by name. */
  calls: Record<string, number>;
}

/** Wraps what is there now, ours included, and counts. */
function wrapAll(): void {
  const calls: Record<string, number> = {};
  const setter = (owner: object, name: string): void => {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
    const { set } = descriptor;
    Object.defineProperty(owner, name, {
      ...descriptor,
      set(value: unknown) {
        calls[name] = (calls[name] ?? 0) + 1;
        set?.call(this, value);
      },
    });
  };
  setter(HTMLInputElement.prototype, 'value');
  setter(HTMLSelectElement.prototype, 'selectedIndex');
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (init) {
    calls.attachShadow = (calls.attachShadow ?? 0) + 1;
    return attachShadow.call(this, init);
  };
  const { insertRule } = CSSStyleSheet.prototype;
  CSSStyleSheet.prototype.insertRule = function (...args) {
    calls.insertRule = (calls.insertRule ?? 0) + 1;
    return insertRule.apply(this, args);
  };
  (window as unknown as Outer).calls = calls;
}

const useAll = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(() => {
    const { calls } = window as unknown as Outer;
    for (const name of Object.keys(calls)) delete calls[name];
    const input = document.createElement('input');
    input.value = 'set';
    document.createElement('div').attachShadow({ mode: 'open' });
    document.createElement('select').selectedIndex = -1;
    new CSSStyleSheet().insertRule('p { color: red }');
    return { ...calls, kept: input.value === 'set' ? 1 : 0 };
  });
const EACH = { value: 1, selectedIndex: 1, attachShadow: 1, insertRule: 1, kept: 1 };

test('V3 a page that throws, freezes, tears out, replaces and wraps is shown, and sees nothing of ours', async ({ service, customer }) => {
  const site = await startSite();
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const sdkToken = await service.token('customer', { userId: 'rough', userName: 'Customer' });
  const name = 'rough';
  site.put('/page', { body: guestPage({ name, site, script: scriptAddress(service, sdkKey), sdkToken }) });
  const { page } = customer;
  await page.goto(`${site.origin}/page`);
  site.step(name, 'init');
  await site.hears(name, ['init']);
  site.step(name, 'start');
  const { data } = await site.hears(name, ['pin']);
  const watcher = await watchSession(service, String(data));
  await watcher.sees(CANARY);
  /** She types; the agent sees it. */
  const typed = async (text: string): Promise<void> => {
    await page.locator('#field').fill(text);
    await watcher.sees(text);
  };

  await test.step('it throws in every handler and takes our panel out whenever it comes', async () => {
    await page.evaluate(() => {
      const fail = (): void => {
        throw new Error('mine');
      };
      for (const target of [window, document])
        for (const type of [
          'input',
          'focusin',
          'pointerover',
          'pointerdown',
          'scroll',
          'keydown',
          'click',
          'change',
          'focus',
          'resize',
          'visibilitychange',
        ])
          target.addEventListener(type, fail, true);
      const takeOut = (): void => document.querySelector('sightline-widget')?.remove();
      takeOut();
      new MutationObserver(takeOut).observe(document, { childList: true, subtree: true });
      document.body.insertAdjacentHTML('beforeend', '<input id="field"><div id="host"></div>');
    });
    await typed('typed among errors');
    await expect.poll(() => site.told(name).some(({ kind, data: what }) => kind === 'thrown' && String(what).includes('mine'))).toBe(true);
  });

  await test.step('it freezes what it can', async () => {
    await page.evaluate(() => {
      for (const object of [document, document.documentElement, document.body, document.head, navigator, location, history, performance])
        Object.freeze(object);
    });
    await typed('typed in the frozen page');
  });

  await test.step('it wraps our wrappers', async () => {
    await page.evaluate(wrapAll);
    expect(await useAll(page)).toEqual(EACH);
    await page.evaluate(() => ((document.querySelector('#field') as HTMLInputElement).value = 'set by script'));
    await watcher.sees('set by script');
  });

  await test.step('it replaces the document element', async () => {
    await page.evaluate(() => {
      const html = document.createElement('html');
      html.innerHTML = '<head><title>New</title></head><body><h1>a new root</h1><input id="field"></body>';
      document.documentElement.replaceWith(html);
    });
    await watcher.sees('a new root');
    await typed('typed in the new root');
  });

  await test.step('it opens the document and writes another one', async () => {
    await page.evaluate(() => {
      document.open();
      document.write(
        '<!doctype html><title>Written</title><h1>a written page</h1><input id="field"><form><input id="pw" type="password" name="pw"></form>',
      );
      document.write('<button id="show" onclick="pw.type = \'text\'">show</button>');
      document.close();
    });
    await watcher.sees('a written page');
    await typed('typed in the written page');
    await page.locator('#pw').fill('written-secret');
    await page.locator('#show').click();
    await page.locator('#pw').press('End');
    await page.keyboard.type('-and-more');
    await typed('typed after the secret');
    expect(watcher.text() + watcher.bytes().toString('latin1')).not.toContain('written-secret');
  });

  await test.step('after the end its wrappers are there, work, and ours do nothing', async () => {
    site.step(name, 'end');
    await site.hears(name, ['end']);
    expect(await useAll(page)).toEqual(EACH);
    const thrown = site.told(name).filter(({ kind, data: what }) => kind === 'thrown' && !String(what).includes('mine'));
    expect(thrown).toEqual([]);
    expect(await page.evaluate(() => document.querySelectorAll('sightline-widget').length)).toBe(0);
  });
  watcher.close();
  await site.stop();
});
