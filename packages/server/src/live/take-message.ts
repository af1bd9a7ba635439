import type { AccountPolicy, ClientMessage } from '@sightline/protocol';
import type { SessionAssets } from '../assets/session-assets.js';
import type { SessionEvent } from '../session/event.js';
import { fingerprint } from '../session/fingerprint.js';
import type { Author, Drawings } from '../view/drawings.js';
import type { Peer } from '../view/peer.js';
import type { Relay } from '../view/relay.js';

export interface MessageSinks {
  relay: Pick<Relay, 'preview' | 'forget' | 'resync' | 'paused' | 'withheld'>;
  drawings: Pick<Drawings, 'erase' | 'clear' | 'forget' | 'page' | 'route'>;
  assets: Pick<SessionAssets, 'forget' | 'name' | 'missing'>;
  policy: AccountPolicy;
  now(): number;
  dispatch(event: SessionEvent): void;
}

/** What a control message does. `author`: undefined for who is in no seat, or waits to be let in. */
export function takeMessage(
  { relay, drawings, assets, policy, now, dispatch }: MessageSinks,
  peer: Peer,
  author: Author | undefined,
  message: Exclude<ClientMessage, { t: 'hello' | 'ping' | 'pong' }>,
): void {
  const connection = peer.id;
  const role = author?.role;
  switch (message.t) {
    case 'resume':
      if (role === 'customer') drawings.page(message.url);
      dispatch({ type: 'resume', connection, url: message.url, now: now() });
      return;
    case 'route':
      if (role === 'customer' && !relay.paused) drawings.route(message.url);
      return;
    case 'pause':
      dispatch({ type: 'pause', connection, now: now(), by: message.by });
      return;
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
    case 'switches':
      dispatch({ type: 'switches', connection, given: message.given, now: now() });
      return;
    case 'policy':
      dispatch({ type: 'policy', connection, now: now() });
      return;
    case 'preview':
      if (role === 'customer') relay.preview(message.on);
      return;
    case 'forget':
      if (role !== 'customer') return;
      relay.forget();
      drawings.forget();
      assets.forget();
      return;
    case 'resync':
      if (role === 'agent') relay.resync(message.frame);
      return;
    case 'assets':
      // Of a page that does not go by the account's rules: it names anew what it shows by them.
      if (role === 'customer' && !relay.withheld) assets.name(message.items);
      return;
    case 'asset_missing':
      if (role === 'customer') assets.missing(message.n);
      return;
    case 'erase':
      if (author && !relay.paused) drawings.erase(author, message.strokes, message.gone === true);
      return;
    case 'clear_drawings':
      if (author && !relay.paused) drawings.clear(author, message.all);
      return;
    case 'request_assist':
      dispatch({ type: 'request_assist', connection, requestId: message.requestId, types: message.types, now: now() });
      return;
    case 'respond_assist':
      dispatch({ type: 'respond_assist', connection, requestId: message.requestId, allow: message.allow, now: now() });
      return;
    case 'stop_assist':
      dispatch({ type: 'stop_assist', connection, now: now() });
      return;
    case 'refuse_act': {
      const { seat, act, type, reason } = message;
      dispatch({ type: 'answer_agent', connection, seat, message: { t: 'assist_refused', act, type, reason }, now: now() });
      return;
    }
    case 'answer_proposal': {
      const { seat, proposal, accepted } = message;
      dispatch({ type: 'answer_agent', connection, seat, message: { t: 'proposal_answered', proposal, accepted }, now: now() });
      return;
    }
    default:
      message satisfies never;
  }
}
