import { expect, test as base, type Browser, type Page } from '@playwright/test';
import { FrameFlag, FrameKind, readHeader } from '@sightline/protocol';
import { mirrorOf } from '../mirror.js';
import { type Service, startService } from '../service.js';
import { signToken } from '../token.js';
import { customerTree, mirrorTree } from '../tree.js';
import { type LifeSite, SDK_KEY, startLifeSite } from './site.js';

const SECRET = 'secret-of-the-life-0123456789abcdef';

/** One event as a page wrote it down: name, payload, status while it was told. */
export type Told = [name: string, payload: Record<string, unknown>, status: string];

interface PageSession {
  getSessionInfo(): { sessionStatus: string; sessionId?: string; pinCode?: string; agents?: { userId: string }[] };
  [method: string]: (...args: unknown[]) => unknown;
}
type Scope = typeof window & { session: PageSession; told: Told[] };

/** A page of the site with a session object, driven by hand. */
export interface Actor {
  page: Page;
  /** Calls a method; its promise's outcome, with the order of events and callback before it in `told`. */
  call(method: string, options?: object): Promise<{ ok: true } | { ok: false; code: number; cause: string; message: string }>;
  /** Everything told so far, callbacks as `callback method`. */
  told(): Promise<Told[]>;
  names(): Promise<string[]>;
  forget(): Promise<void>;
  info(): Promise<ReturnType<PageSession['getSessionInfo']>>;
  /** Waits until this event was told (again), and gives its payload. */
  heard(name: string, timeout?: number): Promise<Record<string, unknown>>;
  status(expected: string, timeout?: number): Promise<void>;
}

export interface Counted {
  /** View frames sent by the page, by its sockets in order. */
  frames: number;
  keyframes: number;
  sockets: number;
}

export interface Life {
  service: Service;
  site: LifeSite;
  customerToken(claims?: Record<string, unknown>): string;
  agentToken(id: string): string;
  /** A customer's page in a context of its own; `via`: where it reaches the service; `clock`: its clock can be put forward. */
  customer(browser: Browser, more?: { via?: string; settings?: object; clock?: boolean }): Promise<Actor & Counted>;
  agent(browser: Browser, more?: { via?: string }): Promise<Actor>;
  stop(): Promise<void>;
}

export async function startLife(env: Record<string, string> = {}): Promise<Life> {
  const site = await startLifeSite();
  const service = await startService({
    SDK_KEY,
    SDK_SECRET: SECRET,
    API_KEY: 'api-key',
    API_SECRET: 'api-secret-0123456789abcdef0123456789',
    ALLOWED_SITES: site.origin,
    RATE_REQUESTS: 'off',
    ...env,
  });
  const token = (claims: Record<string, unknown>): string => signToken({ secret: SECRET, claims: { app_key: SDK_KEY, ...claims } });
  return {
    service,
    site,
    customerToken: (claims = {}) => token(claims),
    agentToken: (id) => token({ role_type: 2, user_id: id, user_name: id }),
    async customer(browser, { via = service.origin, settings = {}, clock = false } = {}) {
      const page = await (await browser.newContext({ viewport: { width: 1000, height: 700 } })).newPage();
      const counted = countFrames(page);
      if (clock) await page.clock.install();
      await page.goto(site.customer(via, settings));
      await ready(page);
      return Object.assign(counted, actorOf(page));
    },
    async agent(browser, { via = service.origin } = {}) {
      const page = await (await browser.newContext({ viewport: { width: 1200, height: 800 } })).newPage();
      await page.goto(site.agent(via));
      await ready(page);
      return actorOf(page);
    },
    async stop() {
      await service.stop();
      await site.stop();
    },
  };
}

/** A service of its own for a file, with short timers. */
export const lifeTest = (env: Record<string, string> = {}) =>
  base.extend<object, { life: Life }>({
    life: [
      async ({}, use) => {
        const life = await startLife(env);
        await use(life);
        await life.stop();
      },
      { scope: 'worker', timeout: 60_000 },
    ],
  });

export const ready = (page: Page): Promise<unknown> => page.waitForFunction(() => 'session' in window);

export function actorOf(page: Page): Actor {
  const actor: Actor = {
    page,
    call: (method, options) =>
      page.evaluate(
        async ([name, given]) => {
          const { session, told } = window as unknown as Scope;
          const callback = (): void => void told.push([`callback ${name}`, {}, session.getSessionInfo().sessionStatus]);
          try {
            await session[name]?.(...(given ? [given, callback] : [callback]));
            return { ok: true as const };
          } catch (error) {
            const { code, cause, message } = error as { code: number; cause: string; message: string };
            return { ok: false as const, code, cause, message };
          }
        },
        [method, options] as const,
      ),
    told: () => page.evaluate(() => (window as unknown as Scope).told),
    names: async () => (await actor.told()).map(([name]) => name),
    forget: () => page.evaluate(() => void ((window as unknown as Scope).told.length = 0)),
    info: () => page.evaluate(() => (window as unknown as Scope).session.getSessionInfo()),
    async heard(name, timeout = 15_000) {
      const find = async (): Promise<Told | undefined> => (await actor.told()).findLast(([told]) => told === name);
      await expect.poll(async () => (await find())?.[0], { timeout, message: `${name} is told` }).toBe(name);
      return (await find())?.[1] ?? {};
    },
    async status(expected, timeout = 15_000) {
      await expect.poll(async () => (await actor.info()).sessionStatus, { timeout }).toBe(expected);
    },
  };
  return actor;
}

/** Counts the view frames a page sends; a stream's first frame is a keyframe. */
export function countFrames(page: Page): Counted {
  const counted: Counted = { frames: 0, keyframes: 0, sockets: 0 };
  page.on('websocket', (socket) => {
    counted.sockets++;
    socket.on('framesent', ({ payload }) => {
      const header = typeof payload === 'string' ? undefined : readHeader(payload);
      if (header?.kind !== FrameKind.View) return;
      counted.frames++;
      if (header.flags & FrameFlag.Key) counted.keyframes++;
    });
  });
  return counted;
}

/** The customer shares and the agents join; everything told so far is forgotten. */
export async function together(life: Life, customer: Actor, ...agents: Actor[]): Promise<string> {
  expect(await customer.call('start', { sdkToken: life.customerToken() })).toEqual({ ok: true });
  const { pinCode = '' } = await customer.info();
  for (const [i, agent] of agents.entries()) {
    expect(await agent.call('join', { pinCode, sdkToken: life.agentToken(`agent-${i + 1}`) })).toEqual({ ok: true });
    await sameTree(customer, agent);
    await expect.poll(async () => (await customer.info()).agents?.length).toBe(i + 1);
    for (const earlier of agents.slice(0, i)) await earlier.heard('agent_joined');
  }
  for (const actor of [customer, ...agents]) await actor.forget();
  return pinCode;
}

/** Waits until the mirror is the customer's page, to the last operation, and gives the text of both. */
export async function sameTree(customer: Actor, agent: Actor, timeout = 40_000): Promise<string> {
  let shared = '';
  await expect(async () => {
    const [theirs, ours] = await Promise.all([mirrorTree(await mirrorOf(agent.page)), customerTree(customer.page)]);
    expect(theirs).toBe(ours);
    shared = ours;
  }).toPass({ timeout, intervals: [100, 200, 400] });
  return shared;
}

export const work = (customer: Actor, ms = 40): Promise<void> =>
  customer.page.evaluate((pace) => (window as unknown as { work(ms: number): void }).work(pace), ms);

/** Stops the page's work; how many operations it did. */
export const rest = (customer: Actor): Promise<number> => customer.page.evaluate(() => (window as unknown as { rest(): number }).rest());

export const operations = (customer: Actor): Promise<number> => customer.page.evaluate(() => (window as unknown as { done: number }).done);

/** The words of the curtain before the agent's picture, or '' where he sees the page. */
export const curtain = (agent: Actor): Promise<string> =>
  agent.page.evaluate(() => document.querySelector('#root > div')?.shadowRoot?.querySelector('.curtain:not([hidden])')?.textContent ?? '');

/** How many elements of her page the agent's view still holds. */
export async function pictured(agent: Actor): Promise<number> {
  const mirrors = agent.page.frames().filter((frame) => frame.url() === 'about:srcdoc');
  const counts = await Promise.all(mirrors.map((frame) => frame.evaluate(() => document.body?.childElementCount ?? 0).catch(() => 0)));
  return counts.reduce((sum, count) => sum + count, 0);
}

export { expect } from '@playwright/test';
