import { expect } from '@playwright/test';
import { expectFailure, expectError } from './proof.js';
import { agentToken, test, token } from './world.js';

const PIN = '123456';

/** `site_invalid` and `sdk_version_invalid`: where a page comes from, and with what. */
export function siteCauses(): void {
  for (const [what, origin] of [
    ['an origin nobody allowed', 'stranger'],
    ['http off loopback, though the list names it', 'far'],
  ] as const)
    test(`sites: ${what}`, async ({ customer, agent, origins }) => {
      const page = await customer({ origin: origins[origin] });
      const desk = await agent({ origin: origins[origin] });
      const at = (call: string) => ({ at: `${call}, ${what}` });
      await expectFailure(page, '1001:site_invalid', ['start', { sdkToken: token() }], at('customer start'));
      await expectFailure(page, '1011:site_invalid', ['join', { pinCode: PIN, sdkToken: token() }], at('customer join'));
      await expectFailure(desk, '1001:site_invalid', ['start', { sdkToken: agentToken('a') }], at('agent start'));
      for (const method of ['join', 'createAgentViewerEndpoint'])
        await expectFailure(desk, '1011:site_invalid', [method, { pinCode: PIN, sdkToken: agentToken('a') }], at(`agent ${method}`));
    });

  test('versions: outside what the service supports', async ({ customer, agent }) => {
    for (const version of ['9.9.9', '1.0.0', 'latest']) {
      const page = await customer({ version });
      const desk = await agent({ version });
      const at = (call: string) => ({ at: `${call} ${version}` });
      const id = '1011:sdk_version_invalid';
      await expectFailure(page, id, ['start', { sdkToken: token() }], at('customer start'));
      await expectFailure(page, id, ['join', { pinCode: PIN, sdkToken: token() }], at('customer join'));
      await expectFailure(desk, id, ['start', { sdkToken: agentToken('a') }], at('agent start'));
      for (const method of ['join', 'createAgentViewerEndpoint'])
        await expectFailure(desk, id, [method, { pinCode: PIN, sdkToken: agentToken('a') }], at(`agent ${method}`));
    }
  });

  test('versions: none sent', async ({ service, origins }) => {
    const answer = await fetch(`${service.origin}/sdkapi/zcb/v1/create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: origins.allowed },
      body: JSON.stringify({ appKey: 'key', sdkToken: token(), role: 'customer' }),
    });
    expect(answer.status).toBe(426);
    expect(answer.headers.get('access-control-allow-origin')).toBe(origins.allowed);
    expectError((await answer.json()) as Record<string, unknown>, '1011:sdk_version_invalid', { at: 'create over HTTP, none sent' });
  });
}
