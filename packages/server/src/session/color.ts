import type { Role, Seat } from './state.js';

/** Agents' colours are numbered from 1 on, the customer's is 0. */
const FIRST = 1;

/** The smallest colour no agent has: a seat keeps its own for as long as it is held. */
export function freeColor(seats: readonly Seat[], role: Role): number {
  if (role === 'customer') return 0;
  const taken = new Set(seats.filter((seat) => seat.role === 'agent').map(({ color }) => color));
  let color = FIRST;
  while (taken.has(color)) color++;
  return color;
}

/** Seats of a record that was written before there were colours get theirs. */
export const withColors = (seats: readonly Seat[]): Seat[] =>
  seats.reduce<Seat[]>((done, seat) => {
    const others = [...done, ...seats.slice(done.length + 1)];
    return [...done, { ...seat, color: seat.color ?? freeColor(others, seat.role) }];
  }, []);

/** By what frames name somebody, and by which colour everybody knows that person. */
export const markOf = ({ number, color }: Seat): { seat: number; color: number } => ({ seat: number, color });
