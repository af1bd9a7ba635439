import type { Welcome } from '@sightline/protocol';
import type { Agent } from '../session/state.js';
import type { Person } from './help-session.js';

export interface People {
  readonly you: Person & { seat: number };
  /** Who has, or had last, the seat of a number: drawings outlive who made them. */
  at(seat: number): Person | undefined;
  seatOf(userId: string): number | undefined;
  /** Takes note of who is here now. */
  look(): void;
}

export function createPeople(you: Welcome['you'], agents: () => readonly Agent[]): People {
  const known = new Map<number, Person>();
  const own = { userId: you.userId, userName: you.userName, color: you.color ?? 0, seat: you.seat ?? 0 };
  const look = (): void => {
    known.set(own.seat, own);
    for (const { userId, userName, seat, color = 1 } of agents()) if (seat !== undefined) known.set(seat, { userId, userName, color });
  };
  look();
  return {
    you: own,
    at: (seat) => known.get(seat),
    seatOf: (userId) => agents().find((agent) => agent.userId === userId)?.seat,
    look,
  };
}
