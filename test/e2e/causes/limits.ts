import { expect } from '@playwright/test';
import { callOne } from './calls.js';
import { expectFailure } from './proof.js';
import { agentToken, info, joinAs, run, start, test, token } from './world.js';

/** 1004, 1012, 1013, 1015: how many of whom a session, a browser, a session object takes. */
export function limitCauses(): void {
  test('limits: one session a browser, one session an agent’s object', async ({ customer, agent, profile }) => {
    const page = await customer();
    const pinCode = await start(page);
    const again = ['start', { sdkToken: token() }] as const;
    await expectFailure(page, '1004:already_active', again, { at: 'customer start, this tab' });
    await expectFailure(page, '1004:already_active', ['join', { pinCode, sdkToken: token() }], { at: 'customer join, this tab' });
    const tab = await customer();
    expect((await info(tab)).sessionStatus).toBe('session_idle');
    await expectFailure(tab, '1004:already_active', again, { at: 'customer start, another tab' });
    await expectFailure(tab, '1004:already_active', ['join', { pinCode, sdkToken: token() }], { at: 'customer join, another tab' });

    // The agent: only the same object; he may have many tabs.
    const desk = await agent();
    await joinAs(desk, pinCode, 'a1');
    const other = await customer({ in: await profile() });
    const otherPin = await start(other, { user_id: 'c2' });
    const join = ['join', { pinCode: otherPin, sdkToken: agentToken('a1') }] as const;
    await expectFailure(desk, '1004:already_active', join, { at: 'agent join' });
    await expectFailure(desk, '1004:already_active', ['start', { sdkToken: agentToken('a1') }], { at: 'agent start' });
    expect(await callOne(await agent(), ...join)).toMatchObject({ success: true });

    // Never on resuming one’s own: a reload left it, `join()` goes on with it; another start answers 1004.
    await page.reload();
    await page.waitForFunction(() => (window as { session?: unknown }).session !== undefined);
    expect((await info(page)).sessionStatus).toBe('session_recoverable');
    await expectFailure(page, '1004:already_active', again, { at: 'customer start, recoverable' });
    expect(await callOne(page, 'join')).toMatchObject({ success: true });
  });

  test('limits: one customer, five agents, each once', async ({ customer, agent, profile }) => {
    const page = await customer();
    const pinCode = await start(page);
    const second = await customer({ in: await profile() });
    const two = ['join', { pinCode, sdkToken: token({ user_id: 'c2' }) }] as const;
    await expectFailure(second, '1012:customer_limit', two, { at: 'customer join' });

    const hall = await profile();
    for (const id of ['a1', 'a2', 'a3', 'a4', 'a5']) await joinAs(await agent({ in: hall }), pinCode, id);
    const sixth = await agent({ in: hall });
    for (const method of ['join', 'createAgentViewerEndpoint']) {
      const as = (id: string) => [method, { pinCode, sdkToken: agentToken(id) }] as const;
      // He is in it himself: that comes before the count.
      await expectFailure(sixth, '1015:duplicate_user', as('a3'), { at: `agent ${method}` });
      await expectFailure(sixth, '1013:agent_limit', as('a6'), { at: `agent ${method}` });
    }
    const twice = ['join', { pinCode, sdkToken: token() }] as const;
    await expectFailure(second, '1015:duplicate_user', twice, { at: 'customer join, the same user_id' });
    await run(page, 'end');
  });
}
