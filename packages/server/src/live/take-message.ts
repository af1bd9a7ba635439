import type { AccountPolicy, ClientMessage } from '@sightline/protocol';
import type { SessionAssets } from '../assets/session-assets.js';
import type { SessionEvent } from '../session/event.js';
import { fingerprint } from '../session/fingerprint.js';
import type { Role } from '../session/state.js';
import type { Peer } from '../view/peer.js';
import type { Relay } from '../view/relay.js';

export interface MessageSinks {
  relay: Pick<Relay, 'preview' | 'forget' | 'resync'>;
  assets: Pick<SessionAssets, 'forget' | 'name' | 'missing'>;
  policy: AccountPolicy;
  now(): number;
  dispatch(event: SessionEvent): void;
}

/** What a control message does. `role`: undefined for who is in no seat, or waits to be let in. */
export function takeMessage(
  { relay, assets, policy, now, dispatch }: MessageSinks,
  peer: Peer,
  role: Role | undefined,
  message: Exclude<ClientMessage, { t: 'hello' | 'ping' | 'pong' }>,
): void {
  const connection = peer.id;
  switch (message.t) {
    case 'resume':
      dispatch({ type: 'resume', connection, url: message.url, now: now() });
      return;
    case 'pause':
    case 'covered':
      dispatch({ type: message.t, connection, now: now() });
      return;
    case 'end':
      // The customer's page cannot be shared by its rules: a new session would not help.
      if (message.fault && role === 'customer') dispatch({ type: 'fail', error: '9999:session_error', now: now() });
      else dispatch({ type: 'end', by: { connection }, now: now() });
      return;
    case 'leave':
      dispatch({ type: 'leave', by: { connection }, now: now() });
      return;
    case 'respond_agent':
      dispatch({ type: 'respond', connection, userId: message.userId, allow: message.allow, now: now() });
      return;
    case 'remove_agent':
      dispatch({ type: 'remove', connection, userId: message.userId, now: now() });
      return;
    case 'focus':
      dispatch({ type: 'focus', connection, focused: message.focused, now: now() });
      return;
    case 'rules':
      dispatch({ type: 'rules', connection, hash: fingerprint(message.given, policy), now: now() });
      return;
    case 'switches': {
      const { draw, assist } = message;
      dispatch({ type: 'switches', connection, switches: { draw, assist }, now: now() });
      return;
    }
    case 'preview':
      if (role === 'customer') relay.preview(message.on);
      return;
    case 'forget':
      if (role !== 'customer') return;
      relay.forget();
      assets.forget();
      return;
    case 'resync':
      if (role === 'agent') relay.resync(message.frame);
      return;
    case 'assets':
      if (role === 'customer') assets.name(message.items);
      return;
    case 'asset_missing':
      if (role === 'customer') assets.missing(message.n);
      return;
    case 'request_assist':
    case 'respond_assist':
    case 'stop_assist':
    case 'refuse_act':
    case 'erase':
    case 'clear_drawings':
    case 'answer_proposal':
      return;
    default:
      message satisfies never;
  }
}
