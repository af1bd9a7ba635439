import { type ErrorId, PATHS } from '@sightline/protocol';
import { http } from '@sightline/protocol/messages';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import type { OriginCheck } from '../access/origin.js';
import { checkPin } from '../access/pin.js';
import type { RateAnswer, Rates } from '../access/rates.js';
import { checkToken, type Identity } from '../access/token.js';
import type { Sessions } from '../live/sessions.js';
import { drawKey, hashKey } from '../session/key.js';
import { seatOfKey } from '../session/state.js';
import type { Account } from '../store/account.js';
import { validator } from '../validate.js';
import { answerError } from './answer.js';
import { allowReading, preflight } from './cors.js';

export interface SdkEndpointsOptions {
  sessions: Sessions;
  rates: Rates;
  account(sdkKey: string): Promise<Account | undefined>;
  originAllowed: OriginCheck;
  sdkSupported(version: string | undefined): boolean;
  /** The service's origin, for addresses it gives out. */
  origin(): string;
  now(): number;
}

const ViewerRequest = Type.Object(
  {
    sdkVersion: Type.Optional(Type.String({ maxLength: 32 })),
    appKey: Type.String({ maxLength: 128 }),
    sdkToken: Type.String({ maxLength: 4096 }),
    pinCode: Type.String({ maxLength: 256 }),
  },
  { additionalProperties: false },
);

type Asked = Static<typeof http.CreateRequest> | Static<typeof http.FindRequest>;
type Checked = { ok: true; identity: Identity } | { ok: false; error: ErrorId };

/** The endpoints of `start`, `join` and resume. Their checks answer in the order of errors §6. */
export function sdkEndpoints(app: FastifyInstance, options: SdkEndpointsOptions): void {
  const { sessions, rates, now } = options;
  allowReading(app);
  app.addHook('onRequest', async (request, reply) => {
    const refusal = request.method === 'POST' ? await rates.request(request.ip) : undefined;
    return refusal && answerError(reply, '9999:rate_limited', refusal);
  });

  /** A POST with a body of this shape. */
  function post<S extends TSchema>(
    path: string,
    schema: S,
    handle: (body: Static<S>, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  ): void {
    const check = validator(schema, 'body');
    preflight(app, path);
    app.post(path, async (request, reply) => {
      const body = check(request.body);
      if (body.ok) return handle(body.value, request, reply);
      const token = (request.body as { sdkToken?: unknown } | null)?.sdkToken;
      // A token too long to be one is a bad token, not a bad call.
      if (body.field === 'sdkToken' && typeof token === 'string') return answerError(reply, '2001:token_invalid');
      return answerError(reply, '9999:invalid_argument', { field: body.field });
    });
  }

  /** Version, token, site, and whether this browser has a live session already. */
  async function checked(body: Asked, request: FastifyRequest, customPin?: string | null): Promise<Checked> {
    if (!options.sdkSupported(body.sdkVersion)) return { ok: false, error: '1011:sdk_version_invalid' };
    const { sdkToken: token, appKey, role } = body;
    const access = await checkToken({ token, appKey, role, customPin, now: now(), account: options.account });
    if (!access.ok) return access;
    const joining = 'pinCode' in body;
    if (!options.originAllowed(request.headers.origin, access.identity.account, role))
      return { ok: false, error: joining ? '1011:site_invalid' : '1001:site_invalid' };
    const resumed = body.resume && sessions.get(body.resume.sessionId)?.state;
    if (body.resume && resumed?.phase === 'live' && seatOfKey(resumed, hashKey(body.resume.key), now()))
      return { ok: false, error: '1004:already_active' };
    return access;
  }

  post(PATHS.create, http.CreateRequest, async (body, request, reply) => {
    const access = await checked(body, request, body.customPinCode);
    if (!access.ok) return answerError(reply, access.error);
    const { account, userId, userName, byop } = access.identity;
    if (account.plan.kind === 'trial' && account.plan.used >= account.plan.minutes) return answerError(reply, '1001:no_credits');
    const pin = byop ? checkPin(body.customPinCode) : undefined;
    if (pin && !pin.ok) return answerError(reply, pin.error);
    const opened = await sessions.open({ account, role: body.role, userId, userName, customPin: pin?.pin });
    if (!opened.ok) return answerError(reply, opened.error);
    return { sessionId: opened.sessionId, key: opened.key, pinCode: opened.pinCode };
  });

  /** Finds the session of a PIN and reserves a seat; only a PIN nobody holds counts against the limit. */
  async function find(
    body: Static<typeof http.FindRequest>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply | { sessionId: string; key: string; pinCode: string }> {
    const access = await checked(body, request);
    if (!access.ok) return answerError(reply, access.error);
    const { account, userId, userName } = access.identity;
    const pin = checkPin(body.pinCode);
    if (!pin.ok) return answerError(reply, pin.error);
    const who = `${request.ip}\n${account.id}\n${userId}`;
    const limited: RateAnswer = await rates.lookup(who);
    if (limited) return answerError(reply, '9999:rate_limited', limited);
    const session = await sessions.byPin(account.sdkKey, pin.pin);
    if (!session) return answerError(reply, '1006:pin_not_found');
    await rates.found(who);
    const key = drawKey();
    const seat = await session.reserve({ role: body.role, userId, userName, key });
    if (!seat.ok) return answerError(reply, seat.error === 'store' ? '1011:join_internal' : seat.error);
    return { sessionId: session.state.id, key, pinCode: pin.pin };
  }

  post(PATHS.find, http.FindRequest, find);

  post(PATHS.viewer, ViewerRequest, async (body, request, reply) => {
    const found = await find({ ...body, role: 'agent' }, request, reply);
    if (!('key' in found)) return found;
    // In the fragment: it stays out of every log, and is used up by the first entering.
    const pass = Buffer.from(JSON.stringify({ sessionId: found.sessionId, key: found.key })).toString('base64url');
    return { url: `${options.origin()}${PATHS.desk}#pass=${pass}` };
  });

  post(PATHS.state, http.StateRequest, async (body) => ({ state: (await sessions.get(body.sessionId)?.look(body.key)) ?? 'gone' }));

  post(PATHS.end, http.StateRequest, async (body, _request, reply) => {
    const done = sessions.get(body.sessionId)?.endBy(body.key) ?? false;
    return done ? {} : answerError(reply, '1011:session_gone');
  });
}
