import { expect } from '@playwright/test';
import { type Proxy, startProxy } from '../proxy.js';
import { type Call, callAll, callOne } from './calls.js';
import { expectFailure, expectOutcome } from './proof.js';
import { agentToken, info, start, test, token } from './world.js';

const API = '/sdkapi/zcb/v1/';
/** Tries of one endpoint that reached the proxy: a preflight that is not answered is one, too. */
const tries = (proxy: Proxy, endpoint: string): number => proxy.requests.filter((line) => line.includes(`${API}${endpoint} `)).length;

const PIN = '123456';
const CUSTOMER: readonly Call[] = [
  ['start', { sdkToken: token() }],
  ['join', { pinCode: PIN, sdkToken: token() }],
];
const AGENT: readonly Call[] = [
  ['start', { sdkToken: agentToken('n1') }],
  ['join', { pinCode: PIN, sdkToken: agentToken('n1') }],
  ['createAgentViewerEndpoint', { pinCode: PIN, sdkToken: agentToken('n1') }],
];

/** `network` and `connect_exhausted`, with the attempt counts and times of errors §6. */
export function networkCauses(): void {
  test('network: nothing listens', async ({ customer, agent, service }) => {
    const proxy = await startProxy(service.port);
    const page = await customer({ service: proxy.origin });
    const desk = await agent({ service: proxy.origin });
    await proxy.stop();
    for (const call of CUSTOMER) await expectFailure(page, '1016:network', call, { at: `customer ${call[0]}` });
    for (const call of AGENT) await expectFailure(desk, '1016:network', call, { at: `agent ${call[0]}` });
  });

  test('network: a proxy that lets HTTP through and refuses upgrades', async ({ customer, agent, profile, service }) => {
    const proxy = await startProxy(service.port);
    const holder = await customer({ in: await profile() });
    const pinCode = await start(holder);
    const page = await customer({ service: proxy.origin });
    const desk = await agent({ service: proxy.origin });
    const waiting = await agent();
    await callOne(waiting, 'start', { sdkToken: agentToken('w') });
    proxy.set('refuse_upgrades');
    let sockets = 0;
    const expectThree = async (target: typeof page, call: Call, at: string): Promise<void> => {
      await expectFailure(target, '1011:connect_exhausted', call, { at });
      expect(tries(proxy, 'enter') - sockets, at).toBe(3);
      sockets += 3;
    };
    await expectThree(page, ['start', { sdkToken: token({ user_id: 'n' }) }], 'customer start');
    await expectThree(page, ['join', { pinCode: (await info(waiting)).pinCode, sdkToken: token({ user_id: 'n' }) }], 'customer join');
    await expectThree(desk, ['start', { sdkToken: agentToken('n2') }], 'agent start');
    await expectThree(desk, ['join', { pinCode, sdkToken: agentToken('n3') }], 'agent join');
    await proxy.stop();
  });

  test('network: three tries, at most 3 s each, under 20 s in all', async ({ customer, agent, profile, service }) => {
    test.slow();
    /** A page that talks through a proxy of its own; each in a profile of its own, so that none finds another connecting. */
    const behind = async (role: 'customer' | 'agent') => {
      const proxy = await startProxy(service.port);
      const open = role === 'customer' ? customer : agent;
      return { proxy, page: await open({ service: proxy.origin, in: await profile() }) };
    };
    const swallowed = async (role: 'customer' | 'agent', call: Call, endpoint: string): Promise<void> => {
      const at = `${role} ${call[0]}, HTTP swallowed`;
      const { proxy, page } = await behind(role);
      proxy.set('stall');
      // The control: timers of the same length, one after another, in the same page at the same time.
      const [{ ms }, control] = await Promise.all([
        expectFailure(page, '1016:network', call, { at }),
        page.evaluate(async () => {
          const started = performance.now();
          for (const wait of [3_000, 150, 3_000, 300, 3_000]) await new Promise((done) => setTimeout(done, wait));
          return performance.now() - started;
        }),
      ]);
      expect(tries(proxy, endpoint), at).toBe(3);
      expect(ms, at).toBeGreaterThan(8_900);
      expect(ms - control, at).toBeLessThan(2_000);
      await proxy.stop();
    };
    const deaf = async (role: 'customer' | 'agent', call: Call): Promise<void> => {
      const at = `${role} ${call[0]}, sockets swallowed`;
      const { proxy, page } = await behind(role);
      proxy.set('stall_upgrades');
      const { ms } = await expectFailure(page, '1011:connect_exhausted', call, { at });
      expect(tries(proxy, 'enter'), at).toBe(3);
      expect(ms, at).toBeGreaterThan(8_900);
      await proxy.stop();
    };
    /** HTTP is answered at the third try only, sockets never: the longest a call can take. */
    const longest = async (role: 'customer' | 'agent', call: Call): Promise<void> => {
      const { proxy, page } = await behind(role);
      proxy.set('stall');
      const running = callAll(page, [call]);
      await expect.poll(() => tries(proxy, 'create'), { timeout: 30_000, intervals: [100] }).toBe(2);
      proxy.set('stall_upgrades');
      for (const outcome of await running) {
        expectOutcome(outcome, '1011:connect_exhausted', { at: `${role} ${call[0]}, HTTP late and sockets swallowed` });
        expect(outcome.ms).toBeGreaterThan(14_000);
      }
      await proxy.stop();
    };
    const [start, find] = CUSTOMER as [Call, Call];
    const [hisStart, hisJoin, viewer] = AGENT as [Call, Call, Call];
    await Promise.all([
      swallowed('customer', start, 'create'),
      swallowed('customer', find, 'find'),
      swallowed('agent', hisStart, 'create'),
      swallowed('agent', hisJoin, 'find'),
      swallowed('agent', viewer, 'viewer'),
      deaf('customer', start),
      deaf('agent', hisStart),
    ]);
    await longest('customer', start);
  });
}
