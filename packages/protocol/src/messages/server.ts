import { type Static, Type } from 'typebox';
import { AssistTypes, RefusalReason, StrokeName, Switches } from './shared.js';

const uint = Type.Integer({ minimum: 0, maximum: 0xffffffff });
const s = Type.String();
const User = Type.Object({ userId: s, userName: s });
const EndReason = Type.Enum([
  'ended_by_customer',
  'ended_by_agent',
  'all_left',
  'wait_timeout',
  'connection_lost',
  'expired',
  'removed',
  'error',
]);
const LeaveReason = Type.Enum(['left', 'disconnected', 'removed', 'session_ended']);
const ErrorFields = Type.Object(
  { code: uint, cause: s, message: s, retryAfterMs: Type.Optional(Type.Number()) },
  { additionalProperties: true },
);

/** Rules the account adds to the page's own (surface §7, §13). */
export const AccountPolicy = Type.Object({
  maskCssSelectors: s,
  maskHTMLAttributes: s,
  /** Query parameters an address keeps. */
  keepQuery: Type.Array(s),
  /** The least a page of this account masks; the stricter of this and the page's own holds. */
  maskType: Type.Optional(Type.Enum(['custom_input', 'all_input', 'all'])),
});

/** The number of somebody's seat, by which frames name its holder, and the number of that person's colour. The customer's is 0. */
const Mark = { seat: Type.Optional(uint), color: Type.Optional(uint) };
/** An agent in the session; `present` is false while the connection is lost and the seat held. */
const AgentNow = Type.Object({ userId: s, userName: s, present: Type.Optional(Type.Boolean()), ...Mark });
const Assist = Type.Object({ userId: s, userName: s, types: AssistTypes });
const AssistQuestion = Type.Object({ requestId: s, userId: s, userName: s, types: AssistTypes, expiresAt: Type.Number() });
const CustomerNow = Type.Union([Type.Null(), Type.Object({ userId: s, userName: s, present: Type.Boolean(), ...Mark })]);

/** The seat is taken. Everything a client needs to show the session's present state. */
export const Welcome = Type.Object({
  t: Type.Literal('welcome'),
  v: uint,
  sessionId: s,
  pinCode: s,
  /** ISO 8601 UTC. */
  startTime: s,
  paused: Type.Boolean(),
  /** To a customer: sharing is paused by the path of a page, not by hand. */
  pausedBy: Type.Optional(Type.Literal('path')),
  /** Good for the next hello; the one just used stays good for 10 s. */
  key: s,
  you: Type.Object({ userId: s, userName: s, role: Type.Union([Type.Literal('customer'), Type.Literal('agent')]), ...Mark }),
  /** Agents whose seat is taken, in order of joining, the addressed one left out. */
  agents: Type.Array(AgentNow),
  /** The customer, when one has joined; `present` is false while the connection is lost. */
  customer: CustomerNow,
  /** To an agent: true while he waits for the customer to allow him; names, assets and frames come with `admitted`. */
  waiting: Type.Optional(Type.Boolean()),
  /** To a customer: agents who wait for her answer, in order of joining. */
  asking: Type.Optional(Type.Array(User)),
  /** To a customer: the last view frame the service holds; frames after it are to be sent again. */
  received: Type.Optional(Type.Object({ stream: uint, number: uint })),
  /** To a customer: the highest stream number the session has seen; the next capture takes a higher one. */
  lastStream: Type.Optional(uint),
  /** Where assets are: a path on the service; `/{n}` follows. */
  assetBase: Type.Optional(s),
  /** To an agent, where the account lets pictures be loaded from where they are: the sites that may be. Absent: none. */
  directSites: Type.Optional(Type.Array(s)),
  policy: Type.Optional(AccountPolicy),
  /** To agents: fingerprint of the rules her page is shared by, once she has told it. */
  rules: Type.Optional(s),
  /** What the page lets others do, once it has told; an agent who waits is not told. */
  switches: Type.Optional(Switches),
  /** Who holds remote assist now. */
  assist: Type.Optional(Assist),
  /** To a customer: an agent's question for remote assist that she has not answered. */
  assistAsked: Type.Optional(AssistQuestion),
  /** Milliseconds between two pings of the client; a peer silent for three is lost. */
  pingMs: uint,
  reconnectWindowMs: uint,
  /** Milliseconds the first attempts to come back are spread over, so that the clients of a lost node do not return together. */
  spreadMs: Type.Optional(uint),
});

/** The socket is refused; it closes with a 4xxx code after this. */
export const Refused = Type.Object({ t: Type.Literal('refused'), error: ErrorFields });
/** The session is over for the addressed client. */
export const Ended = Type.Object({
  t: Type.Literal('ended'),
  reason: EndReason,
  endedBy: Type.Optional(Type.Object({ userId: s, userName: s, role: s })),
});
export const PinChanged = Type.Object({ t: Type.Literal('pin'), pinCode: s });
export const AgentJoined = Type.Object({ t: Type.Literal('agent_joined'), userId: s, userName: s, agentCount: uint, ...Mark });
export const AgentLeft = Type.Object({ t: Type.Literal('agent_left'), userId: s, userName: s, agentCount: uint, reason: LeaveReason });
/** To everyone: an agent's connection was lost, or is back. */
export const AgentPresence = Type.Object({ t: Type.Literal('agent_presence'), userId: s, present: Type.Boolean() });
/** To a customer: an agent entered and waits for `respond_agent`. */
export const AgentWaiting = Type.Object({ t: Type.Literal('agent_waiting'), userId: s, userName: s });
/** To an agent who was here before the customer: from now on he waits for her to allow him. */
export const Waiting = Type.Object({ t: Type.Literal('waiting') });
/** To an agent who waited: he is in. What `welcome` left out. */
export const Admitted = Type.Object({
  t: Type.Literal('admitted'),
  pinCode: s,
  paused: Type.Boolean(),
  agents: Type.Array(AgentNow),
  customer: CustomerNow,
  assetBase: s,
  directSites: Type.Optional(Type.Array(s)),
  rules: Type.Optional(s),
  switches: Type.Optional(Switches),
  assist: Type.Optional(Assist),
});
export const CustomerJoined = Type.Object({ t: Type.Literal('customer_joined'), userId: s, userName: s, ...Mark });
export const CustomerAway = Type.Object({ t: Type.Literal('customer_away') });
export const CustomerBack = Type.Object({ t: Type.Literal('customer_back') });
/** To agents: another page or tab of the customer is shown from now on. `url` as she sent it, after the address rules. */
export const CustomerTransferred = Type.Object({ t: Type.Literal('customer_transferred'), url: s, tab: s });
export const CustomerFocus = Type.Object({ t: Type.Literal('customer_focus'), focused: Type.Boolean() });
/** Her page is shared by these rules from now on: their fingerprint. */
export const RulesChanged = Type.Object({ t: Type.Literal('rules'), hash: s });
/**
 * To a customer: the account's rules are these from now on. Agents keep nothing of the page, and nothing of it passes before the page has
 * said that it goes by them (`policy`).
 */
export const PolicyChanged = Type.Object({ t: Type.Literal('policy'), policy: AccountPolicy });
/** To everyone: what the page lets others do from now on, the account's own switches counted in. */
export const SwitchesChanged = Type.Object({ t: Type.Literal('switches'), ...Switches.properties });
/** To a customer: an agent asks for remote assist; `expiresAt` in milliseconds since the epoch. */
export const AssistRequested = Type.Object({ t: Type.Literal('assist_requested'), ...AssistQuestion.properties });
/** To a customer: the question needs no answer any more. */
export const AssistRequestGone = Type.Object({ t: Type.Literal('assist_request_gone'), requestId: s });
/** To everyone: this agent holds remote assist from now on, for these kinds. `requestId`: of the agent's question this answers. */
export const AssistStarted = Type.Object({ t: Type.Literal('assist_started'), ...Assist.properties, requestId: Type.Optional(s) });
/** To everyone, for the reasons of surface §4. */
export const AssistStopped = Type.Object({
  t: Type.Literal('assist_stopped'),
  ...Assist.properties,
  reason: Type.Enum(['by_customer', 'by_agent', 'handed_over', 'left', 'navigated', 'paused', 'session_ended']),
});
/** To the agent who asked. */
export const AssistDenied = Type.Object({
  t: Type.Literal('assist_denied'),
  requestId: s,
  reason: Type.Enum(['denied', 'timeout', 'disabled']),
});
/** To the agent whose act was not carried out, by the service or by the page. */
export const AssistRefused = Type.Object({ t: Type.Literal('assist_refused'), act: uint, type: AssistTypes.items, reason: RefusalReason });
/** To everyone: these strokes are gone. `by` is absent where what they were tied to is no more. */
export const Erased = Type.Object({ t: Type.Literal('erased'), strokes: Type.Array(StrokeName), by: Type.Optional(User) });
/** To everyone: the strokes of one seat are gone, or all. `by` is absent where the session has dropped them; those that are left follow. */
export const DrawingsCleared = Type.Object({ t: Type.Literal('drawings_cleared'), seat: Type.Optional(uint), by: Type.Optional(User) });
/** To the agent whose proposal it was. */
export const ProposalAnswered = Type.Object({ t: Type.Literal('proposal_answered'), proposal: uint, accepted: Type.Array(uint) });
export const Paused = Type.Object({ t: Type.Literal('paused') });
export const Resumed = Type.Object({ t: Type.Literal('resumed') });
/** To a customer: open a new stream with a keyframe now; with `frame` only for the document of that frame, in the stream that is open. */
export const KeyframeNeeded = Type.Object({ t: Type.Literal('keyframe'), frame: Type.Optional(Type.Array(uint)) });
/** To a customer: nobody watches; stop capturing until the next `keyframe`. */
export const StopCapture = Type.Object({ t: Type.Literal('idle') });
/** To a customer: the service could not fetch asset `n`; send its bytes. */
export const AssetNeeded = Type.Object({ t: Type.Literal('asset_needed'), n: uint });
/** To agents: forget everything shown so far; a new stream follows. */
export const Forgotten = Type.Object({ t: Type.Literal('forget') });
/** The service goes down: a close follows; come back after so many milliseconds, spread over its clients. */
export const Restarting = Type.Object({ t: Type.Literal('restarting'), retryAfterMs: uint });
export const ErrorMessage = Type.Object({ t: Type.Literal('error'), error: ErrorFields });
export const Ping = Type.Object({ t: Type.Literal('ping'), n: uint });
export const Pong = Type.Object({ t: Type.Literal('pong'), n: uint });

/** Every control message the service may send. */
export const ServerMessage = Type.Union([
  Welcome,
  Refused,
  Ended,
  PinChanged,
  AgentJoined,
  AgentLeft,
  AgentPresence,
  AgentWaiting,
  Waiting,
  Admitted,
  CustomerJoined,
  CustomerAway,
  CustomerBack,
  CustomerTransferred,
  CustomerFocus,
  RulesChanged,
  PolicyChanged,
  Paused,
  Resumed,
  KeyframeNeeded,
  StopCapture,
  AssetNeeded,
  Forgotten,
  Restarting,
  ErrorMessage,
  Ping,
  Pong,
  SwitchesChanged,
  AssistRequested,
  AssistRequestGone,
  AssistStarted,
  AssistStopped,
  AssistDenied,
  AssistRefused,
  Erased,
  DrawingsCleared,
  ProposalAnswered,
]);
export type ServerMessage = Static<typeof ServerMessage>;
export type Welcome = Static<typeof Welcome>;
export type Admitted = Static<typeof Admitted>;
export type Ended = Static<typeof Ended>;
export type AccountPolicy = Static<typeof AccountPolicy>;
