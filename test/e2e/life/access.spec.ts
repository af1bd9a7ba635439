import { startProxy } from '../proxy.js';
import { curtain, expect, lifeTest, pictured, ready, sameTree, together } from './life.js';
import { widgetOf } from './widget.js';

const test = lifeTest();
const ASKED = { requireAgentApproval: true, locale: 'en' };

test('removeAgent: he is out for good, the others and the service know', async ({ life, browser }) => {
  const customer = await life.customer(browser);
  const [one, two, three] = [await life.agent(browser), await life.agent(browser), await life.agent(browser)];
  const pinCode = await together(life, customer, one, two);
  expect(await customer.call('removeAgent', { userId: 'agent-9' })).toMatchObject({ ok: false, cause: 'invalid_argument' });
  await customer.forget();
  expect(await customer.call('removeAgent', { userId: 'agent-1' })).toEqual({ ok: true });
  const endedBy = { userId: 'customer-1', userName: 'Customer', role: 'customer' };
  expect(await one.heard('session_ended')).toEqual({ reason: 'removed', endedBy });
  const left = { userId: 'agent-1', userName: 'agent-1', agentCount: 1, reason: 'removed' };
  expect(await two.heard('agent_left')).toEqual(left);
  expect((await customer.told()).map(([name, payload]) => [name, payload])).toEqual([
    ['agent_left', left],
    ['callback removeAgent', {}],
  ]);
  expect((await customer.info()).agents).toEqual([{ userId: 'agent-2', userName: 'agent-2' }]);
  expect(await pictured(one)).toBe(0);

  const gone = { ok: false, code: 1011, cause: 'session_gone' };
  const again = { pinCode, sdkToken: life.agentToken('agent-1') };
  expect(await one.call('join', again)).toMatchObject(gone);
  expect(await three.call('createAgentViewerEndpoint', again)).toMatchObject(gone);
  // The control: another id comes in by the same PIN.
  expect(await three.call('join', { pinCode, sdkToken: life.agentToken('agent-3') })).toEqual({ ok: true });
  await sameTree(customer, three);
  await customer.call('end');
});

test('requireAgentApproval: nothing is seen or known before she allows it by keyboard; refused is removed', async ({ life, browser }) => {
  const customer = await life.customer(browser, { settings: ASKED });
  const [one, two] = [await life.agent(browser), await life.agent(browser)];
  const pinCode = await together(life, customer);
  expect(await one.call('join', { pinCode, sdkToken: life.agentToken('ada') })).toEqual({ ok: true });
  expect(await customer.heard('agent_waiting')).toEqual({ userId: 'ada', userName: 'ada' });
  expect(await customer.names()).toEqual(['agent_waiting']);
  expect(await one.names()).toEqual(['callback join']);
  expect(await curtain(one)).toContain('permission');
  expect((await one.info()).agents).toEqual([{ userId: 'ada', userName: 'ada' }]);
  expect([await pictured(one), customer.frames]).toEqual([0, 0]);
  expect((await customer.info()).sessionStatus).toBe('session_started');

  // The question survives her reload and his (and a restart of the service: recovery.spec.ts).
  await customer.page.reload();
  await ready(customer.page);
  await customer.call('join');
  expect(await customer.names()).toEqual(['session_started', 'agent_waiting', 'callback join']);
  await one.page.reload();
  await ready(one.page);
  await one.call('join');
  expect(await curtain(one)).toContain('permission');
  await customer.forget();
  await one.forget();

  const widget = await widgetOf(customer.page);
  expect(await widget.text()).toContain('ada wants to see this page. Do you allow it?');
  await widget.focus('Details');
  for (const name of ['Copy', 'Refuse', 'Allow']) {
    await customer.page.keyboard.press('Tab');
    expect(await widget.focused()).toBe(name);
  }
  await customer.page.keyboard.press('Enter');
  await sameTree(customer, one);
  const { sessionId } = await customer.info();
  expect((await one.told()).map(([name, payload]) => [name, payload])).toEqual([
    ['session_joined', { sessionId, pinCode }],
    ['customer_joined', { userId: 'customer-1', userName: 'Customer' }],
  ]);
  expect(await customer.names()).toEqual(['agent_joined']);
  expect(await widget.text()).toContain('ada can see this page');
  expect(await widget.text()).not.toContain('Allow');

  expect(await two.call('join', { pinCode, sdkToken: life.agentToken('bob') })).toEqual({ ok: true });
  await customer.heard('agent_waiting');
  expect(await one.names()).not.toContain('agent_joined');
  await widget.press('Refuse');
  expect(await two.heard('session_ended')).toMatchObject({ reason: 'removed' });
  expect(await customer.heard('agent_left')).toMatchObject({ userId: 'bob', reason: 'removed', agentCount: 1 });
  expect(await one.names()).not.toContain('agent_left');
  expect(await two.call('join', { pinCode, sdkToken: life.agentToken('bob') })).toMatchObject({ cause: 'session_gone' });
  await customer.call('end');
});

test('requireAgentApproval, agent first: he waits from the moment she comes', async ({ life, browser }) => {
  const agent = await life.agent(browser);
  const customer = await life.customer(browser, { settings: { ...ASKED, locale: 'de', ui: true } });
  await agent.call('start', { sdkToken: life.agentToken('ada') });
  const { pinCode } = await agent.info();
  await agent.forget();
  await customer.call('join', { pinCode, sdkToken: life.customerToken() });
  expect(await customer.names()).toEqual(['session_started', 'agent_waiting', 'callback join']);
  await expect.poll(() => curtain(agent)).toContain('permission');
  expect([await agent.names(), customer.frames]).toEqual([[], 0]);
  await (await widgetOf(customer.page)).press('Erlauben');
  await sameTree(customer, agent);
  expect(await agent.names()).toEqual(['customer_joined']);
  await customer.call('end');
});

test('pause: done behind every curtain, nothing read or sent, through a reload; joins wait', async ({ life, browser }) => {
  const customer = await life.customer(browser);
  const [one, two] = [await life.agent(browser), await life.agent(browser)];
  const pinCode = await together(life, customer, one);
  // At the moment she is told, he shows nothing any more.
  expect(await customer.call('pause')).toEqual({ ok: true });
  expect(await curtain(one)).toContain('paused');
  expect(await pictured(one)).toBe(0);
  const sent = customer.frames;
  await customer.page.evaluate(() => (window as unknown as { operate(): void }).operate());
  await customer.page.locator('#field').pressSequentially('unseen');

  expect(await two.call('join', { pinCode, sdkToken: life.agentToken('late') })).toEqual({ ok: true });
  expect(await curtain(two)).toContain('paused');
  await customer.page.reload();
  await ready(customer.page);
  await customer.call('join');
  await customer.status('session_paused');
  await customer.page.locator('#field').pressSequentially('unseen again');
  await expect.poll(() => curtain(one)).toContain('paused');
  expect([await pictured(one), await pictured(two), customer.frames]).toEqual([0, 0, sent]);

  expect(await customer.call('resume')).toEqual({ ok: true });
  expect(await sameTree(customer, one)).toContain('unseen again');
  await sameTree(customer, two);
  expect(customer.frames).toBeGreaterThan(sent);
  await customer.call('end');
});

test('pause without a connection shuts the page at once and holds when it is back', async ({ life, browser }) => {
  const proxy = await startProxy(life.service.port);
  const customer = await life.customer(browser, { via: proxy.origin });
  const agent = await life.agent(browser);
  await together(life, customer, agent);
  proxy.set('cut');
  await customer.heard('session_reconnecting');
  const sent = customer.frames;
  const paused = customer.call('pause');
  await customer.page.locator('#field').pressSequentially('unseen');
  proxy.set('pass');
  // The next attempt may be seconds away.
  await customer.page.evaluate(() => window.dispatchEvent(new Event('online')));
  expect(await paused).toEqual({ ok: true });
  expect(await agent.names()).toContain('session_paused');
  expect([await pictured(agent), customer.frames]).toEqual([0, sent]);
  await customer.call('end');
  await proxy.stop();
});

test('leave without a connection: the others hear that he left, not that he is lost', async ({ life, browser }) => {
  const proxy = await startProxy(life.service.port);
  const customer = await life.customer(browser);
  const agent = await life.agent(browser, { via: proxy.origin });
  await together(life, customer, agent);
  proxy.set('refuse_upgrades');
  proxy.reset();
  await agent.heard('session_reconnecting');
  expect(await agent.call('leave')).toEqual({ ok: true });
  expect(await customer.heard('agent_left')).toMatchObject({ reason: 'left', agentCount: 0 });
  expect(await agent.info()).toEqual({ sessionStatus: 'session_idle' });
  await customer.call('end');
  await proxy.stop();
});
