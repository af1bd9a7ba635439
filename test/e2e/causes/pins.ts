import { expect } from '@playwright/test';
import { callOne } from './calls.js';
import { expectFailure } from './proof.js';
import type { CauseId } from './rows.js';
import { agentToken, info, run, test, token } from './world.js';

/** Form of a PIN: length is looked at before the characters, an empty one is a missing one (errors §4). */
const FORMS: readonly (readonly [pin: string | null, id: CauseId])[] = [
  ['', '1009:pin_required'],
  [null, '1009:pin_required'],
  ['12345678901', '1008:pin_too_long'],
  ['ä b c d e f', '1008:pin_too_long'],
  ['12 34', '1008:pin_bad_chars'],
  [' 1234', '1008:pin_bad_chars'],
  ['änd', '1008:pin_bad_chars'],
  ['12-34', '1008:pin_bad_chars'],
  ['１２３', '1008:pin_bad_chars'],
];

const said = (pin: unknown): string => JSON.stringify(pin);

/** 1006, 1008, 1009, 1010, from every call that takes a PIN. */
export function pinCauses(): void {
  test('PINs: their form, from join, createAgentViewerEndpoint and both starts', async ({ customer, agent }) => {
    const page = await customer();
    const desk = await agent();
    const byop = { customer: token({ enable_byop: 1 }), agent: agentToken('a', { enable_byop: 1 }) };
    for (const [pinCode, id] of FORMS) {
      await expectFailure(page, id, ['join', { pinCode, sdkToken: token() }], { at: `customer join ${said(pinCode)}` });
      await expectFailure(desk, id, ['join', { pinCode, sdkToken: agentToken('a') }], { at: `agent join ${said(pinCode)}` });
      const viewer = ['createAgentViewerEndpoint', { pinCode, sdkToken: agentToken('a') }] as const;
      await expectFailure(desk, id, viewer, { at: `createAgentViewerEndpoint ${said(pinCode)}` });
      const own = (sdkToken: string) => ['start', { customPinCode: pinCode, sdkToken }] as const;
      await expectFailure(page, id, own(byop.customer), { at: `customer start ${said(pinCode)}` });
      await expectFailure(desk, id, own(byop.agent), { at: `agent start ${said(pinCode)}` });
    }
    await expectFailure(page, '1009:pin_required', ['start', { sdkToken: byop.customer }], { at: 'customer start without a PIN' });
    const viewer = ['createAgentViewerEndpoint', { sdkToken: agentToken('a') }] as const;
    await expectFailure(desk, '1009:pin_required', viewer, { at: 'createAgentViewerEndpoint without a PIN' });
  });

  test('PINs: unknown, taken, lower case', async ({ customer, agent, profile }) => {
    const holder = await customer();
    await run(holder, 'start', { sdkToken: token({ enable_byop: 1 }), customPinCode: 'mine42' });
    expect((await info(holder)).pinCode).toBe('MINE42');

    const page = await customer({ in: await profile() });
    const desk = await agent();
    const unknown = { pinCode: 'ABC999' };
    await expectFailure(page, '1006:pin_not_found', ['join', { ...unknown, sdkToken: token() }], { at: 'customer join' });
    for (const method of ['join', 'createAgentViewerEndpoint'])
      await expectFailure(desk, '1006:pin_not_found', [method, { ...unknown, sdkToken: agentToken('a') }], { at: `agent ${method}` });

    for (const customPinCode of ['MINE42', 'Mine42']) {
      const wish = { customPinCode, sdkToken: token({ enable_byop: 1, user_id: 'c2' }) };
      await expectFailure(page, '1010:pin_conflict', ['start', wish], { at: `customer start ${customPinCode}` });
      const his = { customPinCode, sdkToken: agentToken('b', { enable_byop: 1 }) };
      await expectFailure(desk, '1010:pin_conflict', ['start', his], { at: `agent start ${customPinCode}` });
    }

    // Lower case is accepted; once the session is over its PIN is nobody's.
    expect(await callOne(desk, 'join', { pinCode: 'mInE42', sdkToken: agentToken('a') })).toMatchObject({ success: true });
    await run(holder, 'end');
    await expectFailure(page, '1006:pin_not_found', ['join', { pinCode: 'MINE42', sdkToken: token() }], { at: 'customer join, ended' });
    expect(await callOne(page, 'start', { customPinCode: 'MINE42', sdkToken: token({ enable_byop: 1 }) })).toMatchObject({ success: true });
  });

  test('PINs: a replaced one is unknown', async ({ customer, agent, trial }) => {
    const { service } = await trial();
    const page = await customer({ service: service.origin });
    await run(page, 'start', { sdkToken: token() });
    const before = (await info(page)).pinCode;
    await expect.poll(async () => (await info(page)).pinCode).not.toBe(before);
    const desk = await agent({ service: service.origin });
    const old = { pinCode: before, sdkToken: agentToken('a') };
    await expectFailure(desk, '1006:pin_not_found', ['join', old], { at: 'agent join, replaced' });
  });
}
