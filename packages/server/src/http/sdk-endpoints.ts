import { type ErrorDetail, type ErrorId, PATHS } from '@sightline/protocol';
import { http } from '@sightline/protocol/messages';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import type { OriginCheck } from '../access/origin.js';
import { originFault } from '../access/origin-fault.js';
import { checkPin } from '../access/pin.js';
import { addressKey } from '../access/address-key.js';
import type { JoinGuard } from '../access/join-guard.js';
import type { Rates } from '../access/rates.js';
import { checkToken, type Identity } from '../access/token.js';
import type { Site } from '../access/site.js';
import type { Sessions } from '../live/sessions.js';
import { drawKey, hashKey } from '../session/key.js';
import { customerSeat, type Role, type SessionState, seatOfKey } from '../session/state.js';
import type { Account } from '../store/account.js';
import { validator } from '../validate.js';
import { answerError } from './answer.js';
import { allowReading, preflight } from './cors.js';
import { deskQuery } from './desk-query.js';

export interface SdkEndpointsOptions {
  sessions: Sessions;
  rates: Rates;
  joins: JoinGuard;
  account(sdkKey: string): Promise<Account | undefined>;
  /** Hears which secret signed a good token. */
  used(account: Account, secret: string): void;
  originAllowed: OriginCheck;
  /** Every account is developed with: a demo's. */
  developed: boolean;
  sdkSupported(version: string | undefined): boolean;
  /** The service's origin, for addresses it gives out. */
  origin(): string;
  /** Sites that may show any account's desk in a frame. */
  frameSites: readonly Site[];
  /** Hears of every request that proved who it is. */
  proved(request: FastifyRequest, identity: Identity): void;
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
/** `why`: what exactly was wrong, for the log and for pages of an account that is developed with. */
type Refusal = { ok: false; error: ErrorId; detail?: ErrorDetail; why?: string };
type Checked = { ok: true; identity: Identity } | Refusal;
type Found = { ok: true; seat: Static<typeof http.Seat> } | Refusal;

/** Whether joining in a role is joining somebody: the typing errors before it were no guesses. */
const meets = (state: SessionState, role: Role): boolean =>
  state.phase === 'live' && (role === 'agent' ? customerSeat(state)?.joined === true : state.openedBy === 'agent' && !customerSeat(state));

/** The endpoints of `start`, `join` and resume. Their checks answer in the order of errors §6. */
export function sdkEndpoints(app: FastifyInstance, options: SdkEndpointsOptions): void {
  const { sessions, rates, joins, now } = options;
  allowReading(app);
  app.addHook('onRequest', async (request, reply) => {
    const refusal = request.method === 'POST' ? await rates.request(addressKey(request.ip)) : undefined;
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
      if (body.field === 'sdkToken' && typeof token === 'string') {
        reply.why = `a text of ${token.length} characters is no token`;
        return answerError(reply, '2001:token_invalid');
      }
      return answerError(reply, '9999:invalid_argument', { field: body.field });
    });
  }

  async function refuse(reply: FastifyReply, { appKey }: { appKey: string }, { error, detail, why }: Refusal): Promise<FastifyReply> {
    reply.why = why;
    const account = why === undefined ? undefined : await options.account(appKey).catch(() => undefined);
    return answerError(
      reply,
      error,
      (options.developed || account?.developerMode) && why !== undefined ? { ...detail, detail: why } : detail,
    );
  }

  /** Version, token, site, and whether this browser has a live session already. */
  async function checked(body: Asked, request: FastifyRequest, customPin?: string | null): Promise<Checked> {
    if (!options.sdkSupported(body.sdkVersion)) return { ok: false, error: '1011:sdk_version_invalid' };
    const { sdkToken: token, appKey, role } = body;
    const access = await checkToken({ token, appKey, role, customPin, now: now(), account: options.account, used: options.used });
    if (!access.ok) return access;
    const joining = 'pinCode' in body;
    options.proved(request, access.identity);
    const { origin } = request.headers;
    if (!options.originAllowed(origin, access.identity.account, role))
      return { ok: false, error: joining ? '1011:site_invalid' : '1001:site_invalid', why: originFault(origin, role) };
    const resumed = body.resume && sessions.get(body.resume.sessionId)?.state;
    if (body.resume && resumed?.phase === 'live' && seatOfKey(resumed, hashKey(body.resume.key), now()))
      return { ok: false, error: '1004:already_active' };
    return access;
  }

  post(PATHS.create, http.CreateRequest, async (body, request, reply) => {
    const access = await checked(body, request, body.customPinCode);
    if (!access.ok) return refuse(reply, body, access);
    const { account, userId, userName, byop } = access.identity;
    const { role, customPinCode, requestId } = body;
    const pin = byop ? checkPin(customPinCode) : undefined;
    const opened = await sessions.open({ account, role, userId, userName, address: request.ip, pin, requestId });
    if (!opened.ok) return answerError(reply, opened.error, opened.detail);
    return { sessionId: opened.sessionId, key: opened.key, pinCode: opened.pinCode };
  });

  /** Finds the session of a PIN and reserves a seat; only a PIN nobody holds counts against the limits. */
  async function find(body: Static<typeof http.FindRequest>, request: FastifyRequest): Promise<Found> {
    const access = await checked(body, request);
    if (!access.ok) return access;
    const { account, userId, userName } = access.identity;
    const { role } = body;
    const checkedPin = checkPin(body.pinCode);
    if (!checkedPin.ok) return checkedPin;
    const { pin } = checkedPin;
    const { limited, found: session } = await joins.lookUp(
      { accountId: account.id, role, userId, address: addressKey(request.ip), pin },
      () => sessions.byPin(account.sdkKey, pin),
      ({ state }) => meets(state, role),
    );
    if (limited) return { ok: false, error: '9999:rate_limited', detail: limited };
    if (!session) return { ok: false, error: '1006:pin_not_found' };
    const key = drawKey();
    const seat = await session.reserve({ role, userId, userName, address: request.ip, key });
    if (!seat.ok) return seat.error === 'store' ? { ok: false, error: '1011:join_internal' } : { ok: false, error: seat.error };
    return { ok: true, seat: { sessionId: session.state.id, key, pinCode: pin } };
  }

  post(PATHS.find, http.FindRequest, async (body, request, reply) => {
    const found = await find(body, request);
    return found.ok ? found.seat : refuse(reply, body, found);
  });

  post(PATHS.viewer, ViewerRequest, async (body, request, reply) => {
    const found = await find({ ...body, role: 'agent' }, request);
    // This is no `join`: what fails in the service has its own row (errors §5).
    if (!found.ok) return refuse(reply, body, found.error === '1011:join_internal' ? { ...found, error: '9999:service_error' } : found);
    const { sessionId, key } = found.seat;
    // In the fragment: it stays out of every log, and is used up by the first entering.
    const pass = Buffer.from(JSON.stringify({ sessionId, key })).toString('base64url');
    const account = await options.account(body.appKey).catch(() => undefined);
    // The page's policy goes by it (`desk.ts`).
    return { url: `${options.origin()}${PATHS.desk}${deskQuery(account, options.frameSites)}#pass=${pass}` };
  });

  post(PATHS.state, http.StateRequest, async (body, request) => {
    const session = sessions.get(body.sessionId);
    const { state, info } = (await session?.look(body.key)) ?? { state: 'gone' };
    const account = session && info && (await options.account(session.state.sdkKey).catch(() => undefined));
    // A key found elsewhere tells nothing of the session.
    return account && options.originAllowed(request.headers.origin, account, info.you.role) ? { state, info } : { state };
  });

  post(PATHS.end, http.StateRequest, async (body, _request, reply) => {
    const done = sessions.get(body.sessionId)?.endBy(body.key) ?? false;
    return done ? {} : answerError(reply, '1011:session_gone');
  });

  post(PATHS.leave, http.StateRequest, async (body, _request, reply) => {
    const done = sessions.get(body.sessionId)?.leaveBy(body.key) ?? false;
    return done ? {} : answerError(reply, '1011:session_gone');
  });
}
