import { type Actor, expect, lifeTest, together } from '../life/life.js';
import { type WidgetOfPage, widgetOf } from '../life/widget.js';

const test = lifeTest();
const settings = { locale: 'en', remoteAssist: { enable: true, remoteAssistTypes: ['scroll_page', 'click'] } };
const first = { userId: 'agent-1', userName: 'agent-1' };
const second = { userId: 'agent-2', userName: 'agent-2' };

/** Events of remote assist told so far, with what they say. */
const assistOf = async (actor: Actor): Promise<unknown[]> =>
  (await actor.told())
    .filter(([name]) => name.startsWith('remote_assist'))
    .map(([name, { expiresAt: _, requestId: __, ...payload }]) => [name, payload]);
const ask = async (agent: Actor, types: string[]): Promise<void> => {
  expect(await agent.call('requestRemoteAssist', { types })).toEqual({ ok: true });
};
/** Presses a button until it has done what it is for: in its first half second a question takes no answer. */
const press = (widget: WidgetOfPage, name: string, done: () => Promise<unknown>): Promise<void> =>
  expect(async () => {
    // Pressed before, and heard only now, the button is gone.
    const heard = await done().then(
      () => true,
      () => false,
    );
    if (heard) return;
    if ((await widget.text()).includes(name)) await widget.press(name);
    await done();
  }).toPass({ timeout: 15_000 });

test('H2 H9 asked, allowed, handed over, refused, stopped by either: events and reasons on all sides', async ({ browser, life }) => {
  const customer = await life.customer(browser, { settings });
  const [one, two] = [await life.agent(browser), await life.agent(browser)] as const;
  await together(life, customer, one, two);
  const widget = await widgetOf(customer.page);
  const types = ['scroll_page', 'click'];

  await ask(one, ['scroll_page', 'click', 'navigate']);
  await customer.heard('remote_assist_requested');
  await expect.poll(() => widget.text()).toContain('agent-1 would like to scroll and click on this page for you.');
  await press(widget, 'Allow', () => customer.heard('remote_assist_started', 300));
  const started = ['remote_assist_started', { ...first, types }];
  expect(await assistOf(customer)).toEqual([['remote_assist_requested', { ...first, types }], started]);
  for (const agent of [one, two]) {
    await agent.heard('remote_assist_started');
    expect(await assistOf(agent)).toEqual([started]);
  }
  await expect.poll(() => widget.text()).toContain('agent-1 can scroll and click');

  // Another asks while it is held: with the customer's yes it is handed over.
  for (const actor of [customer, one, two]) await actor.forget();
  await ask(two, ['scroll_page']);
  await press(widget, 'Allow', () => customer.heard('remote_assist_started', 300));
  const over = [
    ['remote_assist_stopped', { ...first, types, reason: 'handed_over' }],
    ['remote_assist_started', { ...second, types: ['scroll_page'] }],
  ];
  expect((await assistOf(customer)).slice(1)).toEqual(over);
  await one.heard('remote_assist_started');
  expect(await assistOf(one)).toEqual(over);

  for (const actor of [customer, one, two]) await actor.forget();
  await widget.press('Stop');
  const stopped = ['remote_assist_stopped', { ...second, types: ['scroll_page'], reason: 'by_customer' }];
  await two.heard('remote_assist_stopped');
  for (const actor of [customer, one, two]) await expect.poll(() => assistOf(actor)).toEqual([stopped]);

  for (const actor of [customer, one, two]) await actor.forget();
  await ask(one, ['click']);
  await press(widget, 'Not now', () => one.heard('remote_assist_denied', 300));
  await expect.poll(() => assistOf(one)).toEqual([['remote_assist_denied', { reason: 'denied' }]]);
  expect(await assistOf(two)).toEqual([]);

  // Stopped by the agent, then by Escape twice.
  await ask(one, ['click']);
  await press(widget, 'Allow', () => one.heard('remote_assist_started', 300));
  for (const actor of [customer, one]) await actor.forget();
  expect(await one.call('stopRemoteAssist')).toEqual({ ok: true });
  expect(await customer.heard('remote_assist_stopped')).toMatchObject({ reason: 'by_agent' });
  await one.forget();
  await ask(one, ['click']);
  await press(widget, 'Allow', () => one.heard('remote_assist_started', 300));
  await customer.forget();
  await customer.page.keyboard.press('Escape');
  await customer.page.keyboard.press('Escape');
  expect(await customer.heard('remote_assist_stopped')).toMatchObject({ reason: 'by_customer' });

  // A question that is taken back is not asked any more.
  await customer.forget();
  await ask(two, ['click']);
  await customer.heard('remote_assist_requested');
  expect(await two.call('stopRemoteAssist')).toEqual({ ok: true });
  await customer.heard('remote_assist_request_gone');
  await expect.poll(() => widget.text()).not.toContain('would like to');
});

test('H2 H8 a reload keeps it, a pause and the end stop it, in the order of the surface', async ({ browser, life }) => {
  const customer = await life.customer(browser, { settings });
  const agent = await life.agent(browser);
  await together(life, customer, agent);
  await ask(agent, ['scroll_page']);
  await press(await widgetOf(customer.page), 'Allow', () => agent.heard('remote_assist_started', 300));
  await agent.forget();

  await customer.page.reload();
  await customer.page.waitForFunction(() => 'session' in window);
  expect(await customer.call('join')).toEqual({ ok: true });
  expect(await customer.heard('remote_assist_started')).toEqual({ ...first, types: ['scroll_page'] });
  await expect.poll(async () => (await widgetOf(customer.page)).text()).toContain('agent-1 can scroll');
  expect(await assistOf(agent)).toEqual([]);

  await customer.forget();
  expect(await customer.call('pause')).toEqual({ ok: true });
  expect(await agent.heard('remote_assist_stopped')).toMatchObject({ reason: 'paused' });
  expect((await customer.names()).slice(0, 2)).toEqual(['remote_assist_stopped', 'session_paused']);
  expect(await customer.call('resume')).toEqual({ ok: true });

  await expect(async () => {
    await ask(agent, ['scroll_page']);
    await customer.heard('remote_assist_requested', 500);
  }).toPass();
  await press(await widgetOf(customer.page), 'Allow', () => agent.heard('remote_assist_started', 300));
  for (const actor of [customer, agent]) await actor.forget();
  expect(await customer.call('end')).toEqual({ ok: true });
  await agent.heard('session_ended');
  for (const actor of [customer, agent]) {
    expect((await assistOf(actor))[0]).toEqual(['remote_assist_stopped', { ...first, types: ['scroll_page'], reason: 'session_ended' }]);
    expect((await actor.names()).slice(0, 2)).toEqual(['remote_assist_stopped', 'session_ended']);
  }
});

test('H2 without consent nobody is asked and it is shown; without the panel each is an event and a method; without the setting it is off', async ({
  browser,
  life,
}) => {
  const unasked = await life.customer(browser, {
    settings: { locale: 'de', remoteAssist: { enable: true, enableCustomerConsent: false } },
  });
  const agent = await life.agent(browser);
  await together(life, unasked, agent);
  await ask(agent, ['scroll_page', 'edit_form']);
  expect(await unasked.heard('remote_assist_started')).toEqual({ ...first, types: ['scroll_page'] });
  expect(await unasked.names()).not.toContain('remote_assist_requested');
  await expect.poll(async () => (await widgetOf(unasked.page)).text()).toContain('agent-1 kann blättern');
  await unasked.call('end');

  const bare = await life.customer(browser, { settings: { ...settings, ui: false } });
  const other = await life.agent(browser);
  await together(life, bare, other);
  await ask(other, ['click']);
  const { requestId, expiresAt } = await bare.heard('remote_assist_requested');
  expect(Date.parse(String(expiresAt)) - Date.now()).toBeLessThanOrEqual(30_000);
  expect(await bare.page.locator('sightline-widget').count()).toBe(0);
  expect(await bare.call('respondRemoteAssist', { requestId, allow: true })).toEqual({ ok: true });
  await other.heard('remote_assist_started');
  await bare.heard('remote_assist_started');
  expect(await bare.call('stopRemoteAssist')).toEqual({ ok: true });
  expect(await other.heard('remote_assist_stopped')).toMatchObject({ reason: 'by_customer' });
  expect(await bare.call('respondRemoteAssist', { requestId, allow: true })).toMatchObject({ ok: false, cause: 'invalid_argument' });
  await bare.call('end');

  const off = await life.customer(browser, { settings: { locale: 'en' } });
  const third = await life.agent(browser);
  await together(life, off, third);
  await ask(third, ['scroll_page']);
  expect(await third.heard('remote_assist_denied')).toMatchObject({ reason: 'disabled' });
  expect(await off.names()).not.toContain('remote_assist_requested');
});

test('H11 the customer draws with the panel’s tools, which stay in reach while drawing, and clears everything', async ({
  browser,
  life,
}) => {
  const customer = await life.customer(browser, { settings: { locale: 'en', allowCustomerAnnotation: true } });
  const agent = await life.agent(browser);
  await together(life, customer, agent);
  const widget = await widgetOf(customer.page);
  const { mouse } = customer.page;
  await press(widget, 'Draw', () => expect.poll(() => widget.text(), { timeout: 1_000 }).toContain('Done'));
  await mouse.move(200, 120);
  await mouse.down();
  await mouse.move(320, 200, { steps: 6 });
  await mouse.up();
  expect(await customer.heard('annotation_changed')).toEqual({ strokes: 1, by: { userId: 'customer-1', userName: 'Customer' } });
  await expect.poll(() => widget.text()).toContain('Clear drawings');
  await press(widget, 'Done', () => expect.poll(() => widget.text(), { timeout: 1_000 }).not.toContain('Done'));
  await press(widget, 'Clear drawings', () => expect.poll(() => widget.text(), { timeout: 1_000 }).not.toContain('Clear drawings'));
  await expect.poll(() => customer.heard('annotation_changed')).toMatchObject({ strokes: 0 });
});

// It takes its thirty seconds.
if (process.env.SIGHTLINE_LONG === '1')
  test('I9 H2 H9 a question nobody answers lapses after 30 s, on all sides, by the service’s own clock', async ({ browser, life }) => {
    test.setTimeout(120_000);
    const customer = await life.customer(browser, { settings });
    const agent = await life.agent(browser);
    await together(life, customer, agent);
    const widget = await widgetOf(customer.page);
    await ask(agent, ['click']);
    const asked = (await customer.heard('remote_assist_requested')) as { requestId: string; expiresAt: string };
    const begun = Date.now();
    expect(Math.abs(Date.parse(asked.expiresAt) - begun - 30_000)).toBeLessThan(3_000);
    await expect.poll(() => widget.text()).toContain('would like to');
    expect(await agent.heard('remote_assist_denied', 60_000)).toMatchObject({ reason: 'timeout' });
    expect(Date.now() - begun).toBeGreaterThan(27_000);
    expect(await customer.heard('remote_assist_request_gone')).toMatchObject({ requestId: asked.requestId });
    await expect.poll(() => widget.text()).not.toContain('would like to');
    expect((await customer.told()).map(([name]) => name)).not.toContain('remote_assist_started');
    // What lapsed cannot be answered any more, and the next question is one.
    expect(await customer.call('respondRemoteAssist', { requestId: asked.requestId, allow: true })).toMatchObject({ ok: false });
    await customer.forget();
    await ask(agent, ['click']);
    await press(widget, 'Allow', () => customer.heard('remote_assist_started', 300));
  });
