import { FrameFlag } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { drawn } from '../parts/parts.fixture.js';
import { anna, causeOf, nextOf, sessionBench } from '../session/session.fixture.js';

let bench: ReturnType<typeof sessionBench>;
let page: HTMLElement;

beforeEach(() => {
  bench = sessionBench();
  drawn.length = 0;
  page = document.body.appendChild(document.createElement('main'));
  page.innerHTML = '<p id="shown">shown words</p><p class="private">hidden words</p><input type="password">';
});
afterEach(() => {
  bench.stop();
  page.remove();
  vi.restoreAllMocks();
});

const MASKS = { piiMask: { maskCssSelectors: '.private' }, ui: false, locale: 'en' };
const host = (): Element | null => document.querySelector('sightline-preview');
const textOf = (body: Uint8Array): string => new TextDecoder('latin1').decode(body);

/** Opens the preview and looks into its closed root as the browser hands it out. */
async function opened(session: { preview(on: boolean): Promise<object> }) {
  const attach = vi.spyOn(Element.prototype, 'attachShadow');
  await session.preview(true);
  const at = attach.mock.contexts.findIndex((element) => (element as Element).localName === 'sightline-preview');
  const root = attach.mock.results[at]?.value as ShadowRoot;
  attach.mockRestore();
  return { root, find: (selector: string) => root.querySelector<HTMLElement>(selector) as HTMLElement };
}

test('S9.1 without a session the page shows itself to itself: nothing is asked of the service, nothing hidden is drawn', async () => {
  const { session } = await bench.open(MASKS);
  const { find } = await opened(session);
  await expect.poll(() => drawn.some(({ flags }) => (flags & FrameFlag.KeyEnd) !== 0)).toBe(true);
  const bytes = drawn.map(({ body }) => textOf(body)).join('');
  expect(bytes).toContain('shown words');
  expect(bytes).not.toContain('hidden words');
  expect(bytes).not.toContain('sightline-preview');
  expect(find('.title').textContent).toBe('What an agent would see');
  await expect.poll(() => find('.foot').textContent).toBe('2 places are hidden.');
  await expect.poll(() => find('.note').hidden).toBe(true);
  expect(bench.network.requests).toEqual([]);

  const mark = find('.mark').getBoundingClientRect();
  const box = (page.querySelector('.private') as Element).getBoundingClientRect();
  expect([mark.left, mark.top, mark.width, mark.height]).toEqual([box.left, box.top, box.width, box.height]);
  await session.preview(false);
  expect(host()).toBeNull();
});

test('S9.2 it is moved, scaled and closed by the keyboard, and keeps its keys from the page', async () => {
  const { session } = await bench.open(MASKS);
  const heard = vi.fn<() => void>();
  document.addEventListener('keydown', heard);
  const { find } = await opened(session);
  const panel = find('.panel');
  // From the top of a narrow window, it can go down.
  expect(innerWidth).toBeLessThan(680);
  const before = panel.getBoundingClientRect();
  find('.grip').focus();
  await userEvent.keyboard('{ArrowRight}{ArrowDown}');
  const moved = panel.getBoundingClientRect();
  expect([Math.round(moved.left - before.left), Math.round(moved.bottom - before.bottom)]).toEqual([16, 16]);
  find('.smaller').focus();
  await userEvent.keyboard('{Enter}');
  expect(panel.getBoundingClientRect().height).toBeLessThan(before.height);
  for (let i = 0; i < 3; i++) find('.smaller').click();
  expect((find('.smaller') as HTMLButtonElement).disabled).toBe(true);
  find('.close').focus();
  await userEvent.keyboard('{Escape}');
  expect(host()).toBeNull();
  expect(heard).not.toHaveBeenCalled();
  document.removeEventListener('keydown', heard);
});

test('S9.3 the argument is checked; asked twice it is one; a session that ends takes it along', async () => {
  const { session, peer } = await bench.started(MASKS);
  for (const wrong of [undefined, 'on', { on: true }]) expect(await causeOf(session.preview(wrong))).toBe('invalid_argument');
  const answered: unknown[] = [];
  await Promise.all([session.preview(true, (answer: unknown) => answered.push(answer)), session.preview(true)]);
  expect(answered).toEqual([{ success: true }]);
  expect(document.querySelectorAll('sightline-preview')).toHaveLength(1);
  const ending = session.end();
  expect(host()).toBeNull();
  peer.send({ t: 'ended', reason: 'ended_by_customer' });
  await ending;
  await session.preview(true);
  expect(host()).not.toBeNull();
  await session.preview(false);
});

test('S9.4 while agents watch the service is asked for their frames, while paused nothing is drawn', async () => {
  const { session, peer } = await bench.started(MASKS);
  const { find } = await opened(session);
  await expect.poll(() => drawn.length).toBeGreaterThan(0);
  peer.send({ t: 'agent_joined', ...anna, agentCount: 1 });
  peer.send({ t: 'keyframe' });
  expect(await nextOf(peer)).toEqual({ t: 'preview', on: true });
  expect(find('.title').textContent).toBe('What your agent sees');
  peer.send({ t: 'paused' });
  await expect.poll(() => find('.title').textContent).toBe('Your agent sees nothing now');
  expect(find('.note').textContent).toContain('Nothing of this page is read or sent.');
  expect(find('.layer').hidden).toBe(true);
  expect(find('.foot').hidden).toBe(true);
  drawn.length = 0;
  page.append('more words');
  peer.send({ t: 'resumed' });
  await expect.poll(() => drawn.map(({ body }) => textOf(body)).join('')).toContain('more words');
});

test('S9.5 the rules are told after every welcome, and what the service makes of them is shown to nobody but her', async () => {
  const { session, peer } = await bench.started(MASKS);
  const rules = async (): Promise<unknown> => {
    for (;;) {
      const message = (await peer.next()) as { t: string; given?: object };
      if (message.t === 'rules') return message.given;
    }
  };
  expect(await rules()).toEqual({ maskCssSelectors: '.private', maskPatterns: [], maskType: 'custom_input' });
  peer.send({ t: 'rules', hash: 'a'.repeat(32) });
  expect(Object.keys(session.getSessionInfo())).not.toContain('rules');
});
