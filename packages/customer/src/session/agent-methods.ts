import { invalid, type Result } from '@sightline/link';
import type { ClientMessage } from '@sightline/protocol';
import { withLive } from '../tabs/with-live.js';
import type { Context } from './context.js';
import type { Live, User } from './state.js';

/** A method that comes with a part: what it was given, read at the call. */
export type PartMethod = (ctx: Context, options: Record<string, unknown>) => Promise<Result<object>> | Result<object>;

export const methods: Record<'removeAgent' | 'respondAgent', PartMethod> = {
  removeAgent: (ctx, { userId }) =>
    isId(userId)
      ? withLive(ctx, 'removeAgent', (live) => askOf(live, { t: 'remove_agent', userId }, ({ agents, waiting }) => [...agents, ...waiting]))
      : invalid('userId'),
  respondAgent(ctx, { userId, allow }) {
    if (!isId(userId)) return invalid('userId');
    if (typeof allow !== 'boolean') return invalid('allow');
    return withLive(ctx, 'respondAgent', (live) => askOf(live, { t: 'respond_agent', userId, allow }, ({ waiting }) => waiting));
  },
};

const isId = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Asks what concerns one agent, who is among `users` until it is done. */
async function askOf(
  { wishes, shared }: Live,
  message: ClientMessage & { userId: string },
  users: (shared: Live['shared']) => readonly User[],
): Promise<Result<object>> {
  const here = (): boolean => users(shared).some(({ userId }) => userId === message.userId);
  return here() ? wishes.ask(message, () => !here()) : invalid('userId');
}
