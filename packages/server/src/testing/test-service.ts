import { PATHS } from '@sightline/protocol';
import { pino } from 'pino';
import { signToken } from '../access/sign-token.js';
import { startServer } from '../index.js';
import { readSettings } from '../settings.js';
import { openStore } from '../store/open-store.js';
import { connect, type TestClient } from './test-client.js';

export const SITE = 'https://shop.example';
export const DESK = 'https://desk.example';
export const SDK_KEY = 'test-sdk-key';
export const SDK_SECRET = 'a-secret-of-the-tests-only-0123456789';

/** Fields of all answers; each has the ones of its endpoint. */
export interface AnswerBody {
  sessionId: string;
  key: string;
  pinCode: string;
  state: string;
  url: string;
  token: string;
  code: number;
  cause: string;
  message: string;
  retryAfterMs: number;
  detail: string;
  errors: { property: string; reason: string }[];
}

export interface Answer {
  status: number;
  headers: Headers;
  body: AnswerBody;
}

export interface Seat {
  sessionId: string;
  key: string;
  pinCode: string;
}

interface Person {
  role?: 'customer' | 'agent';
  userId?: string;
  userName?: string;
  expirationSeconds?: number;
  enableByop?: boolean;
}

/** A real service on a free port, with the keys above, and what its clients do. */
export async function testService(env: Record<string, string> = {}, log = pino({ level: 'silent' }), open = openStore) {
  const read = readSettings({
    PORT: '0',
    DATABASE_URL: 'file::memory:',
    SDK_KEY,
    SDK_SECRET,
    ALLOWED_SITES: SITE,
    ALLOWED_AGENT_SITES: DESK,
    RATE_REQUESTS: 'off',
    RATE_JOIN_FAILS: 'off',
    SESSIONS_PER_USER: 'off',
    ...env,
  });
  if (!read.ok) throw new Error(read.problems.join('; '));
  const server = await startServer(read.settings, { log, openStore: open });
  const clients: TestClient[] = [];
  const account = { sdkKey: env.SDK_KEY ?? SDK_KEY, sdkSecrets: [env.SDK_SECRET ?? SDK_SECRET] };
  const originOf = (role: 'customer' | 'agent'): string => (role === 'customer' ? SITE : DESK);

  async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    };
    const response = await fetch(server.url + path, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: JSON.parse(text) as AnswerBody };
  }

  const token = (
    { role = 'customer', userId = role, userName = userId, expirationSeconds = 3_600, enableByop = false }: Person = {},
    sdkKey = account.sdkKey,
  ): Promise<string> => signToken({ ...account, sdkKey }, { role, userId, userName, expirationSeconds, enableByop }, Date.now());

  async function create(person: Person = {}, more: Record<string, unknown> = {}): Promise<Answer> {
    const role = person.role ?? 'customer';
    const body = { sdkVersion: '3.11.0', appKey: account.sdkKey, sdkToken: await token(person), role, ...more };
    return post(PATHS.create, body, { origin: originOf(role) });
  }

  async function find(pinCode: string, person: Person = {}, more: Record<string, unknown> = {}): Promise<Answer> {
    const role = person.role ?? 'agent';
    const body = { sdkVersion: '3.11.0', appKey: account.sdkKey, sdkToken: await token({ ...person, role }), role, pinCode, ...more };
    return post(PATHS.find, body, { origin: originOf(role) });
  }

  function socket(role: 'customer' | 'agent', origin = originOf(role)): TestClient {
    const client = connect(`${server.url.replace('http', 'ws')}${PATHS.enter}`, origin);
    clients.push(client);
    return client;
  }

  /** Enters a seat; `welcome` is taken already. */
  async function enter(
    role: 'customer' | 'agent',
    seat: { sessionId: string; key: string },
    position?: { stream: number; number: number },
    page?: { url: string; tab: string },
  ) {
    const client = socket(role);
    await client.hello(seat, position, page);
    return { client, welcome: await client.next('welcome') };
  }

  return {
    server,
    post,
    token,
    create,
    find,
    socket,
    enter,
    /** A customer in her session. */
    async customer(person: Person = {}, more: Record<string, unknown> = {}) {
      const seat: Seat = (await create(person, more)).body;
      return { seat, ...(await enter('customer', seat)) };
    },
    async agent(pinCode: string, userId = 'agent') {
      const answer = await find(pinCode, { role: 'agent', userId });
      if (answer.status !== 200) throw new Error(`find: ${answer.body.cause}`);
      const seat: Seat = answer.body;
      return { seat, ...(await enter('agent', seat)) };
    },
    async stop() {
      for (const client of clients) client.cut();
      await server.stop();
    },
  };
}

export type TestService = Awaited<ReturnType<typeof testService>>;
