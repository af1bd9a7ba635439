import type { AssistType } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { type OpenDesk, openDesk, SWITCHES, WELCOME } from './testing/open-desk.js';

let desk: OpenDesk | undefined;
afterEach(() => desk?.stop());

const ASSISTING = ['scroll_page', 'edit_form', 'click'] as AssistType[];

const AGENTS = ['Benedikt Oberhuber-Wallenstein', 'Chi', 'Dolores del Rio', 'Emre'].map((userName, i) => ({
  userId: `b${i}`,
  userName,
  seat: 20 + i,
  color: 2 + i,
}));

const settled = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

async function open(width: number, more = {}): Promise<OpenDesk> {
  desk?.stop();
  desk = await openDesk([['p', {}, 'hello']], {
    width,
    height: 768,
    welcome: { agents: AGENTS, rules: 'a1b2c3d4e5f6', ...more },
    meta: { title: 'Shopping cart of a shop with a long name', url: 'https://shop.example/cart/checkout/payment' },
  });
  await settled();
  return desk;
}

const shown = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
const box = (element: Element): DOMRect => element.getBoundingClientRect();
/** What can be pressed or read in the bar itself. */
const pieces = ({ all }: OpenDesk): HTMLElement[] =>
  all('.bar button, .bar input, .bar .light, .bar .people li, .bar .address, .bar .why').filter(
    (element) => shown(element) && !element.closest('.menu, .colors, .assist-panel'),
  );

test('V14 one row at every width, nothing overlaps or runs out, everything is in the bar or in the menu', async () => {
  for (const width of [390, 480, 640, 768, 900, 1024, 1280, 1440, 1600, 1920, 2560]) {
    for (const state of ['looking', 'may not draw', 'assisting', 'navigating'] as const) {
      const agents = state !== 'may not draw';
      const switches = { ...SWITCHES, draw: { agents, customer: true } };
      const opened = await open(width, { switches });
      const { find, all, viewer } = opened;
      const types = state === 'assisting' ? ASSISTING : state === 'navigating' ? [...ASSISTING, 'navigate' as const] : [];
      const holder = types.length > 0 ? { ...WELCOME.you, types } : undefined;
      viewer.assist({ switches, holder, asked: undefined, last: undefined });
      await settled();
      const bar = box(find('.bar'));
      const found = pieces(opened);
      expect(bar.height, `${width}`).toBe(48);
      for (const [i, piece] of found.entries()) {
        const name = `${width} ${state} ${piece.title || piece.textContent}`;
        const { left, right, top, bottom } = box(piece);
        expect(left >= bar.left && right <= bar.right && top >= bar.top && bottom <= bar.bottom, name).toBe(true);
        for (const other of found.slice(i + 1)) {
          const b = box(other);
          const apart = right <= b.left + 0.5 || b.right <= left + 0.5 || bottom <= b.top || b.bottom <= top;
          expect(apart || piece.contains(other), `${name} and ${other.title || other.textContent}`).toBe(true);
        }
      }
      // Nothing is lost: what the widest shows is in the bar or in the menu.
      const buttons = all('.bar button').filter((button) => !button.closest('[hidden]:not(.menu, .colors)'));
      expect(buttons.filter((button) => button.title.startsWith('Pen')).length).toBe(agents ? 1 : 0);
      for (const name of ['Leave', 'End session', 'Zoom in', 'Laser', 'Copy PIN'])
        expect(buttons.filter((button) => button.title.startsWith(name)).length, `${width} ${name}`).toBe(1);
      expect(find('.more').hidden, `${width}`).toBe(!find('.menu').hasChildNodes());
      expect(buttons.every((button) => (button.getAttribute('aria-label') ?? button.textContent) !== '')).toBe(true);
      if (holder) expect(all('.assist-quick button.danger').filter(shown)).toHaveLength(1);
      expect(viewer.renderer).toBeDefined();
    }
  }
});

test('V14 the widest folds nothing', async () => {
  const { find } = await open(2560, { agents: WELCOME.agents });
  expect([find('.more').hidden, find('.menu').children.length]).toEqual([true, 0]);
});

test('V14 the menu opens with words, is left by Escape, a click elsewhere or the focus', async () => {
  const opened = await open(390);
  const { find, all } = opened;
  opened.viewer.annotate({ tool: 'pen' });
  await settled();
  const more = find<HTMLButtonElement>('.more');
  more.focus();
  more.click();
  expect([find('.menu').hidden, more.getAttribute('aria-expanded')]).toEqual([false, 'true']);
  const active = (): Element | null => (find('.bar').getRootNode() as ShadowRoot).activeElement;
  expect(find('.menu').contains(active())).toBe(true);
  // What is folded is so in its order, however the menu is used.
  expect(all('.bar > .pin, .bar > .tools[aria-label=Tools]').map((item) => item.className)).toEqual(['tools']);
  const end = all('.menu button').find((button) => button.title === 'End session') as HTMLElement;
  expect(end.textContent).toBe('End session');
  await settled();
  expect(find('.menu').contains(active())).toBe(true);
  expect(box(find('.menu')).right <= 390 && box(find('.menu')).left >= 0).toBe(true);
  active()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
  expect([find('.menu').hidden, active() === more]).toEqual([true, true]);
  more.click();
  find('.stage').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
  expect(find('.menu').hidden).toBe(true);
  more.click();
  find('.stage').focus();
  expect(find('.menu').hidden).toBe(true);
  // What opens in it stays.
  more.click();
  const color = all('.menu button').find((button) => button.title.startsWith('Colour')) as HTMLElement;
  color.click();
  await settled();
  expect([shown(find('.colors')), find('.colors').contains(active())]).toEqual([true, true]);
  find('.stage').focus();
  // Ending asks again, in the menu, too.
  more.click();
  end.click();
  await settled();
  expect([shown(find('.sure')), active()?.textContent]).toEqual([true, 'Keep going']);
  expect(box(find('.sure')).bottom <= box(find('.menu')).bottom).toBe(true);
});

test('V14 what has the focus keeps it when the width changes', async () => {
  const opened = await open(2560);
  const { find, all } = opened;
  const root = find('.bar').getRootNode() as ShadowRoot;
  const place = root.host.parentElement as HTMLElement;
  for (const title of ['Leave', 'Pen (P)', 'Zoom in']) {
    place.style.width = '2560px';
    await settled();
    const button = all('.bar button').find((one) => one.title === title) as HTMLElement;
    button.focus();
    for (const width of [1024, 390, 300, 1280]) {
      place.style.width = `${width}px`;
      await settled();
      expect([root.activeElement === button, shown(button)], `${title} ${width}`).toEqual([true, true]);
    }
  }
});

test('V14 a person has the colour of their pointer', async () => {
  const { all } = await open(1280, { agents: WELCOME.agents });
  const colors = all('.people li i').map((badge) => getComputedStyle(badge).backgroundColor);
  expect(colors).toEqual(['rgb(0, 114, 178)', 'rgb(184, 64, 0)', 'rgb(0, 158, 115)']);
});
