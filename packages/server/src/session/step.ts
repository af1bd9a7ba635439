import type { ServerMessage } from '@sightline/protocol';
import type { SessionEffect } from './effect.js';
import type { LiveSession, Seat, SessionState } from './state.js';

/** What an event makes of a session. */
export interface Step {
  state: SessionState;
  effects: SessionEffect[];
}

export const nothing = (state: SessionState): Step => ({ state, effects: [] });

/** The message to the holder of a seat, where he is connected. */
export const tell = ({ presence }: Seat, message: ServerMessage): SessionEffect[] =>
  presence.at === 'connected' ? [{ type: 'send', to: presence.connection, message }] : [];

/** The message to everyone connected, but for one and for those who wait to be allowed in. */
export function broadcast(session: LiveSession, message: ServerMessage, except?: number): SessionEffect[] {
  const isFor = ({ presence, waiting }: Seat): boolean => !waiting && presence.at === 'connected' && presence.connection !== except;
  return session.seats.filter(isFor).flatMap((seat) => tell(seat, message));
}

export const withSeat = (session: LiveSession, seat: Seat): LiveSession => ({
  ...session,
  seats: session.seats.map((other) => (other.number === seat.number ? seat : other)),
});

export const withoutSeat = (session: LiveSession, seat: Seat): LiveSession => ({
  ...session,
  seats: session.seats.filter((other) => other.number !== seat.number),
});
