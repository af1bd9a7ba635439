import { afterEach, expect, test } from 'vitest';
import { type OpenAssist, openAssist } from './testing/open-assist.js';

let desk: OpenAssist | undefined;
afterEach(() => desk?.stop());
const anna = { userId: 'a1', userName: 'Ada Agent' };
const ben = { userId: 'a2', userName: 'Ben' };
const texts = ({ all }: OpenAssist, selector: string): string[] => all(selector).map((one) => one.textContent ?? '');

async function open() {
  desk = await openAssist([['p', {}, 'hello']], { types: [] });
  const opener = desk.find<HTMLButtonElement>('.assist-open');
  const panel = desk.find('.assist-panel');
  return { desk, opener, panel };
}

test('A2 every state says what it is and what to do next; kinds that are asked for can be chosen', async () => {
  const { desk, opener, panel } = await open();
  expect(opener.textContent).toBe('Ask to assist');
  opener.click();
  expect(panel.hidden).toBe(false);
  expect(panel.textContent).toContain('Choose what you want to do');
  const boxes = desk.all('.assist-panel fieldset input') as HTMLInputElement[];
  expect(boxes.map(({ value, checked }) => [value, checked])).toEqual([
    ['scroll_page', true],
    ['edit_form', true],
    ['click', true],
    ['navigate', true],
  ]);
  for (const box of boxes.slice(1)) box.click();
  desk.find<HTMLButtonElement>('.assist-panel .assist-steps button').click();
  expect(desk.messages).toEqual([{ t: 'request_assist', requestId: 'r', types: ['scroll_page'] }]);
  boxes[0]?.click();
  expect(desk.find<HTMLButtonElement>('.assist-panel .assist-steps button').disabled).toBe(true);

  desk.now({ asked: { requestId: 'r', types: ['scroll_page'] } });
  expect(panel.hidden).toBe(true);
  expect(opener.textContent).toBe('Asked');
  expect(texts(desk, '.assist-quick button')).toEqual(['Take back']);
  expect(panel.textContent).toContain('30 seconds');
  desk.find<HTMLButtonElement>('.assist-quick button').click();
  expect(desk.messages.at(-1)).toEqual({ t: 'stop_assist' });

  for (const [last, words] of [
    [{ denied: 'denied' }, 'said no'],
    [{ denied: 'timeout' }, 'did not answer'],
    [{ denied: 'disabled' }, 'cannot be asked'],
    [{ stopped: 'by_customer' }, 'customer has stopped it'],
    [{ stopped: 'by_agent' }, 'You have stopped it'],
    [{ stopped: 'handed_over' }, 'handed over'],
    [{ stopped: 'navigated' }, 'does not allow it'],
    [{ stopped: 'paused' }, 'paused'],
    [{ stopped: 'left' }, 'you were gone'],
    [{ stopped: 'session_ended' }, 'with the session'],
  ] as const) {
    desk.now({ asked: undefined, last });
    expect(desk.find('.assist .spoken').textContent, words).toContain(words);
    expect(panel.textContent).toContain(words);
  }

  desk.now({ holder: { ...ben, types: ['click'] } });
  expect(panel.textContent).toContain('Ben');
  expect(texts(desk, '.assist-panel .assist-steps button')).toEqual(['Ask to take over']);
  desk.now({ asked: { requestId: 'r', types: ['click'] } });
  expect(panel.textContent).toContain('would hand over');
  desk.now({
    asked: undefined,
    holder: undefined,
    switches: { draw: { agents: true, customer: true }, assist: { types: [], consent: true, confirmStop: false } },
  });
  expect(opener.textContent).toBe('Assist is off');
  expect(panel.textContent).toContain('This page does not allow it');
  desk.now({ switches: undefined });
  expect(desk.find('.assist-control').hidden).toBe(true);
});

test('A2 granted: which kinds, more to ask for, the page to act on; stopping asks first where the page wants that', async () => {
  const { desk, opener, panel } = await open();
  expect(desk.find('.layer').dataset['mode']).not.toBe('assist');
  desk.now({ holder: { ...anna, types: ['scroll_page', 'click'] } });
  expect(desk.find('.layer').dataset['mode']).toBe('assist');
  expect(opener.textContent).toBe('Assisting');
  expect(panel.textContent).toContain('Scroll, Click');
  expect(texts(desk, '.assist-panel .assist-steps button')).toEqual(['Bring into view', 'Ask for more']);
  expect(texts(desk, '.assist-quick button')).toEqual(['Act', 'Stop']);
  expect(desk.find('.navigation').hidden).toBe(true);
  const act = desk.find<HTMLButtonElement>('.assist-quick button');
  expect(act.getAttribute('aria-pressed')).toBe('true');
  act.click();
  expect(desk.find('.layer').dataset['mode']).toBe('look');
  (desk.all('.assist-quick button')[1] as HTMLButtonElement).click();
  expect(desk.messages).toEqual([{ t: 'stop_assist' }]);

  desk.now({ switches: { draw: { agents: true, customer: true }, assist: { types: ['click'], consent: true, confirmStop: true } } });
  const quick = (at: number): HTMLButtonElement => desk.all('.assist-quick button')[at] as HTMLButtonElement;
  quick(1).click();
  expect(texts(desk, '.assist-quick > *')).toEqual(['Stop assisting?', 'Stop', 'Go on']);
  quick(1).click();
  expect(desk.messages).toHaveLength(1);
  quick(1).click();
  quick(0).click();
  expect(desk.messages).toHaveLength(2);
  desk.now({ holder: undefined, last: { stopped: 'by_customer' } });
  expect(desk.find('.layer').dataset['mode']).toBe('look');
});

test('A2 with navigation granted the toolbar goes back, forward, reloads and opens an address', async () => {
  const { desk } = await open();
  desk.now({ holder: { ...anna, types: ['navigate'] } });
  expect(desk.find('.navigation').hidden).toBe(false);
  for (const name of ['back', 'forward', 'reload']) desk.named(`Customer’s page: ${name}`).click();
  const address = desk.find<HTMLInputElement>('.navigation input');
  address.value = ' https://shop.example/cart ';
  desk.find<HTMLFormElement>('.navigation form').requestSubmit();
  expect(desk.acts().map(({ aimed: _, ...act }) => act)).toEqual([
    { act: 'history', by: 'back', type: 'navigate' },
    { act: 'history', by: 'forward', type: 'navigate' },
    { act: 'history', by: 'reload', type: 'navigate' },
    { act: 'go', url: 'https://shop.example/cart', type: 'navigate' },
  ]);
});
