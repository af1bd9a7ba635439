import {
  ACT_TYPES,
  type AssistType,
  type FrameHeader,
  FrameKind,
  LIMITS,
  type RefusalReason,
  type ServerMessage,
  writeFrame,
} from '@sightline/protocol';
import { type Bucket, createBucket } from '../socket/rate.js';
import type { Author } from './drawings.js';
import type { Peer } from './peer.js';

export interface ActsOptions {
  now(): number;
  /** The customer's connection, where there is one. */
  customer(): Peer | undefined;
  /** Why this agent may not do something of this type now. */
  refusal(seat: number, type: AssistType): RefusalReason | undefined;
}

/** What agents do on the customer's page and propose for it, by headers only (design decision 7). False for what no client of ours sends. */
export interface Acts {
  act(agent: Author, header: FrameHeader, body: Uint8Array): boolean;
  propose(agent: Author, header: FrameHeader, body: Uint8Array): boolean;
}

/** Acts of one connection: a mouse gives one a frame of the screen, a key three. */
const ACTS = { burst: 400, perSecond: 200 };
const DRAFTS = { burst: 10, perSecond: 10 };
const BYTES = { burst: 2 * 1024 * 1024, perSecond: 512 * 1024 };

export function createActs({ now, customer, refusal }: ActsOptions): Acts {
  const rates = new WeakMap<Peer, { acts: Bucket; drafts: Bucket; bytes: Bucket }>();
  const bucket = ({ burst, perSecond }: typeof ACTS): Bucket => createBucket(burst, perSecond);

  function fast(peer: Peer, kind: 'acts' | 'drafts', bytes: number): boolean {
    const rate = rates.get(peer) ?? { acts: bucket(ACTS), drafts: bucket(DRAFTS), bytes: bucket(BYTES) };
    rates.set(peer, rate);
    return !rate[kind].take(now()) || !rate.bytes.take(now(), bytes);
  }

  return {
    act({ peer, seat }, header, body) {
      const type = ACT_TYPES[header.flags];
      if (!type || body.byteLength === 0 || body.byteLength > LIMITS.actBytes) return false;
      const to = customer();
      const reason = refusal(seat, type) ?? (to ? undefined : 'gone') ?? (fast(peer, 'acts', body.byteLength) ? 'too_fast' : undefined);
      if (reason) peer.send({ t: 'assist_refused', act: header.number, type, reason });
      else to?.direct(writeFrame({ ...header, kind: FrameKind.Act, stream: seat }, body), 'act');
      return true;
    },
    propose({ peer, seat }, header, body) {
      if (header.flags !== 0 || body.byteLength === 0 || body.byteLength > LIMITS.draftBytes) return false;
      const to = customer();
      // Nobody is shown it, so nothing of it is accepted.
      const unseen: ServerMessage = { t: 'proposal_answered', proposal: header.number, accepted: [] };
      if (!to || fast(peer, 'drafts', body.byteLength)) peer.send(unseen);
      else to.direct(writeFrame({ ...header, stream: seat }, body), 'draft');
      return true;
    },
  };
}
