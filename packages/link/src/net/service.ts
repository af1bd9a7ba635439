import { type CreateRequest, type ClientErrorId, type FindRequest, PATHS, type Seat, type StateAnswer } from '@sightline/protocol';
import type { Result } from '../call/result.js';
import type { Natives } from './natives.js';
import { request } from './request.js';

/** A seat's session and the key that takes it. */
export interface SeatKey {
  sessionId: string;
  key: string;
}

/** Endpoints of the service that both sides ask, as functions. */
export interface Service {
  /** Opens a session. */
  create(body: CreateRequest): Promise<Result<Seat>>;
  /** Finds the session of a PIN. */
  find(body: FindRequest): Promise<Result<Seat>>;
  /** What has become of a session; the key stays good. */
  state(seat: SeatKey): Promise<Result<StateAnswer>>;
  /** Ends a session nobody's connection of this browser is in. */
  end(seat: SeatKey): Promise<Result<object>>;
}

/** Asks one endpoint; an answer that `read` cannot take is the `fallback`. */
export type Post = <T>(path: string, body: object, fallback: ClientErrorId, read: (answer: unknown) => T | undefined) => Promise<Result<T>>;

export const createPost =
  (base: string, natives: Natives): Post =>
  (path, body, fallback, read) =>
    request({ url: base + path, body, read, fallback, natives });

export const createService = (post: Post): Service => ({
  // A try whose answer was lost may have opened it: the next one is known by its id and gets the same.
  // `randomUUID` is missing off https; a page there must learn that its site is the fault.
  create: (body) =>
    post(PATHS.create, { ...body, requestId: crypto.getRandomValues(new Uint8Array(16)).join('-') }, '9999:service_error', readSeat),
  find: (body) => post(PATHS.find, body, '1011:join_internal', readSeat),
  state: (seat) => post(PATHS.state, seat, '1011:join_internal', readState),
  end: (seat) => post(PATHS.end, seat, '9999:service_error', Object),
});

/** Whatever came, it can be looked into. */
export const fields = (answer: unknown): Record<string, unknown> => (answer ?? {}) as Record<string, unknown>;

function readSeat(answer: unknown): Seat | undefined {
  const { sessionId, key, pinCode } = fields(answer);
  const whole = typeof sessionId === 'string' && typeof key === 'string' && typeof pinCode === 'string';
  return whole ? { sessionId, key, pinCode } : undefined;
}

function readState(answer: unknown): StateAnswer | undefined {
  const { state } = fields(answer);
  return state === 'live' || state === 'held' || state === 'gone' ? (answer as StateAnswer) : undefined;
}
