import { expect, type Page } from '@playwright/test';
import { callOne } from './calls.js';
import { openDatabase } from './database.js';
import { expectError, expectFailure } from './proof.js';
import type { CauseId } from './rows.js';
import { heardUntilEnd, listen } from './watch.js';
import { agentToken, joinAs, run, start, test, token } from './world.js';

/** The fault first, then the end, once each. */
async function expectEndedBy(page: Page, id: CauseId, reason: string, at: string): Promise<void> {
  const heard = await heardUntilEnd(page);
  expect(
    heard.map(({ event }) => event),
    at,
  ).toEqual(['session_error', 'session_ended']);
  expect(heard[0]?.error, at).toBe(true);
  expectError(heard[0]?.payload, id, { at });
  expect(heard[1]?.payload, at).toEqual({ reason });
}

/** Faults of the service: `token_internal`, `service_error`, `join_internal`, and what ends a live session. */
export function faultCauses(): void {
  test('faults: keys that cannot be read', async ({ customer, agent, fragile }) => {
    const { service, database } = await fragile();
    const page = await customer({ service: service.origin });
    const desk = await agent({ service: service.origin });
    // Nobody has asked for this key yet: none is remembered.
    const file = openDatabase(database);
    file.exec('alter table accounts rename to elsewhere');
    const id = '2001:token_internal';
    await expectFailure(page, id, ['start', { sdkToken: token() }], { at: 'customer start' });
    await expectFailure(page, id, ['join', { pinCode: '123456', sdkToken: token() }], { at: 'customer join' });
    await expectFailure(desk, id, ['start', { sdkToken: agentToken('a') }], { at: 'agent start' });
    for (const method of ['join', 'createAgentViewerEndpoint'])
      await expectFailure(desk, id, [method, { pinCode: '123456', sdkToken: agentToken('a') }], { at: `agent ${method}` });
    file.exec('alter table elsewhere rename to accounts');
    file.close();
    expect(await callOne(page, 'start', { sdkToken: token() })).toMatchObject({ success: true });
    await run(page, 'end');
  });

  test('faults: reads that work and writes that fail', async ({ customer, agent, profile, fragile }) => {
    const { service, database } = await fragile();
    const holder = await customer({ service: service.origin, in: await profile() });
    const pinCode = await start(holder, { user_id: 'holder' });
    const page = await customer({ service: service.origin });
    const desk = await agent({ service: service.origin });
    const waiting = await agent({ service: service.origin });
    await run(waiting, 'start', { sdkToken: agentToken('w') });
    const waitingPin = await waiting.evaluate(
      () => (window as unknown as { session: { getSessionInfo(): { pinCode: string } } }).session.getSessionInfo().pinCode,
    );

    // Another process holds the one lock a writer needs; readers go on.
    const file = openDatabase(database);
    file.exec('begin immediate');
    await expectFailure(page, '9999:service_error', ['start', { sdkToken: token() }], { at: 'customer start' });
    await expectFailure(desk, '1011:join_internal', ['join', { pinCode, sdkToken: agentToken('a') }], { at: 'agent join' });
    file.exec('rollback');

    // Nothing can be written any more, and it says so at once.
    for (const what of ['insert', 'update'])
      file.exec(`create trigger no_${what} before ${what} on sessions begin select raise(abort, 'disk full'); end`);
    await expectFailure(page, '1011:join_internal', ['join', { pinCode: waitingPin, sdkToken: token() }], { at: 'customer join' });
    await expectFailure(desk, '9999:service_error', ['start', { sdkToken: agentToken('a') }], { at: 'agent start' });
    const viewer = ['createAgentViewerEndpoint', { pinCode, sdkToken: agentToken('a') }] as const;
    await expectFailure(desk, '9999:service_error', viewer, { at: 'createAgentViewerEndpoint' });
    for (const what of ['insert', 'update']) file.exec(`drop trigger no_${what}`);
    file.close();

    expect(await callOne(page, 'start', { sdkToken: token() })).toMatchObject({ success: true });
    expect(await callOne(desk, 'join', { pinCode, sdkToken: agentToken('a') })).toMatchObject({ success: true });
  });

  test('faults: a record that cannot be read after a restart ends its session, and only that', async ({
    customer,
    agent,
    profile,
    fragile,
  }) => {
    test.slow();
    const { service, database } = await fragile();
    const page = await customer({ service: service.origin });
    const desk = await agent({ service: service.origin });
    const other = await customer({ service: service.origin, in: await profile() });
    await joinAs(desk, await start(page), 'a');
    await start(other, { user_id: 'c2' });
    for (const each of [page, desk, other]) await listen(each);
    const id = await page.evaluate(
      () => (window as unknown as { session: { getSessionInfo(): { sessionId: string } } }).session.getSessionInfo().sessionId,
    );
    await service.restart(() => {
      const file = openDatabase(database);
      file.run('update sessions set state = ? where id = ?', '{"phase": "live", "sea', id);
      file.close();
    });
    for (const [each, who] of [
      [page, 'customer'],
      [desk, 'agent'],
    ] as const)
      await expectEndedBy(each, '9999:session_error_retry', 'error', `${who}, live`);
    const status = (): Promise<string> =>
      other.evaluate(
        () => (window as unknown as { session: { getSessionInfo(): { sessionStatus: string } } }).session.getSessionInfo().sessionStatus,
      );
    await expect.poll(status, { timeout: 30_000 }).toBe('session_started');
    expect(await callOne(page, 'start', { sdkToken: token() })).toMatchObject({ success: true });
  });

  test('faults: a page that cannot be shared by its rules', async ({ customer, agent, trial }) => {
    const { service } = await trial();
    const page = await customer({ service: service.origin });
    const desk = await agent({ service: service.origin });
    const pinCode = await start(page, {}, 'SHARED1');
    await listen(page);
    await listen(desk);
    await joinAs(desk, pinCode, 'a');
    for (const [each, who] of [
      [page, 'customer'],
      [desk, 'agent'],
    ] as const)
      await expectEndedBy(each, '9999:session_error', 'error', `${who}, live`);
  });

  test('faults: too many requests, then a service that is killed and does not come back', async ({ customer, agent, limited, origins }) => {
    test.slow();
    const { service } = await limited();
    const page = await customer({ service: service.origin });
    const desk = await agent({ service: service.origin });
    await joinAs(desk, await start(page), 'a');
    const second = await agent({ service: service.origin });

    // Of one user two wrong PINs are free; then he waits, with a right one, too.
    const guess = (pinCode: string) => ['join', { pinCode, sdkToken: agentToken('guesser') }] as const;
    for (const pinCode of ['WRONG1', 'WRONG2']) await expectFailure(second, '1006:pin_not_found', guess(pinCode), { at: 'agent join' });
    const held = await expectFailure(second, '9999:rate_limited', guess('WRONG3'), { at: 'agent join, too many wrong PINs' });
    expect(held.error?.retryAfterMs).toBeLessThanOrEqual(60_000);

    // A flood from this address.
    const body = JSON.stringify({ appKey: 'x', sdkToken: 'x', role: 'customer' });
    const headers = { 'content-type': 'application/json', origin: origins.allowed };
    await expect
      .poll(async () => (await fetch(`${service.origin}/sdkapi/zcb/v1/create`, { method: 'POST', headers, body })).status, {
        intervals: [0],
        timeout: 60_000,
      })
      .toBe(429);
    const third = await agent({ service: service.origin });
    for (const call of [
      ['start', { sdkToken: agentToken('b') }],
      ['join', { pinCode: '123456', sdkToken: agentToken('b') }],
      ['createAgentViewerEndpoint', { pinCode: '123456', sdkToken: agentToken('b') }],
    ] as const)
      await expectFailure(third, '9999:rate_limited', call, { at: `agent ${call[0]}, a flood` });

    // Before all else, the version, too.
    const old = await agent({ service: service.origin, version: '9.9.9' });
    await expectFailure(old, '9999:rate_limited', ['start', { sdkToken: 'x' }], { at: 'agent start, a flood and a wrong version' });

    for (const each of [page, desk]) await listen(each);
    await service.stop('SIGKILL');
    for (const [each, who] of [
      [page, 'customer'],
      [desk, 'agent'],
    ] as const)
      await expectEndedBy(each, '1011:failover_exhausted', 'connection_lost', `${who}, live`);
  });
}
