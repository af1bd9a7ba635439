import {
  type ClientMessage,
  type CloseCode,
  type ErrorId,
  type FrameHeader,
  type Hello,
  LIMITS,
  type StateAnswer,
} from '@sightline/protocol';
import type { Asset } from '../assets/asset.js';
import type { SessionAssets } from '../assets/session-assets.js';
import { heldTo, refusalOf } from '../session/assist.js';
import type { SessionEffect } from '../session/effect.js';
import type { SessionEvent } from '../session/event.js';
import { infoFor } from '../session/info.js';
import { drawKey, hashKey } from '../session/key.js';
import { presentOf } from '../session/present.js';
import { reduce } from '../session/reduce.js';
import { type AccountRules, isWatched, type Role, type SessionRules, type SessionState, seatOfKey } from '../session/state.js';
import { switchesOf } from '../session/switches.js';
import { nextDeadline } from '../session/tick.js';
import type { Gone } from '../store/session-store.js';
import type { Store } from '../store/store.js';
import { createActs } from '../view/acts.js';
import { createDrawings } from '../view/drawings.js';
import type { Peer } from '../view/peer.js';
import { createRelay } from '../view/relay.js';
import { createAssetAccess } from './asset-access.js';
import { authorOf } from './author-of.js';
import type { MemoryBudget, MemoryShare } from './memory-budget.js';
import { createEffectRunner } from './run-effects.js';
import { createTakeAway } from './take-away.js';
import { takeFrame } from './take-frame.js';
import { takeMessage } from './take-message.js';
import { performView } from './view-effects.js';

export interface LiveSessionOptions {
  state: SessionState;
  rules: SessionRules;
  store: Store;
  /** Its assets, which take their room from the session's share of the budget. */
  assets(share: MemoryShare): SessionAssets;
  memory: MemoryBudget;
  now(): number;
  /** Milliseconds over which the clients of this node are to spread their return if it is lost. */
  spreadMs(): number;
  /** Claims a fresh service PIN for this session. */
  claimPin(): Promise<string>;
  /** Keeps the state and who has gone since the last call, and again later where that fails. */
  keep(state: SessionState, gone: readonly Gone[]): Promise<void>;
  /** Something happened. */
  changed(state: SessionState): void;
  /** The session is over and lets go of everything. */
  ended(state: SessionState): void;
  fault(error: unknown): void;
}

export type ReserveResult = { ok: true } | { ok: false; error: ErrorId | 'store' };

/** A session at work: its state, its connections, its clock. */
export interface LiveSession {
  readonly state: SessionState;
  reserve(who: { role: Role; userId: string; userName: string; address: string; key: string }): Promise<ReserveResult>;
  /** The seat a key is good for: free to be resumed, or held by a connection that answers. */
  look(key: string): Promise<StateAnswer>;
  enter(peer: Peer, hello: Hello): void;
  message(peer: Peer, message: Exclude<ClientMessage, { t: 'hello' | 'ping' | 'pong' }>): void;
  /** False where the sender may not send this. */
  frame(peer: Peer, header: FrameHeader, bytes: Uint8Array, body: number): boolean;
  closed(peer: Peer): void;
  /** What asset `n` is to the page that has this path; nothing where it may not see it now. */
  asset(assetKey: string, n: number, waitMs: number): Promise<Asset | undefined>;
  /** Ends it, or leaves it, on behalf of a key's seat; false where the key is good for none. */
  endBy(key: string): boolean;
  leaveBy(key: string): boolean;
  /** The account's rules are these from now on. */
  account(rules: AccountRules): void;
  /** Ends it because the trial's minutes are used up, or the account is closed. */
  expire(): void;
  /** Stops working without ending: a restart takes the session up again. */
  stop(code: typeof CloseCode.Restarting): Promise<void>;
}

/** How long a silent connection has to answer before its seat counts as lost (errors §3, 1015). */
const PROBE_MS = 2_000;
/** The first wire whose pages look at the account's rules in every welcome. */
const TAKES_POLICY = 2;
const MAX_TIMEOUT_MS = 0x7fffffff;
/** How long bytes are kept for a session in which nobody is connected. */
const REST_MS = 10_000;

export function runLiveSession(options: LiveSessionOptions): LiveSession {
  const { store, now } = options;
  let { rules } = options;
  let state = heldTo(options.state, rules);
  const peers = new Map<number, Peer>();
  const requests = new Map<number, (result: ReserveResult) => void>();
  const gone: Gone[] = [];
  let lastRequest = 0;
  let clock: NodeJS.Timeout | undefined;
  let rest: NodeJS.Timeout | undefined;
  let stopped = false;

  const release = (): void => {
    relay.release();
    assets.release();
  };
  const share = options.memory.share({
    watched: () => state.phase === 'live' && isWatched(state),
    release() {
      release();
      // Had by nobody again: what nobody watches makes room all the same.
      drawings.drop();
    },
  });
  const assets = options.assets(share);
  const relay = createRelay({
    share,
    bound: { bytes: LIMITS.logBytes, frames: LIMITS.logFrames },
    above: state.phase === 'live' ? state.lastStream : 0,
    askMs: 1_000,
    now,
    opened: (number) => dispatch({ type: 'stream', number, now: now() }),
  });
  const drawings = createDrawings({
    share,
    now,
    audience: relay.seeing,
    mayDraw: (role) => state.phase === 'live' && switchesOf(state, rules)?.draw[role === 'agent' ? 'agents' : role] === true,
    takenUp: state.phase === 'live' && state.seats.some((seat) => seat.joined),
  });
  const acts = createActs({
    now,
    customer: () => (relay.paused ? undefined : relay.customer),
    refusal: (seat, type) => (state.phase === 'live' ? refusalOf(state, rules, { seat, type }) : 'no_grant'),
  });
  const access = createAssetAccess({ state: () => state, assets, directSites: () => rules.directSites, now });
  const takeAway = createTakeAway({ relay, drawings, assets, peers: () => peers.values() });
  // A session taken up again stays as private as it was.
  takeAway.now(state, rules);

  const runner = createEffectRunner({
    save: (kept) =>
      options.keep(kept, gone.splice(0)).catch((error) => {
        options.fault(error);
        throw error;
      }),
    perform,
    fault(error) {
      options.fault(error);
      dispatch({ type: 'fail', error: '9999:session_error_retry', now: now() });
    },
  });

  function dispatch(event: SessionEvent): void {
    if (stopped) return;
    const step = reduce(state, event, rules);
    state = step.state;
    takeAway.now(state, rules);
    options.changed(state);
    access.changed();
    runner.run({ state, effects: step.effects });
    schedule();
  }

  /** Where nobody is connected nothing is kept for long: who comes back soon goes on, others have it made anew. */
  function restIfAlone(): void {
    if (peers.size === 0 && !stopped) rest ??= setTimeout(release, REST_MS);
  }

  function schedule(): void {
    clearTimeout(clock);
    if (stopped || state.phase !== 'live') return;
    const wait = Math.min(Math.max(nextDeadline(state, rules) - now(), 1), MAX_TIMEOUT_MS);
    clock = setTimeout(() => dispatch({ type: 'tick', now: now() }), wait);
  }

  function perform(effect: Exclude<SessionEffect, { type: 'save' }>, saved: boolean): void {
    switch (effect.type) {
      case 'send':
        peers.get(effect.to)?.send(effect.message);
        return;
      case 'close':
        peers.get(effect.connection)?.close(effect.code);
        peers.delete(effect.connection);
        restIfAlone();
        return;
      case 'answer':
        requests.get(effect.request)?.(effect.result.ok && !saved ? { ok: false, error: 'store' } : effect.result);
        requests.delete(effect.request);
        return;
      case 'departed':
        gone.push({ ...presentOf(state.id, effect.seat), leftAt: effect.leftAt, reason: effect.reason });
        return;
      case 'replace_pin':
        options.claimPin().then(
          (code) => dispatch({ type: 'pin_claimed', code, now: now() }),
          (error) => options.fault(error),
        );
        return;
      case 'release_pin':
        store.releasePin(state.sdkKey, effect.pin).catch(options.fault);
        return;
      case 'ended':
        letGo();
        options.ended(state);
        return;
      case 'watchers':
        relay.watchers(effect.present);
        return;
      case 'pause_view':
        relay.pause();
        return;
      case 'resume_view':
        // Paused again while the store was waited for.
        if (state.phase === 'live' && !state.paused) relay.resume();
        return;
      case 'watch':
      case 'unwatch':
      case 'capture':
      case 'uncapture': {
        const peer = peers.get(effect.connection);
        if (peer) performView({ relay, drawings, assets, roleOf }, effect, peer);
        return;
      }
      default:
        effect satisfies never;
    }
  }

  function letGo(): void {
    stopped = true;
    clearTimeout(clock);
    clearTimeout(rest);
    relay.stop();
    assets.stop();
    share.stop();
    for (const answer of requests.values()) answer({ ok: false, error: '1006:pin_not_found' });
    requests.clear();
  }

  const roleOf = (peer: Peer): Role | undefined => authorOf(state, peer)?.role;

  /** Does something on behalf of a key's seat. */
  function by(key: string, type: 'end' | 'leave'): boolean {
    const seat = state.phase === 'live' ? seatOfKey(state, hashKey(key), now()) : undefined;
    if (seat) dispatch({ type, by: { seat: seat.number }, now: now() });
    return seat !== undefined;
  }

  schedule();
  return {
    get state() {
      return state;
    },
    async reserve({ role, userId, userName, address, key }) {
      const own = state.phase === 'live' ? state.seats.find((seat) => seat.role === role && seat.userId === userId) : undefined;
      const peer = own?.presence.at === 'connected' ? peers.get(own.presence.connection) : undefined;
      if (peer && now() - peer.heardAt > rules.aliveMs) await peer.probe(PROBE_MS);
      const keyHash = hashKey(key);
      const result = await new Promise<ReserveResult>((resolve) => {
        if (stopped) {
          resolve({ ok: false, error: '1006:pin_not_found' });
          return;
        }
        const request = ++lastRequest;
        requests.set(request, resolve);
        const heardAt = peer?.heardAt;
        dispatch({ type: 'reserve', request, now: now(), role, userId, userName, address, keyHash, heardAt });
      });
      // Nobody was given it, so it must not count against the limits.
      if (!result.ok && result.error === 'store') dispatch({ type: 'release', keyHash, now: now() });
      return result;
    },
    async look(key) {
      const hash = hashKey(key);
      const seat = state.phase === 'live' ? seatOfKey(state, hash, now()) : undefined;
      if (!seat) return { state: 'gone' };
      const peer = seat.presence.at === 'connected' ? peers.get(seat.presence.connection) : undefined;
      const held = peer !== undefined && (await peer.probe(PROBE_MS));
      if (state.phase !== 'live') return { state: 'gone' };
      const info = infoFor(state, seat, rules);
      return { state: held ? 'held' : 'live', ...(info && { info }) };
    },
    enter(peer, hello) {
      peers.set(peer.id, peer);
      clearTimeout(rest);
      rest = undefined;
      const nextKey = drawKey();
      dispatch({
        type: 'enter',
        connection: peer.id,
        now: now(),
        keyHash: hashKey(hello.key),
        nextKey,
        nextKeyHash: hashKey(nextKey),
        nextAssetKey: drawKey(),
        position: hello.position,
        received: relay.received,
        page: hello.tab === undefined ? undefined : { url: hello.url, tab: hello.tab },
        approval: hello.approval ?? false,
        takesPolicy: hello.v >= TAKES_POLICY,
        spreadMs: options.spreadMs(),
      });
    },
    message(peer, message) {
      const author = authorOf(state, peer);
      takeMessage({ relay, drawings, assets, policy: rules.policy, now, dispatch }, peer, author, message);
    },
    frame(peer, header, bytes, body) {
      const author = authorOf(state, peer);
      return author ? takeFrame({ relay, drawings, acts, assets }, author, { header, bytes, body }) : true;
    },
    closed(peer) {
      if (!peers.delete(peer.id)) return;
      restIfAlone();
      if (roleOf(peer) === 'customer') assets.supplier(undefined);
      relay.uncapture(peer);
      takeAway.from(peer);
      dispatch({ type: 'closed', connection: peer.id, now: now() });
    },
    asset: access.get,
    endBy: (key) => by(key, 'end'),
    leaveBy: (key) => by(key, 'leave'),
    account(next) {
      const before = rules;
      rules = { ...rules, ...next };
      dispatch({ type: 'account', before, now: now() });
    },
    expire: () => dispatch({ type: 'expire', now: now() }),
    async stop(code) {
      await runner.settled();
      if (stopped) return;
      letGo();
      for (const peer of peers.values()) peer.close(code);
      peers.clear();
    },
  };
}
