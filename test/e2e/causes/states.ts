import { expect } from '@playwright/test';
import { startProxy } from '../proxy.js';
import { type Call, callAll, callOne } from './calls.js';
import { callInit } from './opening.js';
import { expectError, expectFailure, expectOutcome } from './proof.js';
import { agentToken, info, joinAs, run, start, test, token } from './world.js';

/** Every method of surface §4 and §5 but `end`, `on`, `off`, `getSessionInfo`, called rightly. */
const CUSTOMER_CALLS: readonly Call[] = [
  ['start', { sdkToken: 'x' }],
  ['join', { pinCode: '123456', sdkToken: 'x' }],
  ['join'],
  ['pause'],
  ['resume'],
  ['removeAgent', { userId: 'a1' }],
  ['respondAgent', { userId: 'a1', allow: true }],
];
const AGENT_CALLS: readonly Call[] = [
  ['start', { sdkToken: 'x' }],
  ['join', { pinCode: '123456', sdkToken: 'x' }],
  ['join'],
  ['createAgentViewerEndpoint', { pinCode: '123456', sdkToken: 'x' }],
  ['leave'],
];

interface Followed {
  on(event: string, handler: () => void): void;
  start(...args: unknown[]): Promise<unknown>;
}

const isReady = (): boolean => (window as { session?: unknown }).session !== undefined;

/** 1002, 1017 and `session_gone`: what a call meets while another one runs, or when nothing is left to go on with. */
export function stateCauses(): void {
  test('states: start twice in one tick, and join while it runs', async ({ customer, agent }) => {
    const page = await customer();
    const wish = ['start', { sdkToken: token() }] as const;
    const [first, second, third] = await callAll(page, [wish, wish, ['join', { pinCode: '123456', sdkToken: token() }]]);
    expect(first).toMatchObject({ success: true, error: null });
    if (second) expectOutcome(second, '1002:connecting', { at: 'customer start' });
    if (third) expectOutcome(third, '1002:connecting', { at: 'customer join' });

    const join = ['join', { pinCode: (await info(page)).pinCode, sdkToken: agentToken('a1') }] as const;
    const [his, again, more] = await callAll(await agent(), [join, join, ['start', { sdkToken: agentToken('a1') }]]);
    expect(his).toMatchObject({ success: true, error: null });
    if (again) expectOutcome(again, '1002:connecting', { at: 'agent join' });
    if (more) expectOutcome(more, '1002:connecting', { at: 'agent start' });
  });

  test('states: another tab of this origin is connecting', async ({ customer, service }) => {
    const proxy = await startProxy(service.port);
    const busy = await customer({ service: proxy.origin });
    const page = await customer();
    proxy.set('stall');
    const running = callOne(busy, 'start', { sdkToken: token() });
    // It asks once it has the lock.
    await expect.poll(() => proxy.requests.some((line) => line.includes('/create '))).toBe(true);
    expect((await info(busy)).sessionStatus).toBe('session_connecting');
    await expectFailure(page, '1002:connecting', ['start', { sdkToken: token() }], { at: 'customer start, another tab' });
    const join = ['join', { pinCode: '123456', sdkToken: token() }] as const;
    await expectFailure(page, '1002:connecting', join, { at: 'customer join, another tab' });
    // `end()` gives a running start up, however long its network takes.
    const [end] = await callAll(busy, [['end']]);
    expect(end).toMatchObject({ success: true });
    expectOutcome(await running, '1017:canceling', { at: 'customer start that end() cancelled' });
    await proxy.stop();
  });

  test('states: start while the session comes back after a reload', async ({ customer }) => {
    const page = await customer();
    await start(page);
    await page.reload();
    await page.waitForFunction(isReady);
    const [back, wish] = await callAll(page, [['join'], ['start', { sdkToken: token() }]]);
    expect(back).toMatchObject({ success: true });
    if (wish) expectOutcome(wish, '1002:transfer_recovering', { at: 'customer start while join() resumes' });
    await run(page, 'end');
  });

  test('states: start while a session that follows its tabs comes back', async ({ customer }) => {
    const settings = { multiTabSessionPersistence: { enable: true } };
    const page = await customer({ settings, manual: true });
    await callInit(page, settings);
    await start(page);
    await page.reload();
    // `init` has answered, and in the same task, before it has come back by itself, somebody asks for a new one.
    const outcome = await page.evaluate(
      ([given, sdkToken]) =>
        new Promise<{ ways: string[]; error: Record<string, unknown> }>((resolve) => {
          const { ZoomCobrowseSDK } = window as unknown as { ZoomCobrowseSDK: { init(...args: unknown[]): unknown } };
          const opened = ({ session }: { session: Followed }): void => {
            (window as unknown as { session: Followed }).session = session;
            const ways: string[] = [];
            session.on('session_error', () => ways.push('event'));
            session
              .start({ sdkToken }, () => ways.push('callback'))
              .catch((error: unknown) => resolve({ ways, error: JSON.parse(JSON.stringify(error)) as Record<string, unknown> }));
          };
          ZoomCobrowseSDK.init(given, opened);
        }),
      [settings, token()] as const,
    );
    expectError(outcome.error, '1002:transfer_recovering', { at: 'customer start, before the session has come back by itself' });
    expect(outcome.ways).toEqual(['event', 'callback']);
    await expect.poll(async () => (await info(page)).sessionStatus).toBe('session_started');
    await run(page, 'end');
  });

  test('states: between end() and its end, every method but end', async ({ customer, agent }) => {
    const page = await customer();
    const desk = await agent();
    await joinAs(desk, await start(page), 'a1');
    const [end, ...rest] = await callAll(desk, [['end'], ...AGENT_CALLS]);
    expect(end).toMatchObject({ success: true });
    for (const [i, outcome] of rest.entries()) expectOutcome(outcome, '1017:canceling', { at: `agent ${AGENT_CALLS[i]?.[0]}` });
    await expect.poll(async () => (await info(page)).sessionStatus).toBe('session_ended');

    await start(page);
    const all = await callAll(page, [['end'], ...CUSTOMER_CALLS, ['end']]);
    expect(all.at(0)).toMatchObject({ success: true });
    expect(all.at(-1)).toMatchObject({ success: true });
    for (const [i, outcome] of all.slice(1, -1).entries())
      expectOutcome(outcome, '1017:canceling', { at: `customer ${CUSTOMER_CALLS[i]?.[0]}` });
  });

  test('states: end() cancels start and join', async ({ customer, agent }) => {
    const page = await customer();
    const desk = await agent();
    for (const [target, who, sdkToken] of [
      [page, 'customer', token()],
      [desk, 'agent', agentToken('a1')],
    ] as const)
      for (const call of [
        ['start', { sdkToken }],
        ['join', { pinCode: '123456', sdkToken }],
      ] as const) {
        const [given, end] = await callAll(target, [call, ['end']]);
        if (given) expectOutcome(given, '1017:canceling', { at: `${who} ${call[0]} that end() cancelled` });
        expect(end).toMatchObject({ success: true });
      }
  });

  test('states: nothing to go on with', async ({ customer, agent }) => {
    const page = await customer();
    const desk = await agent();
    await expectFailure(page, '1011:session_gone', ['join'], { at: 'customer join(), never in one' });
    await expectFailure(desk, '1011:session_gone', ['join'], { at: 'agent join(), never in one' });

    // Both were in one, load their pages anew, and it ends before they go on.
    await joinAs(desk, await start(page), 'a1');
    const other = await agent();
    await joinAs(other, (await info(page)).pinCode, 'a2');
    for (const each of [page, desk]) {
      await each.reload();
      await each.waitForFunction(isReady);
      expect((await info(each)).sessionStatus).toBe('session_recoverable');
    }
    await run(other, 'end');
    await expectFailure(page, '1011:session_gone', ['join'], { at: 'customer join(), ended' });
    await expectFailure(desk, '1011:session_gone', ['join', {}], { at: 'agent join({}), ended' });
  });
}
