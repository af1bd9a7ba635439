import type { SessionAssets } from '../assets/session-assets.js';
import { isWithheld } from '../session/account.js';
import type { SessionRules, SessionState } from '../session/state.js';
import type { Drawings } from '../view/drawings.js';
import type { Peer } from '../view/peer.js';
import type { Relay } from '../view/relay.js';
import { authorOf } from './author-of.js';

export interface TakeAway {
  /** The session is so from now on. */
  now(state: SessionState, rules: SessionRules): void;
  /** This connection sees nothing any more. */
  from(peer: Peer): void;
}

/** A right that ends does so at once: the effects of what has ended it may have to wait for the store. */
export function createTakeAway(o: {
  relay: Pick<Relay, 'pause' | 'unwatch' | 'withhold' | 'withheld'>;
  drawings: Pick<Drawings, 'drop' | 'forget' | 'left'>;
  assets: Pick<SessionAssets, 'forget'>;
  /** Everybody who is connected. */
  peers(): Iterable<Peer>;
}): TakeAway {
  const { relay, drawings, assets } = o;
  let hidden = false;
  let annotation = true;

  function from(peer: Peer): void {
    relay.unwatch(peer);
    drawings.left(peer);
  }

  /** The page goes by other rules of the account than those that hold. */
  function withhold(on: boolean): void {
    if (on === relay.withheld) return;
    relay.withhold(on);
    if (!on) return;
    drawings.forget();
    assets.forget();
  }

  return {
    from,
    now(state, rules) {
      for (const peer of o.peers()) if (authorOf(state, peer) === undefined) from(peer);
      const { annotation: may } = rules.allows;
      if (annotation && !may) drawings.drop();
      annotation = may;
      const hides = state.phase === 'ended' || state.paused;
      const hide = hides && !hidden;
      hidden = hides;
      if (hide) {
        drawings.drop();
        relay.pause();
        assets.forget();
      }
      withhold(state.phase === 'live' && isWithheld(state, rules));
    },
  };
}
