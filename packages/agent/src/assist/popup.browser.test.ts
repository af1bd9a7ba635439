import { Op } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { createStream, KEY } from '../render/testing/stream.js';
import { type OpenAssist, openAssist } from './testing/open-assist.js';

let desk: OpenAssist | undefined;
afterEach(() => {
  expect(desk?.untouched()).toBe(true);
  desk?.stop();
});
const CSS = 'body { margin: 0 } select, input { display: block; width: 200px; height: 30px; margin: 0 0 10px }';
// select 5, option 6, text, optgroup 8, option 9, text, option 11, text, input 13, select 14, option 15, text, option 17
const open = async (types: Parameters<typeof openAssist>[1] = {}): Promise<OpenAssist> => {
  desk = await openAssist(
    [
      ['select', {}, ['option', {}, 'red'], ['optgroup', { label: 'Blues' }, ['option', {}, 'navy'], ['option', { disabled: '' }, 'sky']]],
      ['input', { type: 'date', min: '2026-01-01', value: '2026-02-03' }],
      ['select', { multiple: '', size: '3', style: 'height:80px' }, ['option', {}, 'a'], ['option', {}, 'b']],
    ],
    { css: CSS, ...types },
  );
  return desk;
};
const says = (desk: OpenAssist, open: readonly number[], focus: number): void => {
  desk.stream.w.varint(Op.Focus, focus);
  desk.stream.meta({ states: { ':open': [...open] } });
  desk.apply();
};

test('A12 a list is chosen from in one of the desk’s own, by mouse and keys', async () => {
  const desk = await open();
  const popup = desk.find('.popup');
  desk.click(20, 15);
  expect(popup.hidden).toBe(false);
  expect(desk.all('.popup li').map((row) => row.textContent)).toEqual(['red', 'Blues', 'navy', 'sky']);
  expect(desk.acts()).toMatchObject([
    { act: 'pointer', phase: 'down' },
    { act: 'pointer', phase: 'up' },
  ]);
  (desk.all('.popup [role=option]')[2] as HTMLElement).click();
  expect(popup.hidden).toBe(false);
  (desk.all('.popup [role=option]')[1] as HTMLElement).click();
  expect(popup.hidden).toBe(true);
  expect(desk.acts()).toMatchObject([{ act: 'choose', at: { id: 5 }, options: [9], type: 'edit_form' }]);
  desk.type(' ');
  expect(popup.hidden).toBe(false);
  await desk.frame();
  desk.key('n');
  desk.key('Enter');
  expect(desk.acts().filter(({ act }) => act !== 'key')).toMatchObject([{ act: 'choose', options: [9] }]);
  desk.click(20, 15);
  desk.key('Escape');
  expect(popup.hidden).toBe(true);
  expect(desk.acts().map(({ act }) => act)).toEqual(['pointer', 'pointer']);
});

test('A12 a date is set in a field of the same kind and bounds; in a list that is open anyway options are pressed', async () => {
  const desk = await open();
  desk.click(20, 55);
  const field = desk.find<HTMLInputElement>('.popup input');
  expect([field.type, field.min, field.value]).toEqual(['date', '2026-01-01', '2026-02-03']);
  field.value = '2026-05-06';
  desk.find<HTMLFormElement>('.popup form').requestSubmit();
  expect(desk.acts().at(-1)).toMatchObject({ act: 'value', at: { id: 13 }, text: '2026-05-06' });
  const option = desk.viewer.renderer?.document.querySelectorAll('option')[4]?.getBoundingClientRect() as DOMRect;
  desk.click(option.left + 5, option.top + 5);
  expect(desk.acts().filter(({ act }) => act === 'choose')).toMatchObject([{ at: { id: 14 }, options: [17] }]);
});

test.each(['forget', 'end'])(
  'V15 A12 a list the agent has open goes with what it is of (%s), and nothing is typed into after it',
  async (how) => {
    const desk = await open();
    desk.click(20, 15);
    await desk.frame();
    expect(desk.find('.popup').contains((desk.find('.popup').getRootNode() as ShadowRoot).activeElement)).toBe(true);
    if (how === 'forget') desk.viewer.forget();
    else desk.now({ holder: undefined });
    expect([desk.find('.popup').textContent, desk.find('.popup').hidden, desk.typing.hidden]).toEqual(['', true, true]);
  },
);

test('A13 what the customer has open is shown without any grant, and goes when it is closed', async () => {
  const desk = await open({ types: [] });
  says(desk, [5], 5);
  await desk.until(() => desk.find('.popup').hidden === false);
  expect(desk.find('.popup').textContent).toContain('The customer has this list open');
  expect(desk.all('.popup [role=option]').map((row) => row.getAttribute('aria-selected'))).toEqual(['true', 'false', 'false']);
  (desk.all('.popup [role=option]')[1] as HTMLElement).click();
  expect(desk.acts()).toEqual([]);
  says(desk, [], 5);
  await desk.until(() => desk.find('.popup').hidden !== false);
  says(desk, [13], 13);
  await desk.until(() => desk.find('.popup').hidden === false);
  expect(desk.find<HTMLInputElement>('.popup input').disabled).toBe(true);
});

const PICKERS: [string, string, string, object?][] = [
  ['time', '10:30', '11:45', { min: '08:00', max: '18:00', step: '900' }],
  ['month', '2026-05', '2026-07'],
  ['week', '2026-W19', '2026-W20'],
  ['datetime-local', '2026-05-06T10:30', '2026-05-07T09:00'],
  ['color', '#112233', '#0072b2'],
];
const picker = async (type: string, value: string, bounds: object, types?: Parameters<typeof openAssist>[1]): Promise<OpenAssist> => {
  desk = await openAssist([['input', { type, value, ...bounds }]], { css: CSS, ...types });
  return desk;
};

test.each(PICKERS)('A12 a %s is set by the agent in a field of the same kind and bounds', async (type, value, chosen, bounds = {}) => {
  const desk = await picker(type, value, bounds);
  desk.click(20, 15);
  const field = desk.find<HTMLInputElement>('.popup input');
  expect([field.type, field.value, field.disabled]).toEqual([type, value, false]);
  expect(Object.fromEntries(Object.keys(bounds).map((name) => [name, field.getAttribute(name)]))).toEqual(bounds);
  field.value = chosen;
  desk.find<HTMLFormElement>('.popup form').requestSubmit();
  expect(desk.acts().filter(({ act }) => act === 'value')).toMatchObject([{ at: { id: 5 }, text: chosen, type: 'edit_form' }]);
  expect(desk.find('.popup').hidden).toBe(true);
});

test.each(PICKERS)('A13 a %s the customer has open is shown with what is chosen, to be looked at only', async (type, value) => {
  const desk = await picker(type, value, {}, { types: [] });
  // The focus is inside the field, which has none by the page's own telling.
  says(desk, [5], 0);
  await desk.until(() => desk.find('.popup').hidden === false);
  const field = desk.find<HTMLInputElement>('.popup input');
  expect([field.type, field.value, field.disabled]).toEqual([type, value, true]);
  expect(desk.find('.popup').textContent).toContain('The customer has this picker open');
  says(desk, [], 0);
  await desk.until(() => desk.find('.popup').hidden !== false);
  expect(desk.acts()).toEqual([]);
});

test('A13 a list that is open in an iframe is shown where it stands', async () => {
  desk = await openAssist([['iframe', { style: 'display:block;width:400px;height:200px;border:0;margin:50px' }]], { css: CSS, types: [] });
  const inner = createStream().page([['select', {}, ['option', {}, 'red'], ['option', {}, 'blue']]], CSS, { states: { ':open': [5] } });
  desk.stream.w.u8(Op.Embedded);
  desk.stream.w.varint(5);
  desk.stream.w.u8(KEY);
  desk.stream.w.varint(inner.length);
  desk.stream.w.bytes(inner);
  desk.apply();
  const popup = desk.find('.popup');
  await desk.until(() => popup.hidden === false);
  expect(desk.all('.popup [role=option]').map((row) => row.textContent)).toEqual(['red', 'blue']);
  const page = desk.page();
  expect(popup.getBoundingClientRect().left).toBeCloseTo(page.left + 50 * (page.width / 800), 0);
});
