import { expect, type Page } from '@playwright/test';
import { startProxy } from '../proxy.js';
import { callInit } from './opening.js';
import { expectError, expectFailure, type Expected } from './proof.js';
import type { CauseId } from './rows.js';
import { agentToken, SDK_KEY, test, token } from './world.js';

/** What a session cannot do without; a browser that lacks one is too old. */
const CUSTOMER_NEEDS = [
  'WebSocket',
  'fetch',
  'MutationObserver',
  'TextEncoder',
  'MessageChannel',
  'CSSStyleSheet',
  'Document.prototype.adoptedStyleSheets',
];
const AGENT_NEEDS = ['WebSocket', 'fetch', 'ResizeObserver', 'TextDecoder', 'CSSStyleSheet', 'Document.prototype.adoptedStyleSheets'];

const AGENT = { appKey: SDK_KEY, zoomAppRoot: '#root' };

/** An `init` that fails: callback and rejection; the session it gives all the same fails alike. */
async function expectInit(page: Page, id: CauseId, settings: object, expected: Expected): Promise<void> {
  const opened = await callInit(page, settings);
  expectError(opened.error, id, expected);
  expect(opened, expected.at).toMatchObject({ ways: ['callback', 'rejection'], same: true, success: false, session: true });
}

/** `unsupported_browser`, `invalid_argument` and `network`, from `init`. */
export function initCauses(): void {
  test('init: a browser that lacks what a session needs', async ({ customer, agent }) => {
    const id = '9999:unsupported_browser';
    for (const [role, needs] of [
      ['customer', CUSTOMER_NEEDS],
      ['agent', AGENT_NEEDS],
    ] as const)
      for (const without of needs) {
        const page = await (role === 'customer' ? customer : agent)({ manual: true, without });
        const at = `${role} init without ${without}`;
        await expectInit(page, id, role === 'customer' ? {} : AGENT, { at });
        if (without !== 'WebSocket') continue;
        const sdkToken = role === 'customer' ? token() : agentToken('a');
        await expectFailure(page, id, ['start', { sdkToken }], { at: `${at}, then start` });
        await expectFailure(page, id, ['end'], { at: `${at}, then end` });
      }
  });

  test('init: settings of the wrong shape are named, and nothing is shared', async ({ customer, agent }) => {
    const id = '9999:invalid_argument';
    const cases: [settings: object, field: string][] = [
      [{ piiMask: { maskType: 'custom_input', maskCssSelectors: ':::nonsense(' } }, 'piiMask.maskCssSelectors'],
      [{ piiMask: { maskType: 'some' } }, 'piiMask.maskType'],
      [{ allowAgentAnnotation: 1 }, 'allowAgentAnnotation'],
      [{ host: 'http://far.test' }, 'host'],
      [{ remoteAssist: { remoteAssistTypes: ['fly'] } }, 'remoteAssist.remoteAssistTypes'],
    ];
    for (const [settings, field] of cases) {
      const page = await customer({ manual: true });
      await expectInit(page, id, settings, { at: `customer init ${field}`, field });
      await expectFailure(page, id, ['start', { sdkToken: token() }], { at: `customer start after a bad ${field}`, field });
      // A second, right one is not spoilt by the first.
      expect(await callInit(page, {})).toMatchObject({ success: true, ways: ['callback', 'promise'] });
      await page.close();
    }
    const desk = await agent({ manual: true });
    await expectInit(desk, id, { ...AGENT, zoomAppRoot: '#nowhere' }, { at: 'agent init zoomAppRoot', field: 'zoomAppRoot' });
  });

  test('init: the service is gone after its script was loaded', async ({ customer, service }) => {
    const proxy = await startProxy(service.port);
    const page = await customer({ service: proxy.origin, manual: true });
    await proxy.stop();
    await expectInit(page, '1016:network', {}, { at: 'customer init' });
  });

  test('arguments: of the wrong shape, or a method its state does not allow', async ({ customer, agent }) => {
    const page = await customer();
    const desk = await agent({ settings: { zoomAppRoot: undefined } });
    const id = '9999:invalid_argument';
    for (const [target, call, field] of [
      [page, ['start', { sdkToken: 7 }], 'sdkToken'],
      [page, ['start', {}], 'sdkToken'],
      [page, ['start'], 'sdkToken'],
      [page, ['start', { sdkToken: token(), customPinCode: 5 }], 'customPinCode'],
      [page, ['join', { pinCode: 123456, sdkToken: token() }], 'pinCode'],
      [page, ['join', { pinCode: '123456' }], 'sdkToken'],
      [page, ['pause'], 'pause'],
      [page, ['resume'], 'resume'],
      [desk, ['createAgentViewerEndpoint', { pinCode: 5, sdkToken: agentToken('a') }], 'pinCode'],
      [desk, ['createAgentViewerEndpoint', { pinCode: '1' }], 'sdkToken'],
      [desk, ['join', { pinCode: '123456', sdkToken: agentToken('a') }], 'zoomAppRoot'],
      [desk, ['start', { sdkToken: agentToken('a') }], 'zoomAppRoot'],
    ] as const)
      await expectFailure(target, id, call, { at: `${target === page ? 'customer' : 'agent'} ${call[0]}, ${field}`, field });
  });
}
