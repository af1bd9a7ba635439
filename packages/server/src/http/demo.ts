import { randomBytes } from 'node:crypto';
import { LIMITS, PATHS } from '@sightline/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { signToken, type TokenWish } from '../access/sign-token.js';
import type { Account } from '../store/account.js';
import { answerError } from './answer.js';
import type { Folder } from './files.js';
import { forThisMachine } from './for-this-machine.js';
import { sendFile } from './send-file.js';

export interface DemoOptions {
  folder: Folder;
  /** The SDK key of the account, which stays. */
  sdkKey: string;
  /** The account as it is now: its secret may have been changed. */
  account(): Promise<Account>;
  now(): number;
  log: Pick<Logger, 'warn'>;
}

interface Problem {
  property: string;
  reason: string;
}

const COOKIE = 'demo_account';
const HOUR_S = 3_600;

/**
 * The demo: a site to be helped on, tokens for anyone on this machine who asks (only with `DEMO=1`), a sign-in whose pictures
 * only its cookie opens.
 */
export function demoEndpoints(app: FastifyInstance, options: DemoOptions): void {
  const { account, sdkKey, now, log } = options;
  const signedIn = new Set<string>();

  let said = false;
  app.addHook('onRequest', async (request, reply) => {
    if (forThisMachine(request.raw)) return undefined;
    if (!said) log.warn('the demo answers this machine only, by the name localhost or 127.0.0.1; for others set SDK_KEY and SDK_SECRET');
    said = true;
    return answerError(reply, '9999:invalid_argument', { field: 'host' }, 403);
  });

  const sessionOf = (request: FastifyRequest): string | undefined => {
    const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]{22})`).exec(request.headers.cookie ?? '')?.[1];
    return value !== undefined && signedIn.has(value) ? value : undefined;
  };
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, _body, done) => done(null, {}));

  app.post('/demo/token', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const wish = readWish(request.body, sdkKey);
    if ('errors' in wish) return reply.code(400).send(wish);
    return { token: await signToken(await account(), wish, now()) };
  });

  app.get('/demo/config.json', async (_request, reply) => reply.header('cache-control', 'no-store').send({ sdkKey }));

  app.get('/demo/desk', async (_request, reply) => {
    const userId = `agent-${randomBytes(4).toString('hex')}`;
    const token = await signToken(await account(), { role: 'agent', userId, userName: 'Demo agent', expirationSeconds: 8 * HOUR_S }, now());
    return reply.header('cache-control', 'no-store').redirect(`${PATHS.desk}#access_token=${token}`, 302);
  });

  app.post('/demo/login', async (_request, reply) => {
    const value = randomBytes(16).toString('base64url');
    if (signedIn.size >= 10_000) signedIn.clear();
    signedIn.add(value);
    return reply
      .header('set-cookie', `${COOKIE}=${value}; Path=/demo; HttpOnly; SameSite=Strict`)
      .header('cache-control', 'no-store')
      .send({ signedIn: true });
  });
  app.post('/demo/logout', async (request, reply) => {
    const value = sessionOf(request);
    if (value !== undefined) signedIn.delete(value);
    return reply
      .header('set-cookie', `${COOKIE}=; Path=/demo; Max-Age=0; HttpOnly; SameSite=Strict`)
      .header('cache-control', 'no-store')
      .send({ signedIn: false });
  });
  app.get('/demo/login', async (request, reply) =>
    reply.header('cache-control', 'no-store').send({ signedIn: sessionOf(request) !== undefined }),
  );
  app.get('/demo/account/avatar.svg', async (request, reply) => {
    reply.header('cache-control', 'private, no-store');
    if (sessionOf(request) === undefined) return reply.code(401).type('text/plain').send('Sign in first.');
    return reply.type('image/svg+xml').send(AVATAR);
  });

  app.get('/', async (_request, reply) => reply.redirect('/demo/', 302));
  app.get('/demo', async (_request, reply) => reply.redirect('/demo/', 302));
  app.get<{ Params: { '*': string } }>('/demo/*', async (request, reply) => {
    const path = request.params['*'];
    const wanted = path === '' || path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`, `${path}/index.html`];
    for (const name of wanted) {
      const file = await options.folder.read(name);
      if (file) return sendFile(request, reply.header('cache-control', 'no-cache'), file);
    }
    return reply.code(404).header('cache-control', 'no-store').type('text/plain').send('There is no such page.');
  });
}

/** `{role, userId?, userName?, expirationSeconds?, enableByop?}`; everything wrong at once. */
function readWish(body: unknown, sdkKey: string): TokenWish | { errors: Problem[] } {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const {
    role,
    userId = `demo-${sdkKey.slice(-4)}-${randomBytes(4).toString('hex')}`,
    userName = 'Demo',
    expirationSeconds = HOUR_S,
    enableByop = 0,
  } = given;
  const errors: Problem[] = [];
  // The original's numbers are taken as well as names.
  const named = role === 1 ? 'customer' : role === 2 ? 'agent' : role;
  if (named !== 'customer' && named !== 'agent') errors.push({ property: 'role', reason: 'must be "customer" or "agent"' });
  if (typeof userId !== 'string' || userId === '' || userId.length > LIMITS.userIdLength)
    errors.push({ property: 'userId', reason: `must be a string of 1 to ${LIMITS.userIdLength} characters` });
  if (typeof userName !== 'string' || userName.length > LIMITS.userNameLength)
    errors.push({ property: 'userName', reason: `must be a string of at most ${LIMITS.userNameLength} characters` });
  if (
    typeof expirationSeconds !== 'number' ||
    !Number.isInteger(expirationSeconds) ||
    expirationSeconds < 1_800 ||
    expirationSeconds > 172_800
  )
    errors.push({ property: 'expirationSeconds', reason: 'must be a whole number from 1800 to 172800' });
  if (![0, 1, true, false].includes(enableByop as number)) errors.push({ property: 'enableByop', reason: 'must be 0 or 1' });
  if (errors.length > 0) return { errors };
  return {
    role: named as TokenWish['role'],
    userId: userId as string,
    userName: userName as string,
    expirationSeconds: expirationSeconds as number,
    enableByop: enableByop === 1 || enableByop === true,
  };
}

const AVATAR = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96" role="img" aria-label="Account picture">
<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#2c7a7b"/><stop offset="1" stop-color="#553c9a"/></linearGradient></defs>
<rect width="96" height="96" rx="48" fill="url(#g)"/><circle cx="48" cy="38" r="17" fill="#fff7ed"/><path d="M14 86c4-19 17-28 34-28s30 9 34 28z" fill="#fff7ed"/></svg>`;
