import {
  type ClientMessage,
  type Ended,
  type ClientErrorId,
  type FrameHeader,
  type Hello,
  makeError,
  PROTOCOL_VERSION,
  type ServerMessage,
  type SightlineError,
  type Welcome,
  writeFrame,
} from '@sightline/protocol';
import { quietly } from '../call/fault.js';
import { pauseAfter, RETURN_MS, returnDelay, TRIES, TRY_MS } from './attempts.js';
import { type Connection, connect, type Gone } from './connection.js';
import { listen } from './listen.js';
import { type Liveness, watchLiveness } from './liveness.js';
import type { Natives, WakeSource } from './natives.js';
import { createResendLog, type Position } from './resend-log.js';
import { toJson } from './to-json.js';

/** How a link came to its end. */
export type Outcome =
  | { kind: 'ended'; ended: Ended }
  /** `opened`: it was connected before. */
  | { kind: 'failed'; error: SightlineError; opened: boolean }
  /** A newer connection has this seat: another tab or page. */
  | { kind: 'replaced' };

export interface LinkOptions {
  /** `ws(s)://…/enter`. */
  url: string;
  /** What this hello says; asked for at every attempt, because the key rotates. */
  hello(): Omit<Hello, 't' | 'v'>;
  /** The error of a refusal that is none of the table. */
  fallback: ClientErrorId;
  natives: Natives;
  /** The window: `online`, `pageshow` and `visibilitychange` end a wait. */
  wakes: WakeSource;
  on: LinkHandlers;
}

export interface LinkHandlers {
  /** `again`: after a loss. */
  welcome(welcome: Welcome, again: boolean): void;
  message(message: ServerMessage): void;
  frame(header: FrameHeader, body: Uint8Array<ArrayBuffer>): void;
  /** One attempt to come back begins; the first is 1. */
  reconnecting(attempt: number): void;
  /** `ready()` was false and is true again. */
  drained(): void;
  /** After a loss: frames the service has not received are gone here too. `holds`: it still has a view of ours. */
  gap(holds: boolean): void;
  /** Called once, last. */
  over(outcome: Outcome): void;
}

export interface Link {
  readonly live: boolean;
  /** True while view frames may be sent: connected and not backed up. After false comes `drained`. */
  ready(): boolean;
  /** Sent now or, if `assets`, `asset_missing` or `forget`, after coming back; else dropped while away. */
  send(message: ClientMessage): void;
  /** A view or asset frame is kept until the service has it; any other is sent now, or dropped while away. */
  sendFrame(header: FrameHeader, body: Uint8Array): void;
  /** A frame that is old news in a moment: dropped while away or backed up. */
  sendFleeting(header: FrameHeader, body: Uint8Array): void;
  /** What was captured and may not have arrived is not sent any more: the page is no longer shared. */
  dropFrames(): void;
  /** Ends it without a word to the handlers. */
  close(): void;
}

type State =
  | { kind: 'opening'; attempt: number; connection: Connection | undefined }
  | { kind: 'live'; connection: Connection; liveness: Liveness; windowMs: number; pings: Map<number, Position> }
  | { kind: 'away'; attempt: number; deadline: number; connection: Connection | undefined }
  | { kind: 'over' };

/** Bytes in the browser's queue above which view frames wait, and below which they go on. */
const HIGH = 512 * 1024;
const LOW = 64 * 1024;
/** A connected client the service cuts off without a word. */
const FAULT = '9999:session_error_retry';
const DRAIN_POLL_MS = 15;
const WAKES = ['online', 'pageshow', 'visibilitychange'];

/**
 * A socket that heals (surface §10, errors §6): opened in at most three attempts, afterwards brought back with growing
 * pauses until the service's window has passed. What a customer sent and the service missed is sent again.
 */
export function createLink(o: LinkOptions): Link {
  const { natives, on } = o;
  const log = createResendLog();
  let state: State = { kind: 'opening', attempt: 0, connection: undefined };
  /** What is waited for: the next attempt, or room in the browser's queue. */
  let pace: unknown;
  let starved = false;
  /** Milliseconds the service wants the first attempts to come back spread over. */
  let spreadMs = 0;

  const open = (timeoutMs: number): Connection => {
    const { position } = log;
    const hello: Hello = { t: 'hello', v: PROTOCOL_VERSION, ...(position && { position }), ...o.hello() };
    return connect({
      url: o.url,
      hello: toJson(hello),
      timeoutMs,
      natives,
      welcome,
      message,
      frame: (header, body) => {
        if (state.kind === 'live') state.liveness.heard();
        on.frame(header, body);
      },
      gone,
    });
  };

  const finish = (outcome: Outcome | undefined): void => {
    const last = state;
    state = { kind: 'over' };
    natives.clearTimeout(pace);
    void quietly(woken.stop);
    void quietly(cutOff.stop);
    if (last.kind === 'over') return;
    if (last.kind === 'live') last.liveness.stop();
    last.connection?.close();
    if (outcome) on.over(outcome);
  };

  const tryOpening = (attempt: number): void => {
    state = { kind: 'opening', attempt, connection: undefined };
    state.connection = open(TRY_MS);
  };

  const tryReturn = (): void => {
    if (state.kind !== 'away' || state.connection) return;
    natives.clearTimeout(pace);
    const attempt = state.attempt + 1;
    state = { ...state, attempt, connection: open(RETURN_MS) };
    on.reconnecting(attempt);
  };

  const wait = (attempt: number, deadline: number, atLeast: number): void => {
    const delay = Math.max(returnDelay(attempt + 1, natives.random), atLeast);
    natives.clearTimeout(pace);
    pace = natives.setTimeout(tryReturn, Math.max(0, Math.min(delay, deadline - natives.now())));
    state = { kind: 'away', attempt, deadline, connection: undefined };
  };

  const gone = (why: Gone): void => {
    if (why.kind === 'ended' || why.kind === 'replaced') return finish(why);
    const now = state;
    const opened = now.kind !== 'opening';
    const fail = (error: SightlineError): void => finish({ kind: 'failed', error, opened });
    const refused = why.kind === 'refused' && (why.error ?? makeError(opened ? FAULT : o.fallback));
    const retryAfterMs = (refused || (why as { retryAfterMs?: number })).retryAfterMs ?? 0;
    switch (now.kind) {
      case 'opening':
        if (refused) return fail(refused);
        if (now.attempt >= TRIES) return fail(makeError('1011:connect_exhausted'));
        now.connection = undefined;
        pace = natives.setTimeout(() => tryOpening(now.attempt + 1), pauseAfter(now.attempt));
        return;
      case 'live':
        if (refused) return fail(refused);
        now.liveness.stop();
        // The service's own word is spread already.
        return wait(0, natives.now() + now.windowMs, retryAfterMs || natives.random() * spreadMs);
      case 'away':
        // Only a final answer ends the wait; that the session is over needs no error (spec: errors §6).
        if (refused && refused.cause === 'session_gone') return finish({ kind: 'ended', ended: { t: 'ended', reason: 'connection_lost' } });
        // A session that a fault has ended is over, though another can be started.
        if (refused && (!refused.retryable || refused.cause === 'session_error_retry')) return fail(refused);
        if (natives.now() >= now.deadline) return fail(makeError('1011:failover_exhausted'));
        return wait(now.attempt, now.deadline, retryAfterMs);
      case 'over':
        return;
      default:
        now satisfies never;
    }
  };

  const welcome = (w: Welcome): void => {
    if (state.kind === 'over' || state.kind === 'live') return;
    const again = state.kind === 'away';
    const { connection } = state;
    if (!connection) return;
    const pings = new Map<number, Position>();
    const ping = (n: number): void => {
      if (log.position) pings.set(n, log.position);
      connection.send(JSON.stringify({ t: 'ping', n }));
    };
    const liveness = watchLiveness({
      pingMs: w.pingMs,
      natives,
      ping,
      lost: () => {
        connection.close();
        gone({ kind: 'lost', retryAfterMs: 0 });
      },
    });
    state = { kind: 'live', connection, liveness, windowMs: w.reconnectWindowMs, pings };
    spreadMs = w.spreadMs ?? 0;
    on.welcome(w, again);
    if (!again) return;
    resend(w.received);
    starved = false;
    if (ready()) on.drained();
  };

  const resend = (received: Position | undefined): void => {
    if (state.kind !== 'live' || log.position === undefined) return;
    const missing = received && log.after(received);
    if (missing) for (const data of missing) state.connection.send(data);
    else {
      log.clear();
      on.gap(received !== undefined);
    }
  };

  const message = (m: ServerMessage): void => {
    if (state.kind !== 'live') return;
    state.liveness.heard();
    if (m.t === 'ping') return state.connection.send(JSON.stringify({ t: 'pong', n: m.n }));
    if (m.t !== 'pong') return on.message(m);
    const position = state.pings.get(m.n);
    if (position) log.received(position);
    for (const n of state.pings.keys()) if (n <= m.n) state.pings.delete(n);
  };

  const probe = (): void => {
    if (state.kind === 'live') state.liveness.probe();
  };
  const wake = (): void => {
    probe();
    tryReturn();
  };

  const drain = (): void => {
    pace = undefined;
    if (state.kind !== 'live') return;
    if (state.connection.buffered > LOW) pace = natives.setTimeout(drain, DRAIN_POLL_MS);
    else {
      starved = false;
      on.drained();
    }
  };

  const ready = (): boolean => {
    if (state.kind !== 'live') return false;
    if (!starved && state.connection.buffered < HIGH) return true;
    if (!starved) pace = natives.setTimeout(drain, DRAIN_POLL_MS);
    starved = true;
    return false;
  };

  const woken = listen(o.wakes, WAKES, wake);
  const cutOff = listen(o.wakes, ['offline'], probe);
  tryOpening(1);

  return {
    get live() {
      return state.kind === 'live';
    },
    ready,
    send(m) {
      const data = toJson(m);
      if (m.t === 'forget') log.forget(data);
      else if (m.t === 'assets' || m.t === 'asset_missing') log.text(data);
      if (state.kind === 'live') state.connection.send(data);
    },
    sendFrame(header, body) {
      const data = writeFrame(header, body) as Uint8Array<ArrayBuffer>;
      log.frame(header, data);
      if (state.kind === 'live') state.connection.send(data);
    },
    sendFleeting(header, body) {
      if (state.kind === 'live' && state.connection.buffered < LOW)
        state.connection.send(writeFrame(header, body) as Uint8Array<ArrayBuffer>);
    },
    dropFrames: log.clear,
    close: () => finish(undefined),
  };
}
