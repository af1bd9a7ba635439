import { type Proxy, startProxy } from '../proxy.js';
import {
  type Actor,
  type Counted,
  curtain,
  expect,
  type Life,
  lifeTest,
  operations,
  pictured,
  rest,
  sameTree,
  together,
  work,
} from './life.js';
import type { Browser } from '@playwright/test';

const LONG = process.env.SIGHTLINE_LONG === '1';
const test = lifeTest();

interface Pair {
  customer: Actor & Counted;
  agent: Actor;
  /** Between her, or him, and the service. */
  hers: Proxy;
  his: Proxy;
  sessionId: string | undefined;
  pinCode: string;
  /** What holds after every loss: the same session, and every operation once, in order, on both pages. */
  healed(more?: { keyframes?: number }): Promise<void>;
}

/** A customer whose page never rests and an agent, each behind a network of their own. */
async function pair(life: Life, browser: Browser, more: { clock?: boolean } = {}): Promise<Pair> {
  const [hers, his] = [await startProxy(life.service.port), await startProxy(life.service.port)];
  const customer = await life.customer(browser, { via: hers.origin, ...more });
  const agent = await life.agent(browser, { via: his.origin });
  const pinCode = await together(life, customer, agent);
  const { sessionId } = await customer.info();
  await work(customer);
  return {
    customer,
    agent,
    hers,
    his,
    sessionId,
    pinCode,
    async healed({ keyframes = 1 } = {}) {
      // Something happens after it is back, too.
      const before = await operations(customer);
      await expect.poll(() => operations(customer)).toBeGreaterThan(before + 5);
      const done = await rest(customer);
      const tree = await sameTree(customer, agent);
      expect(tree).toContain(`value=typed ${done} `);
      // Each operation adds one element of its own number, every seventh takes one away again.
      const seen = [...tree.matchAll(/"operation (\d+)"/g)].map(([, n]) => Number(n));
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(done - Math.floor(done / 7));
      expect(customer.keyframes).toBe(keyframes);
      expect(await customer.info()).toMatchObject({ sessionId, pinCode, sessionStatus: 'session_active' });
      for (const actor of [customer, agent]) expect(await actor.names()).not.toContain('session_error');
      expect(await curtain(agent)).toBe('');
      await customer.call('end');
      await customer.page.context().close();
      await agent.page.context().close();
      await hers.stop();
      await his.stop();
    },
  };
}

const reconnected = (actor: Actor, timeout = 30_000): Promise<unknown> => actor.heard('session_reconnected', timeout);

test(`a network that is cut, changed, offline for ${LONG ? 30 : 4} s: her view goes on where it stopped, without a new keyframe`, async ({
  life,
  browser,
}) => {
  test.setTimeout(150_000);
  const { customer, agent, hers, his, healed } = await pair(life, browser);
  const back = async (): Promise<void> => {
    await Promise.all([reconnected(customer), reconnected(agent)]);
    await customer.forget();
    await agent.forget();
  };
  hers.reset();
  his.reset();
  await back();

  await test.step('another network, or a page from the back/forward cache: it asks at once whether the connection lives', async () => {
    hers.set('stall');
    his.set('stall');
    const started = Date.now();
    await customer.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await agent.page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await Promise.all([customer.heard('session_reconnecting'), agent.heard('session_reconnecting')]);
    // Silence alone would take three pings of five seconds.
    expect(Date.now() - started).toBeLessThan(14_000);
    for (const proxy of [hers, his]) {
      proxy.set('pass');
      // The attempt that ran into silence ends now, not after its five seconds.
      proxy.reset();
    }
    await back();
  });

  await test.step('offline', async () => {
    for (const { page } of [customer, agent]) await page.context().setOffline(true);
    hers.set('cut');
    his.set('cut');
    await customer.status('session_reconnecting');
    await agent.status('session_reconnecting');
    const from = await operations(customer);
    // The page goes on working while nobody hears of it.
    await expect.poll(() => operations(customer), { timeout: 90_000 }).toBeGreaterThan(from + (LONG ? 700 : 90));
    hers.set('pass');
    his.set('pass');
    for (const { page } of [customer, agent]) await page.context().setOffline(false);
    await back();
  });
  await healed();
});

test('a service killed and started again: same session, PIN, seats; a pause, a question and a removal hold', async ({ life, browser }) => {
  test.setTimeout(150_000);
  const [{ customer, agent, healed, pinCode }, paused, asked] = await Promise.all([
    pair(life, browser),
    pair(life, browser),
    life.customer(browser, { settings: { requireAgentApproval: true, locale: 'en' } }),
  ]);
  const [waiting, removed] = await Promise.all([life.agent(browser), life.agent(browser)]);
  const askedPin = await together(life, asked);
  expect(await removed.call('join', { pinCode, sdkToken: life.agentToken('removed') })).toEqual({ ok: true });
  await customer.heard('agent_joined');
  expect(await customer.call('removeAgent', { userId: 'removed' })).toEqual({ ok: true });
  expect(await paused.customer.call('pause')).toEqual({ ok: true });
  expect(await waiting.call('join', { pinCode: askedPin, sdkToken: life.agentToken('ada') })).toEqual({ ok: true });
  await asked.heard('agent_waiting');
  const all = [customer, agent, paused.customer, paused.agent, asked, waiting];
  for (const actor of all) await actor.forget();
  const sent = paused.customer.frames;

  await life.service.restart();
  await Promise.all(all.map((actor) => reconnected(actor)));
  const attempts = (await customer.told()).filter(([name]) => name === 'session_reconnecting').map(([, payload]) => payload.attempt);
  expect(attempts).toEqual(attempts.map((_, i) => i + 1));
  expect((await customer.info()).agents).toEqual([{ userId: 'agent-1', userName: 'agent-1' }]);
  expect(await customer.names()).not.toContain('agent_left');
  expect(await removed.call('join', { pinCode, sdkToken: life.agentToken('removed') })).toMatchObject({
    code: 1011,
    cause: 'session_gone',
  });
  // The control: another comes in by the same PIN.
  expect(await removed.call('join', { pinCode, sdkToken: life.agentToken('another') })).toEqual({ ok: true });
  await removed.call('leave');

  expect(await curtain(waiting)).toContain('permission');
  expect([await asked.names(), await pictured(waiting), asked.frames]).toEqual([expect.not.arrayContaining(['agent_joined']), 0, 0]);
  expect(await asked.call('respondAgent', { userId: 'ada', allow: true })).toEqual({ ok: true });
  await sameTree(asked, waiting);

  expect(await curtain(paused.agent)).toContain('paused');
  expect([await pictured(paused.agent), paused.customer.frames]).toEqual([0, sent]);
  expect(await paused.customer.call('resume')).toEqual({ ok: true });
  await asked.call('end');
  await Promise.all([healed({ keyframes: 2 }), paused.healed({ keyframes: 2 })]);
});

test('half-open sockets on either side, a sleeping machine, a frozen tab', async ({ life, browser }) => {
  test.setTimeout(240_000);
  const [customerDeaf, agentDeaf, asleep, frozen, customerMute] = await Promise.all([
    pair(life, browser),
    pair(life, browser),
    pair(life, browser, { clock: true }),
    pair(life, browser),
    LONG ? pair(life, browser) : undefined,
  ]);
  const heal = async (one: Pair, actor: Actor, proxy: Proxy): Promise<void> => {
    await actor.heard('session_reconnecting', 90_000);
    proxy.set('pass');
    proxy.reset();
    await reconnected(actor);
    await one.healed();
  };
  // Nothing arrives and nothing is closed: only silence tells. Three pings of five seconds, all at once.
  customerDeaf.hers.set('stall_down');
  customerMute?.hers.set('stall_up');
  agentDeaf.his.set('stall');
  const sleep = async (): Promise<void> => {
    // The clock jumps as after a night with the lid closed, and the sockets have died without a word.
    asleep.hers.set('stall');
    await asleep.customer.page.clock.fastForward(8 * 3_600_000);
    await heal(asleep, asleep.customer, asleep.hers);
  };
  const freeze = async (): Promise<void> => {
    const devtools = await frozen.customer.page.context().newCDPSession(frozen.customer.page);
    // No script of the page runs any more, and its socket stays open: what a browser does to tabs nobody looks at.
    await devtools.send('Debugger.enable');
    await devtools.send('Debugger.pause');
    // The service hears nothing for three pings and holds the seat.
    await frozen.agent.heard('customer_away', 90_000);
    await devtools.send('Debugger.disable');
    await frozen.agent.heard('customer_back', 90_000);
    await frozen.healed();
  };
  await Promise.all([
    heal(customerDeaf, customerDeaf.customer, customerDeaf.hers),
    heal(agentDeaf, agentDeaf.agent, agentDeaf.his),
    sleep(),
    freeze(),
    customerMute && heal(customerMute, customerMute.customer, customerMute.hers),
  ]);
});
