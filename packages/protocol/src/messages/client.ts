import { type Static, Type } from 'typebox';
import { LIMITS } from '../limits.js';
import { AssistTypes, GivenSwitches, RefusalReason, StrokeNames } from './shared.js';

const uint = Type.Integer({ minimum: 0, maximum: 0xffffffff });
const text = (maxLength: number, minLength = 0) => Type.String({ minLength, maxLength });
const strict = { additionalProperties: false } as const;

/** First message of a socket. Takes the seat `key` is good for; the answer is `welcome` or `refused`. */
export const Hello = Type.Object(
  {
    t: Type.Literal('hello'),
    /** `PROTOCOL_VERSION` of the sender. */
    v: uint,
    /** `SDK_VERSION` of the sender. */
    sdk: text(32),
    sessionId: text(64, 1),
    key: text(64, 1),
    /**
     * An agent's last applied frame, absent where it has nothing. A customer's last sent frame, absent from a page that
     * captures nothing yet: what the service holds is then of the page before, and is dropped (no `received` in its welcome).
     */
    position: Type.Optional(Type.Object({ stream: uint, number: uint }, strict)),
    /** A customer's page: origin and path after the address rules; absent where sharing is paused. */
    url: Type.Optional(text(2048)),
    /** A customer's page says at its first hello of a connection that is not a reconnect which tab it is in: agents hear of it. */
    tab: Type.Optional(text(16, 1)),
    /** A customer's page: an agent who enters waits until she allows it (`requireAgentApproval`). */
    approval: Type.Optional(Type.Boolean()),
  },
  strict,
);

/** The sender ends the session for everyone. `fault`: the customer's page cannot be shared by its rules; everyone is told. */
export const End = Type.Object({ t: Type.Literal('end'), fault: Type.Optional(Type.Literal(true)) }, strict);
/** An agent leaves; the session goes on. */
export const Leave = Type.Object({ t: Type.Literal('leave') }, strict);
/** The customer pauses or resumes sharing. `by`: the path of the page does (`autoPausePaths`), and will let it go on. */
export const Pause = Type.Object({ t: Type.Literal('pause'), by: Type.Optional(Type.Literal('path')) }, strict);
/** `url`: of the page that is shared from now on; while sharing is paused none is said. */
export const Resume = Type.Object({ t: Type.Literal('resume'), url: Type.Optional(text(2048)) }, strict);
/**
 * The customer's page, on which something is drawn, has this address without having been loaded anew (`pushState`): what is drawn on it
 * belongs to it, and a reload of it is none of another page.
 */
export const Route = Type.Object({ t: Type.Literal('route'), url: text(2048) }, strict);
/** An agent shows nothing of the page any more: his answer to `paused`. */
export const Covered = Type.Object({ t: Type.Literal('covered') }, strict);
/** The customer's answer to `agent_waiting`; refused, the agent is removed. */
export const RespondAgent = Type.Object(
  { t: Type.Literal('respond_agent'), userId: text(LIMITS.userIdLength, 1), allow: Type.Boolean() },
  strict,
);
/** The customer sends an agent away for good: nobody enters under this id any more. */
export const RemoveAgent = Type.Object({ t: Type.Literal('remove_agent'), userId: text(LIMITS.userIdLength, 1) }, strict);
/** Liveness; answered with `pong` carrying the same `n`. Either side may ask. */
export const Ping = Type.Object({ t: Type.Literal('ping'), n: uint }, strict);
export const Pong = Type.Object({ t: Type.Literal('pong'), n: uint }, strict);
/** Something became more private: the service drops keyframe and log at once; a new stream follows. */
export const Forget = Type.Object({ t: Type.Literal('forget') }, strict);
/** The ids of the `iframe` elements that lead to a document in an iframe, outermost first, each in its own document. */
export const FramePath = Type.Array(uint, { minItems: 1, maxItems: LIMITS.embedDepth });
/**
 * An agent's mirror is broken: the service asks the customer for a new keyframe, at most once a second. With `frame` only the
 * document of that frame is.
 */
export const Resync = Type.Object({ t: Type.Literal('resync'), reason: text(80), frame: Type.Optional(FramePath) }, strict);
/** Assets the customer's stream names from now on. Without `url` only the customer's browser can supply the bytes. */
export const Assets = Type.Object(
  {
    t: Type.Literal('assets'),
    items: Type.Array(Type.Object({ n: uint, url: Type.Optional(text(4096)) }, strict), { maxItems: 500 }),
  },
  strict,
);
/** The customer's browser cannot supply asset `n`. */
export const AssetMissing = Type.Object({ t: Type.Literal('asset_missing'), n: uint }, strict);
/**
 * The rules a customer's page is shared by from now on, as it gave them: said after every welcome and whenever they change. The service
 * keeps their fingerprint with the session and tells it to everyone (`rules-text.ts`), nothing else of them.
 */
export const Rules = Type.Object(
  {
    t: Type.Literal('rules'),
    given: Type.Object(
      {
        maskType: Type.Optional(text(16)),
        maskCssSelectors: Type.Optional(text(LIMITS.messageBytes)),
        maskHTMLAttributes: Type.Optional(text(LIMITS.messageBytes)),
        unmaskCssSelectors: Type.Optional(text(LIMITS.messageBytes)),
        maskPatterns: Type.Optional(Type.Array(text(LIMITS.messageBytes), { maxItems: 1_000 })),
      },
      strict,
    ),
  },
  strict,
);
/** The customer's page goes by the account's rules it was told last (`policy`): said once for each time it was told. */
export const PolicyTaken = Type.Object({ t: Type.Literal('policy') }, strict);
/** The customer wants to see, or no more, what agents get: the view frames the service holds and those that follow. */
export const Preview = Type.Object({ t: Type.Literal('preview'), on: Type.Boolean() }, strict);
/** What the customer's page lets others do: said after every welcome and whenever it changes. The service holds everybody to it. */
export const SetSwitches = Type.Object({ t: Type.Literal('switches'), given: GivenSwitches }, strict);
/** An agent asks for remote assist; answered by `assist_started` or `assist_denied`. */
export const RequestAssist = Type.Object({ t: Type.Literal('request_assist'), requestId: text(64, 1), types: AssistTypes }, strict);
/** The customer's answer to `assist_requested`. */
export const RespondAssist = Type.Object({ t: Type.Literal('respond_assist'), requestId: text(64, 1), allow: Type.Boolean() }, strict);
/** The customer, or the agent who holds it, ends remote assist; an agent who has asked takes the question back. */
export const StopAssist = Type.Object({ t: Type.Literal('stop_assist') }, strict);
/** The customer's page did not carry out an act of that seat's agent. */
export const RefuseAct = Type.Object(
  { t: Type.Literal('refuse_act'), seat: uint, act: uint, type: AssistTypes.items, reason: RefusalReason },
  strict,
);
/** Takes whole strokes away. From a customer's page with `gone`: what they were tied to is no more. */
export const Erase = Type.Object({ t: Type.Literal('erase'), strokes: StrokeNames, gone: Type.Optional(Type.Literal(true)) }, strict);
/** Takes away the sender's own strokes, or everybody's. */
export const ClearDrawings = Type.Object({ t: Type.Literal('clear_drawings'), all: Type.Boolean() }, strict);
/** The customer has answered an agent's proposal: the places in it of the fields that were filled in. */
export const AnswerProposal = Type.Object(
  { t: Type.Literal('answer_proposal'), seat: uint, proposal: uint, accepted: Type.Array(uint, { maxItems: LIMITS.draftFields }) },
  strict,
);
/** The page won or lost the customer's attention. */
export const Focus = Type.Object({ t: Type.Literal('focus'), focused: Type.Boolean() }, strict);

/** Every control message a client may send. */
export const ClientMessage = Type.Union([
  Hello,
  End,
  Leave,
  Pause,
  Resume,
  Route,
  Covered,
  RespondAgent,
  RemoveAgent,
  Ping,
  Pong,
  Forget,
  Resync,
  Assets,
  AssetMissing,
  Focus,
  Rules,
  PolicyTaken,
  Preview,
  SetSwitches,
  RequestAssist,
  RespondAssist,
  StopAssist,
  RefuseAct,
  Erase,
  ClearDrawings,
  AnswerProposal,
]);
export type ClientMessage = Static<typeof ClientMessage>;
export type Hello = Static<typeof Hello>;

/** The token claims of surface §3. */
export const TokenClaims = Type.Object({
  app_key: text(128, 1),
  role_type: Type.Union([Type.Literal(1), Type.Literal(2)]),
  iat: Type.Number(),
  exp: Type.Number(),
  user_id: text(LIMITS.userIdLength, 1),
  user_name: text(LIMITS.userNameLength),
  enable_byop: Type.Optional(Type.Union([Type.Literal(0), Type.Literal(1)])),
});
export type TokenClaims = Static<typeof TokenClaims>;
