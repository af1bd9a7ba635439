import { type Static, Type } from 'typebox';
import { Welcome } from './server.js';
import { Switches } from './shared.js';

const s = (maxLength: number) => Type.String({ maxLength });
const strict = { additionalProperties: false } as const;

/** `POST /sdkapi/zcb/v1/create`: opens a session (a customer's, or an agent's waiting one). Answers `Seat`. */
export const CreateRequest = Type.Object(
  {
    sdkVersion: Type.Optional(s(32)),
    appKey: s(128),
    sdkToken: s(4096),
    role: Type.Union([Type.Literal('customer'), Type.Literal('agent')]),
    customPinCode: Type.Optional(Type.Union([s(256), Type.Null()])),
    /** Drawn once a call, the same when it is tried again: a second try of what was done already gets the same session. */
    requestId: Type.Optional(Type.String({ minLength: 16, maxLength: 64, pattern: '^[\\w-]+$' })),
    /** A live session of this browser: answers 1004 while it lives. */
    resume: Type.Optional(Type.Object({ sessionId: s(64), key: s(64) }, strict)),
    /** Origin and path of the page, after the address rules. */
    url: Type.Optional(s(2048)),
  },
  strict,
);

/** `POST /sdkapi/zcb/v1/find`: finds the session of a PIN and reserves a seat. Answers `Seat`. */
export const FindRequest = Type.Object(
  {
    sdkVersion: Type.Optional(s(32)),
    appKey: s(128),
    sdkToken: s(4096),
    role: Type.Union([Type.Literal('customer'), Type.Literal('agent')]),
    pinCode: s(256),
    resume: Type.Optional(Type.Object({ sessionId: s(64), key: s(64) }, strict)),
    url: Type.Optional(s(2048)),
  },
  strict,
);

/** `POST /sdkapi/zcb/v1/state`: what has become of the session a browser holds a key of. Never consumes the key. */
export const StateRequest = Type.Object({ sessionId: s(64), key: s(64) }, strict);
/** `live`: its seat is free to be resumed; `held`: another tab's connection holds it; `gone`. */
export const StateAnswer = Type.Object({
  state: Type.Union([Type.Literal('live'), Type.Literal('held'), Type.Literal('gone')]),
  /** To a customer's key, what a welcome would say now: for a tab that shows a session another tab is in. Absent where `gone` or asked from a site not allowed. */
  info: Type.Optional(
    Type.Object({
      ...Type.Pick(Welcome, ['pinCode', 'startTime', 'paused', 'you', 'agents', 'asking', 'reconnectWindowMs']).properties,
      ...Type.Pick(Switches, ['multiTab']).properties,
    }),
  ),
});

/** A reserved seat: `key` is good for one hello on the socket `/sdkapi/zcb/v1/enter`. */
export const Seat = Type.Object({ sessionId: s(64), key: s(64), pinCode: s(10) });

export type CreateRequest = Static<typeof CreateRequest>;
export type FindRequest = Static<typeof FindRequest>;
export type StateRequest = Static<typeof StateRequest>;
export type StateAnswer = Static<typeof StateAnswer>;
export type Seat = Static<typeof Seat>;
