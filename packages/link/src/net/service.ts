import { type CreateRequest, type ClientErrorId, type FindRequest, PATHS, type Seat, type StateAnswer } from '@sightline/protocol';
import type { Result } from '../call/result.js';
import type { Natives } from './natives.js';
import { request } from './request.js';

/** A seat's session and the key that takes it. */
export interface SeatKey {
  sessionId: string;
  key: string;
}

/** The service's endpoints, as functions. */
export interface Service {
  /** Opens a session. */
  create(body: CreateRequest): Promise<Result<Seat>>;
  /** Finds the session of a PIN. */
  find(body: FindRequest): Promise<Result<Seat>>;
  /** What has become of a session; the key stays good. */
  state(seat: SeatKey): Promise<Result<StateAnswer>>;
  /** Ends a session nobody's connection of this browser is in, or leaves it. */
  quit(how: 'end' | 'leave', seat: SeatKey): Promise<Result<object>>;
  end(seat: SeatKey): Promise<Result<object>>;
  /** The address of a hosted viewer. */
  viewer(body: { sdkVersion: string; appKey: string; sdkToken: string; pinCode: string }): Promise<Result<string>>;
}

export function createService(base: string, natives: Natives): Service {
  const post = <T>(path: string, body: object, fallback: ClientErrorId, read: (answer: unknown) => T | undefined): Promise<Result<T>> =>
    request({ url: base + path, body, read, fallback, natives });
  const quit: Service['quit'] = (how, seat) => post(how === 'end' ? PATHS.end : PATHS.leave, seat, '9999:service_error', () => ({}));
  return {
    // A try whose answer was lost may have opened it: the next one is known by its id and gets the same.
    // `randomUUID` is missing off https; a page there must learn that its site is the fault.
    create: (body) =>
      post(PATHS.create, { ...body, requestId: crypto.getRandomValues(new Uint32Array(4)).join('-') }, '9999:service_error', readSeat),
    find: (body) => post(PATHS.find, body, '1011:join_internal', readSeat),
    state: (seat) => post(PATHS.state, seat, '1011:join_internal', readState),
    quit,
    end: (seat) => quit('end', seat),
    viewer: (body) => post(PATHS.viewer, body, '9999:service_error', readUrl),
  };
}

/** Whatever came, it can be looked into. */
const fields = (answer: unknown): Record<string, unknown> => (answer ?? {}) as Record<string, unknown>;

function readSeat(answer: unknown): Seat | undefined {
  const { sessionId, key, pinCode } = fields(answer);
  const whole = typeof sessionId === 'string' && typeof key === 'string' && typeof pinCode === 'string';
  return whole ? { sessionId, key, pinCode } : undefined;
}

function readState(answer: unknown): StateAnswer | undefined {
  const { state } = fields(answer);
  return state === 'live' || state === 'held' || state === 'gone' ? (answer as StateAnswer) : undefined;
}

function readUrl(answer: unknown): string | undefined {
  const { url } = fields(answer);
  return typeof url === 'string' && url !== '' ? url : undefined;
}
