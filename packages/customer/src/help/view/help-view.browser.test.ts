import { userEvent } from 'vitest/browser';
import { afterEach, expect, test } from 'vitest';
import { cleanUp } from '../../ui/widget.fixture.js';
import { asked, held, helped, nothing, proposed } from './help-view.fixture.js';

const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 550));

afterEach(cleanUp);

test('H9 a question says who wants what, is read out, takes no focus and answers to a press alone', async () => {
  const field = document.createElement('input');
  document.body.append(field);
  field.focus();
  const { help, actions, button, find, said } = helped();
  help.show(asked);
  expect(said()).toBe('Mia would like to scroll and click on this page for you. Do you allow it?');
  expect(document.activeElement).toBe(field);
  await userEvent.keyboard('{Enter}');
  // A press that comes with it was meant for what was there before.
  button('Allow').click();
  expect(actions.respond).not.toHaveBeenCalled();
  expect(find('.ask:not([hidden]) .hint').textContent).toMatch(/^(?:30|29) s left$/);
  await expect.poll(() => find('.ask:not([hidden]) .hint').textContent, { timeout: 20_000 }).toBe('28 s left');
  button('Allow').click();
  expect(actions.respond.mock.calls).toEqual([['r1', true]]);
  button('Not now').click();
  expect(actions.respond.mock.lastCall).toEqual(['r1', false]);
  help.show(nothing);
  expect(button('Allow')).toBeUndefined();
  expect(said()).toBe('');
});

test('H9 another question is another one: the time begins anew, and so does what counts as meant', async () => {
  const { help, actions, button } = helped();
  help.show(asked);
  await later();
  help.show({ ...asked, question: { ...(asked.question as never as object), requestId: 'r2' } as never });
  button('Allow').click();
  expect(actions.respond).not.toHaveBeenCalled();
});

test('H10 who holds remote assist is always shown with Stop, in a folded panel too', async () => {
  const { help, actions, button, find, said } = helped();
  help.show(held);
  expect(said()).toBe('Mia can scroll and fill in fields. Private fields stay closed. Esc twice stops it, too.');
  find('.fold').click();
  expect(find('.body').hidden).toBe(true);
  button('Stop').click();
  expect(actions.stop).toHaveBeenCalledOnce();
  help.show(nothing);
  expect(button('Stop')).toBeUndefined();
  expect(said()).toBe('Mia can no longer act on this page.');
});

test('H10 an act shows in the holder’s line for a moment', async () => {
  const { help, find } = helped();
  help.show(held);
  help.acting();
  expect(find('.acting').textContent).toContain('Mia can');
  help.show(held);
  expect(find('.acting')).not.toBeNull();
  await expect.poll(() => find('.acting'), { timeout: 8_000 }).toBeNull();
});

test('H11 the tools are where the customer may draw; drawings can always be cleared', async () => {
  const { help, actions, button, find } = helped();
  help.show({ ...nothing, drawing: { allowed: false, tool: undefined, strokes: 2 } });
  expect(button('Draw')).toBeUndefined();
  button('Clear drawings').click();
  expect(actions.clear.mock.lastCall).toEqual([true]);
  help.show({ ...nothing, drawing: { allowed: true, tool: undefined, strokes: 0 } });
  expect(button('Clear drawings')).toBeUndefined();
  button('Draw').focus();
  await userEvent.keyboard('{Enter}');
  expect(actions.annotate.mock.lastCall).toEqual([{ tool: 'pen', color: '#0072b2' }]);
  help.show({ ...nothing, drawing: { allowed: true, tool: 'pen', strokes: 1 } });
  expect(button('Pen').getAttribute('aria-pressed')).toBe('true');
  button('Arrow').click();
  expect(actions.annotate.mock.lastCall).toEqual([{ tool: 'arrow', color: '#0072b2' }]);
  for (const [name, action] of [
    ['Undo', actions.undo],
    ['Redo', actions.redo],
  ] as const) {
    button(name).click();
    expect(action).toHaveBeenCalledOnce();
  }
  button('Clear mine').click();
  expect(actions.clear.mock.lastCall).toEqual([false]);
  button('Done').click();
  expect(actions.annotate.mock.lastCall).toEqual([undefined]);
  expect(find('[role=toolbar]').getAttribute('aria-label')).toBe('Drawing tools');
});

test('H12 a proposal shows its fields with old and new value, chosen one by one or all at once', async () => {
  const { help, actions, button, find, root, said } = helped();
  help.show(proposed);
  expect(said()).toBe('Mia suggests what to fill in:');
  expect([...root.querySelectorAll('li')].map((li) => li.textContent)).toEqual(['Streetempty → Long Lane 5', 'CityBerlin → Bern']);
  // A press that comes with it was meant for what was there before.
  button('Fill in').click();
  expect(actions.propose).not.toHaveBeenCalled();
  await later();
  button('Fill in').click();
  expect(actions.propose.mock.lastCall).toEqual(['p1', [0, 1]]);
  find('li input').click();
  // What is chosen stays while other things change.
  help.show({ ...proposed, ...held, proposals: proposed.proposals });
  button('Fill in').click();
  expect(actions.propose.mock.lastCall).toEqual(['p1', [1]]);
  root.querySelectorAll<HTMLElement>('li input')[1]?.click();
  expect(button('Fill in').disabled).toBe(true);
  find('.help li').closest<HTMLElement>('.ask')?.querySelector<HTMLElement>('.row button')?.click();
  expect(actions.propose.mock.lastCall).toEqual(['p1', []]);
  help.show(nothing);
  expect(root.querySelector('li')).toBeNull();
});

test('H7 what submits is asked about with the words of the button', async () => {
  const { help, said, button, actions } = helped();
  const confirm = { kind: 'submit', userName: 'Mia', what: 'Pay {name}', requestId: 'c1', expiresAt: Date.now() + 30_000 } as const;
  help.show({ ...held, confirm });
  expect(said()).toContain('would like to press “Pay {name}”');
  await later();
  button('Allow once').click();
  expect(actions.respond.mock.lastCall).toEqual(['c1', true]);
});

test('H13 German, names of any length and writing, a window of 320 × 256', async () => {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width:320px;height:256px;border:0';
  document.body.append(frame);
  const view = frame.contentWindow as Window & typeof globalThis;
  const long = 'Dr. مستشار-Waldhausen '.repeat(4).slice(0, 80);
  const { help, find, root, said } = helped({ locale: 'de', view });
  const { holder, question } = { ...asked, ...held, question: asked.question };
  help.show({
    ...proposed,
    holder: holder && { ...holder, userName: long },
    question: question && { ...question, userName: long },
    drawing: { allowed: true, tool: 'pen', strokes: 1 },
  });
  expect(said()).toContain('möchte auf dieser Seite für Sie blättern und klicken');
  expect(said()).toContain('\u2068');
  const inWindow = (element: HTMLElement): boolean => {
    const { top, bottom, left, right } = element.getBoundingClientRect();
    return top >= 0 && left >= 0 && bottom <= 256 && right <= 320;
  };
  expect(inWindow(find('.holder button'))).toBe(true);
  expect(inWindow(find('.exit'))).toBe(true);
  for (const button of root.querySelectorAll<HTMLElement>('.help button, .help input')) {
    if (button.offsetParent === null) continue;
    button.scrollIntoView({ block: 'nearest' });
    expect(inWindow(button), button.textContent ?? '').toBe(true);
  }
});

test('H8 nothing of it is left in the panel after stop', () => {
  const { help, root, panel } = helped();
  const before = panel.children.length;
  const sheets = root.adoptedStyleSheets.length;
  help.show({ ...held, ...proposed });
  help.stop();
  expect(panel.children.length).toBe(before - 3);
  expect(root.adoptedStyleSheets.length).toBe(sheets - 1);
});
