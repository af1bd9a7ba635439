import { expect, type Page } from '@playwright/test';
import { type Call, callAll, callOne } from './calls.js';
import { expectOutcome } from './proof.js';
import type { CauseId } from './rows.js';
import { startCausesSite } from './site.js';
import { agentToken, joinAs, run, start, test, token } from './world.js';

/** One thing wrong with a call. What several change is put together: the page it comes from, its token, its PIN. */
interface Wrong {
  name: string;
  id: CauseId;
  /** Of the page. */
  version?: string;
  stranger?: boolean;
  /** The browser's other tab holds a session. */
  held?: boolean;
  claims?: Record<string, unknown>;
  alg?: string;
  secret?: string;
  pin?: string;
}

const seconds = (): number => Math.floor(Date.now() / 1000);
const EXPIRED = { iat: seconds() - 1_900, exp: seconds() - 100 };

/** In the order of errors §6; of any two the first answers. */
const IN_SERVICE: readonly Wrong[] = [
  { name: 'version', id: '1011:sdk_version_invalid', version: '9.9.9' },
  { name: 'algorithm', id: '2001:token_invalid', alg: 'none' },
  { name: 'app key', id: '2001:token_access', claims: { app_key: 'another-app' } },
  { name: 'signature', id: '2001:token_invalid', secret: 'another-secret-0123456789abcdef' },
  { name: 'expiry', id: '2001:token_expired', claims: EXPIRED },
];

const AT_START: readonly Wrong[] = [
  ...IN_SERVICE,
  { name: 'role', id: '2001:token_no_permission', claims: { role_type: 2 } },
  { name: 'site', id: '1001:site_invalid', stranger: true },
  { name: 'another tab', id: '1004:already_active', held: true },
  { name: 'credits', id: '1001:no_credits' },
  { name: 'PIN taken', id: '1010:pin_conflict', pin: 'TAKEN1' },
];

const AT_JOIN: readonly Wrong[] = [
  ...IN_SERVICE,
  { name: 'role', id: '2001:token_no_permission', claims: { role_type: 1 } },
  { name: 'site', id: '1011:site_invalid', stranger: true },
  { name: 'PIN unknown', id: '1006:pin_not_found', pin: 'NOBODY' },
];

const pairs = (all: readonly Wrong[]): [Wrong, Wrong][] =>
  all.flatMap((first, i) => all.slice(i + 1).map((second): [Wrong, Wrong] => [first, second]));

/** A page for each kind that is needed, opened once. */
function keepPages(open: (wrong: Wrong) => Promise<Page>): (wrong: Wrong) => Promise<Page> {
  const pages = new Map<string, Promise<Page>>();
  return (wrong) => {
    const kind = [wrong.version, wrong.stranger, wrong.held].join();
    const page = pages.get(kind) ?? open(wrong);
    pages.set(kind, page);
    return page;
  };
}

const tokenOf = ({ claims, alg, secret }: Wrong, own: Record<string, unknown>): string =>
  token({ ...own, ...claims }, { ...(alg ? { alg } : {}), ...(secret ? { secret } : {}) });

/** Both wrongs in one. */
const both = (a: Wrong, b: Wrong): Wrong => ({ ...b, ...a, claims: { ...b.claims, ...a.claims } });

export function precedence(): void {
  test('precedence: of two wrongs at once the service names the first', async ({ customer, agent, profile, trial, origins }) => {
    test.slow();
    const { service } = await trial();
    // The same host on another port: cookies know no ports, so the browser’s session is seen from there, too.
    const next = await startCausesSite();
    const other = `http://localhost:${next.port}`;
    const home = await profile();
    const holder = await customer({ service: service.origin, in: home });
    await start(holder, { user_id: 'holder' }, 'TAKEN1');
    await test.step('the trial is used up', async () => {
      const page = await customer({ service: service.origin });
      const desk = await agent({ service: service.origin });
      await expect
        .poll(
          async () => {
            const wish = { sdkToken: token({ enable_byop: 1 }), customPinCode: 'MINUTE' };
            const { error } = await callOne(page, 'start', wish);
            if (error) return error.cause;
            // An agent is in it for a moment: a started minute.
            await callOne(desk, 'join', { pinCode: 'MINUTE', sdkToken: agentToken('a') });
            await callOne(page, 'end');
            return undefined;
          },
          { timeout: 60_000 },
        )
        .toBe('no_credits');
    });

    const pageOf = keepPages(async ({ version, stranger, held }) =>
      customer({
        service: service.origin,
        origin: stranger ? other : origins.allowed,
        in: held ? home : await profile(),
        ...(version ? { version } : {}),
      }),
    );
    const one: [Wrong, Wrong][] = AT_START.map((wrong) => [wrong, wrong]);
    for (const [first, second] of [...one, ...pairs(AT_START)]) {
      // Whoever gets as far as the trial’s end cannot get past it: without `credits` nothing later is asked.
      if (first.name === 'PIN taken') continue;
      const wrong = both(first, second);
      const own = wrong.pin ? { enable_byop: 1 } : {};
      const call: Call = ['start', { sdkToken: tokenOf(wrong, own), ...(wrong.pin ? { customPinCode: wrong.pin } : {}) }];
      const at = `start: ${first.name} and ${second.name}`;
      expectOutcome(await callOne(await pageOf(wrong), ...call), first.id, { at });
    }
    await next.stop();
  });

  test('precedence: of two wrongs at once a join names the first', async ({ customer, agent, profile, service, origins }) => {
    const holder = await customer();
    const pinCode = await start(holder);
    for (const id of ['a1', 'a2', 'a3', 'a4', 'a5']) await joinAs(await agent(), pinCode, id);
    const pageOf = keepPages(async ({ version, stranger }) =>
      agent({ service: service.origin, origin: stranger ? origins.stranger : origins.allowed, ...(version ? { version } : {}) }),
    );
    const last: Wrong[] = [
      { name: 'the same user', id: '1015:duplicate_user', claims: { user_id: 'a3' } },
      // The session is full in any case.
      { name: 'full', id: '1013:agent_limit' },
    ];
    for (const [first, second] of pairs([...AT_JOIN, ...last]))
      for (const method of ['join', 'createAgentViewerEndpoint']) {
        const wrong = both(first, second);
        const sdkToken = tokenOf(wrong, { role_type: 2, user_id: 'a6', ...wrong.claims });
        const at = `agent ${method}: ${first.name} and ${second.name}`;
        expectOutcome(await callOne(await pageOf(wrong), method, { pinCode: wrong.pin ?? pinCode, sdkToken }), first.id, { at });
      }
    await run(holder, 'end');
    expect((await profile()).pages()).toEqual([]);
  });

  test('precedence: what the page finds itself comes before any request', async ({ customer, agent, profile }) => {
    const page = await customer({ in: await profile(), version: '9.9.9' });
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const bad = token({ enable_byop: 1 }, { secret: 'another-secret-0123456789abcdef' });
    const own = (customPinCode?: string): Call => ['start', { sdkToken: bad, ...(customPinCode === undefined ? {} : { customPinCode }) }];
    const wrong: [Call, CauseId][] = [
      [own(), '1009:pin_required'],
      [own('a b c d e f g'), '1008:pin_too_long'],
      [own('a b'), '1008:pin_bad_chars'],
      [['join', { pinCode: '', sdkToken: bad }], '1009:pin_required'],
      [['join'], '1011:session_gone'],
    ];
    for (const [call, id] of wrong)
      expectOutcome(await callOne(page, ...call), id, { at: `customer ${call[0]}, and everything else is wrong` });
    expect(requests).toEqual([]);

    // What the session is doing, from the last to the first: bad form of the call comes before all of it.
    const live = await customer({ in: await profile() });
    const wish: Call = ['start', { sdkToken: token() }];
    const shapeless: Call = ['start', { sdkToken: 7 }];
    const field = 'sdkToken';
    const [, ...during] = await callAll(live, [wish, own(), ['join'], shapeless]);
    const running: [CauseId, object][] = [
      ['1002:connecting', {}],
      ['1002:connecting', {}],
      ['9999:invalid_argument', { field }],
    ];
    for (const [i, [id, more]] of running.entries())
      expectOutcome(during[i] ?? missing(), id, { at: `customer, connecting ${i}`, ...more });
    const inIt: [Call, CauseId, object][] = [
      [own(), '1004:already_active', {}],
      [['join'], '1004:already_active', {}],
      [shapeless, '9999:invalid_argument', { field }],
    ];
    for (const [call, id, more] of inIt) expectOutcome(await callOne(live, ...call), id, { at: `customer ${call[0]}, live`, ...more });
    const [, ...ending] = await callAll(live, [['end'], own(), ['join'], shapeless]);
    const after: [CauseId, object][] = [
      ['1017:canceling', {}],
      ['1017:canceling', {}],
      ['9999:invalid_argument', { field }],
    ];
    for (const [i, [id, more]] of after.entries()) expectOutcome(ending[i] ?? missing(), id, { at: `customer, ending ${i}`, ...more });

    const desk = await agent({ version: '9.9.9' });
    const his = agentToken('a', { app_key: 'another-app' });
    expectOutcome(await callOne(desk, 'createAgentViewerEndpoint', { pinCode: 'a b', sdkToken: his }), '1008:pin_bad_chars', {
      at: 'createAgentViewerEndpoint, and everything else is wrong',
    });
  });
}

function missing(): never {
  throw new Error('a call without an outcome');
}
