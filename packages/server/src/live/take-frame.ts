import { type FrameHeader, FrameKind } from '@sightline/protocol';
import type { SessionAssets } from '../assets/session-assets.js';
import type { Acts } from '../view/acts.js';
import type { Author, Drawings } from '../view/drawings.js';
import type { Relay } from '../view/relay.js';

export interface FrameSinks {
  relay: Pick<Relay, 'frame' | 'paused' | 'withheld'>;
  drawings: Pick<Drawings, 'frame'>;
  acts: Acts;
  assets: Pick<SessionAssets, 'supply'>;
}

/** A frame as it came: `body` is where its body begins. */
export interface Frame {
  header: FrameHeader;
  bytes: Uint8Array;
  body: number;
}

/** Where a frame goes; false where its sender may not send this. */
export function takeFrame({ relay, drawings, acts, assets }: FrameSinks, author: Author, { header, bytes, body }: Frame): boolean {
  const { role, peer } = author;
  const content = bytes.subarray(body);
  switch (header.kind) {
    case FrameKind.View:
      return role === 'customer' && relay.frame(peer, header, bytes, body);
    case FrameKind.Pointer:
      return relay.frame(peer, header, bytes, body);
    case FrameKind.Asset:
      return role === 'customer' && relay.frame(peer, header, bytes, body) && (relay.withheld || assets.supply(header.number, content));
    case FrameKind.Drawing:
      // What was on its way when the customer paused.
      return relay.paused || drawings.frame(author, header, content);
    case FrameKind.Act:
      return role === 'agent' && acts.act(author, header, content);
    case FrameKind.Draft:
      return role === 'agent' && acts.propose(author, header, content);
    default:
      return header.kind satisfies never;
  }
}
