import { expect, test } from 'vitest';
import { ZoomCobrowseAgentSDK } from './agent.js';
import { ZoomCobrowseSDK } from './customer.js';

test.each([
  ['customer', ZoomCobrowseSDK],
  ['agent', ZoomCobrowseAgentSDK],
] as const)('S1.6 on a server the %s’s init says that this is no browser', async (_, sdk) => {
  const answers: { success: boolean; session: { getSessionInfo(): object; end(): Promise<object> }; error?: { action: string } }[] = [];
  const settings = { appKey: 'KEY', host: 'https://service.test' };
  const error = await sdk
    .init(settings, (answer) => answers.push(answer))
    .then(
      () => undefined,
      (reason: { cause: string; action: string }) => reason,
    );
  expect(error).toMatchObject({ code: 9999, cause: 'unsupported_browser' });
  expect(error?.action).toContain('not on a server');
  expect(answers).toHaveLength(1);
  expect(answers[0]).toMatchObject({ success: false, error });
  expect(answers[0]?.session.getSessionInfo()).toEqual({ sessionStatus: 'session_idle' });
  await expect(answers[0]?.session.end()).rejects.toBe(error);
});
