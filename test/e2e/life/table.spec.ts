import { startProxy } from '../proxy.js';
import { type Actor, expect, lifeTest, sameTree, together } from './life.js';

const test = lifeTest({ WAIT_FOR_CUSTOMER_MS: '60000' });

/** What was told, each with the status while it was told. */
const script = async (actor: Actor): Promise<string[]> => (await actor.told()).map(([name, , status]) => `${name} · ${status.slice(8)}`);

test('§4 customer first: every event of both sides, in the table’s order', async ({ life, browser }) => {
  const [hers, his] = [await startProxy(life.service.port), await startProxy(life.service.port)];
  const customer = await life.customer(browser, { via: hers.origin });
  const [one, two] = [await life.agent(browser), await life.agent(browser, { via: his.origin })];
  expect(await customer.info()).toEqual({ sessionStatus: 'session_idle' });
  const starting = customer.call('start', { sdkToken: life.customerToken() });
  await starting;
  const { pinCode, sessionId } = await customer.info();
  expect(await customer.told()).toEqual([
    ['pincode_updated', { pinCode, pincode: pinCode }, 'session_started'],
    ['session_started', { sessionId, pinCode }, 'session_started'],
    ['callback start', {}, 'session_started'],
  ]);
  expect(await customer.info()).toEqual({
    sessionStatus: 'session_started',
    sessionId,
    pinCode,
    userId: 'customer-1',
    userName: 'Customer',
    agents: [],
    startTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  });
  await customer.forget();

  await one.call('join', { pinCode, sdkToken: life.agentToken('ada') });
  await two.call('join', { pinCode, sdkToken: life.agentToken('bob') });
  await expect.poll(() => customer.names()).toHaveLength(2);
  expect(await customer.told()).toEqual([
    ['agent_joined', { userId: 'ada', userName: 'ada', agentCount: 1 }, 'session_active'],
    ['agent_joined', { userId: 'bob', userName: 'bob', agentCount: 2 }, 'session_active'],
  ]);
  expect((await customer.info()).agents).toEqual([
    { userId: 'ada', userName: 'ada' },
    { userId: 'bob', userName: 'bob' },
  ]);
  await one.heard('agent_joined');
  expect(await one.told()).toEqual([
    ['session_joined', { sessionId, pinCode }, 'session_active'],
    ['customer_joined', { userId: 'customer-1', userName: 'Customer' }, 'session_active'],
    ['callback join', {}, 'session_active'],
    ['agent_joined', { userId: 'bob', userName: 'bob', agentCount: 2 }, 'session_active'],
  ]);
  expect(await two.told()).toEqual([
    ['session_joined', { sessionId, pinCode }, 'session_active'],
    ['agent_joined', { userId: 'ada', userName: 'ada', agentCount: 2 }, 'session_active'],
    ['customer_joined', { userId: 'customer-1', userName: 'Customer' }, 'session_active'],
    ['callback join', {}, 'session_active'],
  ]);
  await sameTree(customer, one);
  for (const actor of [customer, one, two]) await actor.forget();

  await customer.call('pause');
  await customer.call('resume');
  expect(await script(customer)).toEqual([
    'session_paused · paused',
    'callback pause · paused',
    'session_resumed · active',
    'callback resume · active',
  ]);
  await one.heard('session_resumed');
  expect(await script(one)).toEqual(['session_paused · paused', 'session_resumed · active']);
  await sameTree(customer, two);
  for (const actor of [customer, one, two]) await actor.forget();

  await two.call('leave');
  await one.heard('agent_left');
  await customer.heard('agent_left');
  expect(await two.told()).toEqual([
    ['session_left', { reason: 'left' }, 'session_idle'],
    ['callback leave', {}, 'session_idle'],
  ]);
  expect(await one.told()).toEqual([['agent_left', { userId: 'bob', userName: 'bob', agentCount: 1, reason: 'left' }, 'session_active']]);
  await one.call('leave');
  await customer.status('session_started');
  expect(await customer.told()).toEqual([
    ['agent_left', { userId: 'bob', userName: 'bob', agentCount: 1, reason: 'left' }, 'session_active'],
    ['agent_left', { userId: 'ada', userName: 'ada', agentCount: 0, reason: 'left' }, 'session_started'],
  ]);
  await customer.forget();
  await one.forget();

  // Her socket is lost and back, then his.
  await two.call('join', { pinCode, sdkToken: life.agentToken('bob') });
  await customer.heard('agent_joined');
  await customer.forget();
  await two.forget();
  hers.reset();
  await customer.heard('session_reconnected');
  await two.heard('customer_back');
  expect(await script(two)).toEqual(['customer_away · active', 'customer_back · active']);
  expect(await customer.told()).toEqual([
    ['session_reconnecting', { attempt: 1 }, 'session_reconnecting'],
    ['session_reconnected', {}, 'session_active'],
  ]);
  await two.forget();
  his.reset();
  await two.heard('session_reconnected');
  expect(await two.told()).toEqual([
    ['session_reconnecting', { attempt: 1 }, 'session_reconnecting'],
    ['session_reconnected', {}, 'session_active'],
  ]);
  await customer.forget();
  await two.forget();

  // Her page goes and comes back.
  await customer.page.reload();
  await two.heard('customer_away');
  await customer.page.waitForFunction(() => 'session' in window);
  expect(await customer.info()).toEqual({ sessionStatus: 'session_recoverable' });
  await customer.call('join');
  await two.heard('customer_back');
  expect(await script(two)).toEqual(['customer_away · active', 'customer_back · active']);
  expect(await script(customer)).toEqual(['session_started · active', 'agent_joined · active', 'callback join · active']);
  await sameTree(customer, two);
  await customer.forget();
  await two.forget();

  const both = await customer.page.evaluate(() => {
    const { session } = window as unknown as { session: { end(): Promise<unknown>; getSessionInfo(): { sessionStatus: string } } };
    const first = session.end();
    const during = session.getSessionInfo().sessionStatus;
    return Promise.all([first, session.end()]).then(() => during);
  });
  expect(both).toBe('session_ending');
  await customer.call('end');
  const endedBy = { userId: 'customer-1', userName: 'Customer', role: 'customer' };
  await two.heard('session_ended');
  expect(await customer.told()).toEqual([
    ['session_ended', { reason: 'ended_by_customer', endedBy }, 'session_ended'],
    ['callback end', {}, 'session_ended'],
  ]);
  expect(await two.told()).toEqual([['session_ended', { reason: 'ended_by_customer', endedBy }, 'session_ended']]);
  expect(await customer.info()).toEqual({ sessionStatus: 'session_ended' });
  expect(await two.info()).toEqual({ sessionStatus: 'session_ended' });
  await hers.stop();
  await his.stop();
});

test('§4 agent first: every event of both sides, in the table’s order', async ({ life, browser }) => {
  const agent = await life.agent(browser);
  const customer = await life.customer(browser);
  await agent.call('start', { sdkToken: life.agentToken('ada') });
  const { pinCode, sessionId } = await agent.info();
  expect(await agent.told()).toEqual([
    ['pincode_updated', { pinCode, pincode: pinCode }, 'session_started'],
    ['session_started', { sessionId, pinCode }, 'session_started'],
    ['callback start', {}, 'session_started'],
  ]);
  await agent.forget();
  await customer.call('join', { pinCode, sdkToken: life.customerToken() });
  expect(await customer.told()).toEqual([
    ['session_started', { sessionId, pinCode }, 'session_active'],
    ['agent_joined', { userId: 'ada', userName: 'ada', agentCount: 1 }, 'session_active'],
    ['callback join', {}, 'session_active'],
  ]);
  await agent.heard('customer_joined');
  expect(await agent.told()).toEqual([['customer_joined', { userId: 'customer-1', userName: 'Customer' }, 'session_active']]);
  await sameTree(customer, agent);
  await agent.call('end');
  const endedBy = { userId: 'ada', userName: 'ada', role: 'agent' };
  expect(await customer.heard('session_ended')).toEqual({ reason: 'ended_by_agent', endedBy });
  expect((await agent.told()).slice(1)).toEqual([
    ['session_ended', { reason: 'ended_by_agent', endedBy }, 'session_ended'],
    ['callback end', {}, 'session_ended'],
  ]);
});

test('§4 end cancels a running start or join, on either side, and leaves nothing behind', async ({ life, browser }) => {
  const customer = await life.customer(browser);
  const agent = await life.agent(browser);
  const cancelled = (actor: Actor, method: string, options: object) =>
    actor.page.evaluate(
      async ([name, given]) => {
        const { session, told } = window as unknown as {
          session: Record<string, (...args: unknown[]) => Promise<unknown>>;
          told: unknown[];
        };
        const call = session[name as string]?.(given).catch((error: { code: number; cause: string }) => [error.code, error.cause]);
        const ended = session.end?.();
        const during = await session.pause?.().catch((error: { cause: string }) => error.cause);
        const outcome = [await call, during];
        await ended;
        return [...outcome, (told as [string][]).map(([event]) => event)];
      },
      [method, options] as const,
    );
  const told = ['session_error', 'session_error', 'session_ended'];
  expect(await cancelled(customer, 'start', { sdkToken: life.customerToken() })).toEqual([[1017, 'canceling'], 'canceling', told]);
  await customer.forget();
  const pin = await together(life, customer);
  const joining = await cancelled(agent, 'join', { pinCode: pin, sdkToken: life.agentToken('ada') });
  expect(joining.slice(0, 1)).toEqual([[1017, 'canceling']]);
  expect((await agent.info()).sessionStatus).toBe('session_ended');
  // The seat he had asked for is his, or nobody's: he can come in.
  expect(await agent.call('join', { pinCode: pin, sdkToken: life.agentToken('ada') })).toEqual({ ok: true });
  await sameTree(customer, agent);
  await customer.call('end');
});
