import type { SessionAssets } from '../assets/session-assets.js';
import type { SessionEffect } from '../session/effect.js';
import type { Role } from '../session/state.js';
import type { Drawings } from '../view/drawings.js';
import type { Peer } from '../view/peer.js';
import type { Relay } from '../view/relay.js';

export type ViewEffect = Extract<SessionEffect, { type: 'watch' | 'unwatch' | 'capture' | 'uncapture' }>;

export interface ViewSinks {
  relay: Pick<Relay, 'watch' | 'unwatch' | 'capture' | 'uncapture'>;
  drawings: Pick<Drawings, 'entered' | 'page'>;
  assets: Pick<SessionAssets, 'supplier'>;
  /** What a connection is now. */
  roleOf(peer: Peer): Role | undefined;
}

/** Who sees the page and what is drawn on it from now on, and who shows it. */
export function performView({ relay, drawings, assets, roleOf }: ViewSinks, effect: ViewEffect, peer: Peer): void {
  switch (effect.type) {
    case 'watch':
      // Sent away again while the store was waited for.
      if (roleOf(peer) !== 'agent') return;
      relay.watch(peer, effect.seat, effect.position);
      drawings.entered(peer, effect.fresh);
      return;
    case 'unwatch':
      relay.unwatch(peer);
      return;
    case 'capture':
      if (effect.page) drawings.page(effect.page.url);
      assets.supplier((n) => peer.send({ t: 'asset_needed', n }));
      relay.capture(peer, effect.position);
      drawings.entered(peer, effect.page !== undefined);
      return;
    case 'uncapture':
      assets.supplier(undefined);
      relay.uncapture(peer);
      return;
    default:
      effect satisfies never;
  }
}
