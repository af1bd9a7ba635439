import type { Page } from '@playwright/test';
import { expect, test as base } from './fixtures.js';
import { type OwnSite, startOwnSite } from './own-site.js';
import { type Service, startService } from './service.js';
import { signToken } from './token.js';

const SDK_KEY = 'key-of-the-tests';
const SDK_SECRET = 'secret-of-the-tests-0123456789abcdef';

interface Operated {
  service: Service;
  site: OwnSite;
}

/** A service as an operator sets it up: own keys, one allowed site, no demo. */
const test = base.extend<object, { operated: Operated }>({
  operated: [
    async ({}, use) => {
      const site = await startOwnSite();
      const keys = {
        SDK_KEY,
        SDK_SECRET,
        API_KEY: 'api-key',
        API_SECRET: 'api-secret-0123456789abcdef0123456789',
        ALLOWED_SITES: site.origin,
      };
      const service = await startService(keys);
      site.serve(service.origin, SDK_KEY);
      await use({ service, site });
      await service.stop();
      await site.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

const customerToken = (claims: Record<string, unknown> = {}): string =>
  signToken({ secret: SDK_SECRET, claims: { app_key: SDK_KEY, ...claims } });
const agentToken = (id: string): string => customerToken({ role_type: 2, user_id: id, user_name: id });

interface Outcome {
  order: string[];
  same: boolean;
  success: unknown;
  error: Record<string, unknown> & { retryable: boolean };
}

/** Calls a method of the page's session and notes event, callback and rejection in the order they came. */
async function outcomeOf(page: Page, method: 'start' | 'join', argument: object): Promise<Outcome> {
  return page.evaluate(
    async ([name, value]) => {
      const { session } = window as unknown as { session: Record<string, (...all: unknown[]) => Promise<unknown>> };
      const order: string[] = [];
      const seen: unknown[] = [];
      let success: unknown;
      const onError = (error: unknown): void => {
        order.push('event');
        seen.push(error);
      };
      void session.on?.('session_error', onError as never);
      await session[name as string]?.(value, (result: { success: boolean; error: unknown }) => {
        order.push('callback');
        seen.push(result.error);
        success = result.success;
      }).catch((error: unknown) => {
        order.push('rejection');
        seen.push(error);
      });
      void session.off?.('session_error', onError as never);
      return {
        order,
        same: seen.every((each) => each === seen[0] && each instanceof Error),
        success,
        error: JSON.parse(JSON.stringify(seen[0] ?? null)),
      };
    },
    [method, argument] as const,
  );
}

async function expectFailure(
  page: Page,
  method: 'start' | 'join',
  argument: object,
  row: { code: number; cause: string; exception: string; message: string },
): Promise<void> {
  const outcome = await outcomeOf(page, method, argument);
  expect(outcome).toMatchObject({ order: ['event', 'callback', 'rejection'], same: true, success: false });
  expect(outcome.error).toMatchObject({ ...row, errorCode: row.code, name: row.exception, errorMsg: row.message });
}

const customerPage = async (page: Page, site: OwnSite): Promise<Page> => {
  await page.goto(`${site.origin}/customer.html`);
  await page.waitForFunction(() => 'session' in window);
  return page;
};
const agentPage = async (page: Page, site: OwnSite): Promise<Page> => {
  await page.goto(`${site.origin}/agent.html`);
  await page.waitForFunction(() => 'session' in window);
  return page;
};

const PIN_ROWS = {
  unknown: { code: 1006, cause: 'pin_not_found', exception: 'SESSION_JOIN_PIN_NOT_FOUND', message: 'PIN code is not found.' },
  long: { code: 1008, cause: 'pin_too_long', exception: 'SESSION_PIN_INVALID_FORMAT', message: 'PIN code exceeds the maximum length' },
  chars: { code: 1008, cause: 'pin_bad_chars', exception: 'SESSION_PIN_INVALID_FORMAT', message: 'PIN code contains invalid characters.' },
  required: { code: 1009, cause: 'pin_required', exception: 'SESSION_START_PIN_REQUIRED', message: 'PIN code is required.' },
  conflict: { code: 1010, cause: 'pin_conflict', exception: 'SESSION_START_PIN_CONFLICT', message: 'PIN code has already been used.' },
} as const;

test('PINs: 1006, 1008, 1009, 1010 in event, callback and rejection', async ({ operated: { site }, customer, browser }) => {
  const page = await customerPage(customer.page, site);
  const sdkToken = customerToken();
  await expectFailure(page, 'join', { sdkToken, pinCode: 'ABC999' }, PIN_ROWS.unknown);
  await expectFailure(page, 'join', { sdkToken, pinCode: '12345678901' }, PIN_ROWS.long);
  await expectFailure(page, 'join', { sdkToken, pinCode: '123 456 78901' }, PIN_ROWS.long);
  for (const pinCode of ['12 34', 'änd', '12-34', '１２３']) await expectFailure(page, 'join', { sdkToken, pinCode }, PIN_ROWS.chars);
  for (const pinCode of ['', null]) await expectFailure(page, 'join', { sdkToken, pinCode }, PIN_ROWS.required);
  const byop = customerToken({ enable_byop: 1 });
  for (const customPinCode of ['', null, undefined])
    await expectFailure(page, 'start', { sdkToken: byop, customPinCode }, PIN_ROWS.required);
  await expectFailure(page, 'start', { sdkToken: byop, customPinCode: 'ABCDEFGHIJK' }, PIN_ROWS.long);
  await expectFailure(page, 'start', { sdkToken: byop, customPinCode: 'a b' }, PIN_ROWS.chars);

  const other = await browser.newContext();
  const second = await customerPage(await other.newPage(), site);
  await second.evaluate(
    (token) =>
      (window as unknown as { session: { start(o: object): Promise<unknown> } }).session.start({
        sdkToken: token,
        customPinCode: 'mine42',
      }),
    byop,
  );
  await expectFailure(
    page,
    'start',
    { sdkToken: customerToken({ enable_byop: 1, user_id: 'c2' }), customPinCode: 'MINE42' },
    PIN_ROWS.conflict,
  );
  await other.close();
});

const TOKENS: Record<string, { token(): string; cause: string; message: string }> = {
  'not a token': { token: () => 'abc', cause: 'token_invalid', message: 'JWT token is invalid.' },
  'alg none': {
    token: () => signToken({ secret: SDK_SECRET, alg: 'none', claims: { app_key: SDK_KEY } }),
    cause: 'token_invalid',
    message: 'JWT token is invalid.',
  },
  'alg HS512': {
    token: () => signToken({ secret: SDK_SECRET, alg: 'HS512', claims: { app_key: SDK_KEY } }),
    cause: 'token_invalid',
    message: 'JWT token is invalid.',
  },
  'RS256 with the secret as key': {
    token: () => signToken({ secret: SDK_SECRET, alg: 'RS256', claims: { app_key: SDK_KEY } }),
    cause: 'token_invalid',
    message: 'JWT token is invalid.',
  },
  'another secret': {
    token: () => signToken({ secret: 'another-secret', claims: { app_key: SDK_KEY } }),
    cause: 'token_invalid',
    message: 'JWT token is invalid.',
  },
  'no user_id': { token: () => customerToken({ user_id: undefined }), cause: 'token_invalid', message: 'JWT token is invalid.' },
  'a long user_id': { token: () => customerToken({ user_id: 'u'.repeat(129) }), cause: 'token_invalid', message: 'JWT token is invalid.' },
  'role as a string': { token: () => customerToken({ role_type: '1' }), cause: 'token_invalid', message: 'JWT token is invalid.' },
  'enable_byop 2': { token: () => customerToken({ enable_byop: 2 }), cause: 'token_invalid', message: 'JWT token is invalid.' },
  '29 minutes': { token: () => lasting(1740), cause: 'token_invalid', message: 'JWT token is invalid.' },
  '49 hours': { token: () => lasting(176_400), cause: 'token_invalid', message: 'JWT token is invalid.' },
  'an iat in the future': { token: () => lasting(3600, 600), cause: 'token_invalid', message: 'JWT token is invalid.' },
  'an expired one': { token: () => lasting(1800, -1900), cause: 'token_expired', message: 'JWT token has expired.' },
  'an unknown key': { token: () => customerToken({ app_key: 'nobody' }), cause: 'token_access', message: 'JWT token access error.' },
  'the other role': { token: () => agentToken('a'), cause: 'token_no_permission', message: 'JWT token has no permissions.' },
};

function lasting(seconds: number, from = -5): string {
  const iat = Math.floor(Date.now() / 1000) + from;
  return customerToken({ iat, exp: iat + seconds });
}

test('tokens: every 2001 by its cause', async ({ operated: { site }, customer }) => {
  const page = await customerPage(customer.page, site);
  for (const [name, { token, cause, message }] of Object.entries(TOKENS))
    await test.step(name, () =>
      expectFailure(page, 'start', { sdkToken: token() }, { code: 2001, exception: 'TOKEN_INVALID', cause, message }),
    );
  const noByop = { code: 2001, exception: 'TOKEN_INVALID', cause: 'token_no_permission', message: 'JWT token has no permissions.' };
  await expectFailure(page, 'start', { sdkToken: customerToken(), customPinCode: 'MINE' }, noByop);
});

test('limits: 1004, 1012, 1013, 1015', async ({ operated: { site }, customer, browser }) => {
  test.setTimeout(120_000);
  const page = await customerPage(customer.page, site);
  const pin = await page.evaluate(async (sdkToken) => {
    const { session } = window as unknown as { session: { start(o: object): Promise<unknown>; getSessionInfo(): { pinCode: string } } };
    await session.start({ sdkToken });
    return session.getSessionInfo().pinCode;
  }, customerToken());
  const active = { code: 1004, cause: 'already_active', exception: 'SESSION_COUNT_LIMIT', message: 'A session is already active.' };
  await expectFailure(page, 'start', { sdkToken: customerToken() }, active);
  const tab = await customerPage(await customer.context.newPage(), site);
  await expectFailure(tab, 'start', { sdkToken: customerToken() }, active);

  const others = await browser.newContext();
  const second = await customerPage(await others.newPage(), site);
  const two = {
    code: 1012,
    cause: 'customer_limit',
    exception: 'SESSION_CUSTOMER_COUNT_LIMIT',
    message: 'Maximum number of customers in a session reached.',
  };
  await expectFailure(second, 'join', { sdkToken: customerToken({ user_id: 'c2' }), pinCode: pin }, two);

  const agents = await browser.newContext();
  for (const id of ['a1', 'a2', 'a3', 'a4', 'a5']) {
    const desk = await agentPage(await agents.newPage(), site);
    await desk.evaluate((options) => (window as unknown as { session: { join(o: object): Promise<unknown> } }).session.join(options), {
      sdkToken: agentToken(id),
      pinCode: pin,
    });
  }
  const sixth = await agentPage(await agents.newPage(), site);
  const dupe = {
    code: 1015,
    cause: 'duplicate_user',
    exception: 'SESSION_DUPLICATE_USER',
    message: 'The agent is already in the session.',
  };
  await expectFailure(sixth, 'join', { sdkToken: agentToken('a3'), pinCode: pin }, dupe);
  const full = {
    code: 1013,
    cause: 'agent_limit',
    exception: 'SESSION_AGENT_COUNT_LIMIT',
    message: 'Maximum number of agents in a session reached.',
  };
  await expectFailure(sixth, 'join', { sdkToken: agentToken('a6'), pinCode: pin }, full);
  await agents.close();
  await others.close();
});

test('arguments of the wrong shape name their field; a bad mask fails init and shares nothing', async ({
  operated: { site },
  customer,
}) => {
  const page = await customerPage(customer.page, site);
  for (const [argument, field] of [
    [{ sdkToken: 7 }, 'sdkToken'],
    [{}, 'sdkToken'],
    [{ sdkToken: customerToken(), customPinCode: 5 }, 'customPinCode'],
  ] as const)
    await expectFailure(page, 'start', argument, {
      code: 9999,
      cause: 'invalid_argument',
      exception: 'UNDEFINED',
      message: `Invalid argument: ${field}.`,
    });
  await page.goto(`${site.origin}/customer.html?mask=${encodeURIComponent(':::nonsense(')}`);
  await page.waitForFunction(() => 'session' in window);
  const failed = await page.evaluate(() =>
    JSON.parse(JSON.stringify((window as unknown as { initResult: { error: unknown } }).initResult.error)),
  );
  expect(failed).toMatchObject({ code: 9999, cause: 'invalid_argument', message: 'Invalid argument: piiMask.maskCssSelectors.' });
  const after = await outcomeOf(page, 'start', { sdkToken: customerToken() });
  expect(after.error).toMatchObject({ cause: 'invalid_argument' });
});

test('refusals are readable: a site that is not allowed learns 1001, not 1016', async ({ operated: { site }, customer }) => {
  await customer.page.goto(`${site.origin.replace('localhost', '127.0.0.1')}/customer.html`);
  await customer.page.waitForFunction(() => 'session' in window);
  const row = { code: 1001, cause: 'site_invalid', exception: 'SESSION_START_FAILED', message: 'The website link is invalid.' };
  await expectFailure(customer.page, 'start', { sdkToken: customerToken() }, row);
});
