import { failure, invalid, type Natives, type Result, success } from '@sightline/link';
import { ACT_TYPES, type AssistType, type ClientMessage, makeError, type ServerMessage, type Switches } from '@sightline/protocol';
import type { AgentEvent } from './events.js';
import type { User } from './user.js';

/** Milliseconds a question of this agent may stay without an answer: the service lets it lapse after 30 s. */
const LAPSE_MS = 35_000;
/** Milliseconds the service has to say that what was stopped is stopped. */
const STOP_MS = 10_000;

const ASSIST_TYPES: readonly AssistType[] = ACT_TYPES.filter((type) => type !== '');

type Denied = Extract<ServerMessage, { t: 'assist_denied' }>['reason'];
type Stopped = Extract<ServerMessage, { t: 'assist_stopped' }>['reason'];

/** What is so of remote assist, as far as this agent has been told. */
export interface AssistNow {
  /** What the page lets agents do; `undefined` before it has said so. */
  switches: Switches | undefined;
  holder: (User & { types: readonly AssistType[] }) | undefined;
  /** This agent's question that has no answer yet. */
  asked: { requestId: string; types: readonly AssistType[] } | undefined;
  /** How this agent's last question or grant came to its end, until the next. */
  last: { denied: Denied } | { stopped: Stopped } | undefined;
}

/** What a welcome says of remote assist. */
export interface AssistArrival {
  paused: boolean;
  switches?: Switches | undefined;
  assist?: AssistNow['holder'] | undefined;
}

/** Remote assist of one session, as this agent takes part in it (surface §§5, 8). */
export interface Assist {
  readonly now: AssistNow;
  /** Asks the customer; the outcome comes as an event. The newest question counts. */
  request(types: readonly AssistType[]): Result<{ requestId: string }>;
  /** Gives it back, or takes a question back. Done when the service has said so. */
  stop(): Promise<Result<object>>;
  /** What the service says of it; other messages are none of its business. */
  message(message: ServerMessage): void;
  /** He is in, or in again: what changed meanwhile is told as if it happened now. */
  welcome(arrival: AssistArrival): void;
  /** The session is over for this agent. */
  over(): void;
}

export interface AssistOptions {
  natives: Pick<Natives, 'setTimeout' | 'clearTimeout'>;
  you: User;
  newId(): string;
  send(message: ClientMessage): void;
  emit(event: AgentEvent, payload: object): void;
  changed(now: AssistNow): void;
}

export function createAssist({ natives, you, newId, send, emit, changed }: AssistOptions): Assist {
  let now: AssistNow = { switches: undefined, holder: undefined, asked: undefined, last: undefined };
  let lapse: unknown;
  let stopping: { timer: unknown; settle(result: Result<object>): void }[] = [];
  let live = true;

  const mine = ({ holder } = now): boolean => holder?.userId === you.userId;
  const set = (next: Partial<AssistNow>): void => {
    now = { ...now, ...next };
    if (!now.asked) natives.clearTimeout(lapse);
    changed(now);
    if (!mine())
      for (const { timer, settle } of stopping.splice(0)) {
        natives.clearTimeout(timer);
        settle(success({}));
      }
  };
  const denied = (requestId: string, reason: Denied): void => {
    if (now.asked?.requestId === requestId) set({ asked: undefined, last: { denied: reason } });
    emit('remote_assist_denied', { requestId, reason });
  };
  const started = ({ userId, userName, types }: NonNullable<AssistNow['holder']>, answers?: string): void => {
    // A question asked since is still one.
    const answered = answers !== undefined && now.asked?.requestId === answers;
    set({
      holder: { userId, userName, types },
      ...(userId === you.userId && { last: undefined }),
      ...(answered && { asked: undefined }),
    });
    emit('remote_assist_started', { userId, userName, types });
  };
  const stopped = ({ userId, userName, types }: NonNullable<AssistNow['holder']>, reason: Stopped): void => {
    set({ ...(now.holder?.userId === userId && { holder: undefined }), ...(userId === you.userId && { last: { stopped: reason } }) });
    emit('remote_assist_stopped', { userId, userName, types, reason });
  };
  const ask = ({ requestId, types }: NonNullable<AssistNow['asked']>): void => send({ t: 'request_assist', requestId, types: [...types] });

  return {
    get now() {
      return now;
    },
    request(types) {
      const asked = { requestId: newId(), types };
      natives.clearTimeout(lapse);
      lapse = natives.setTimeout(() => denied(asked.requestId, 'timeout'), LAPSE_MS);
      set({ asked, last: undefined });
      ask(asked);
      return success({ requestId: asked.requestId });
    },
    stop() {
      const had = mine() || now.asked;
      if (now.asked) set({ asked: undefined });
      if (had) send({ t: 'stop_assist' });
      if (!mine()) return Promise.resolve(success({}));
      return new Promise((resolve) => {
        const timer = natives.setTimeout(() => {
          stopping = stopping.filter((one) => one.timer !== timer);
          resolve(failure(makeError('9999:service_error')));
        }, STOP_MS);
        stopping.push({ timer, settle: resolve });
      });
    },
    message(message) {
      if (!live) return;
      switch (message.t) {
        case 'switches': {
          const { draw, assist, confirmSubmits } = message;
          return set({ switches: { draw, assist, ...(confirmSubmits !== undefined && { confirmSubmits }) } });
        }
        case 'assist_started':
          return started(message, message.requestId);
        case 'assist_stopped':
          return stopped(message, message.reason);
        case 'assist_denied':
          return denied(message.requestId, message.reason);
        case 'assist_refused':
          return emit('remote_assist_refused', { type: message.type, reason: message.reason });
        default:
          return;
      }
    },
    welcome({ paused, switches, assist }) {
      const before = now.holder;
      set({ switches });
      if (before && (before.userId !== assist?.userId || before.types.join() !== assist.types.join()))
        stopped(before, paused ? 'paused' : assist ? 'handed_over' : before.userId === you.userId ? 'by_customer' : 'left');
      if (assist && live && now.holder?.userId !== assist.userId) started(assist);
      if (mine() && now.asked?.types.every((type) => assist?.types.includes(type))) set({ asked: undefined });
      // What was said while away has not been heard.
      if (now.asked) ask(now.asked);
      else if (stopping.length > 0) send({ t: 'stop_assist' });
    },
    over() {
      live = false;
      natives.clearTimeout(lapse);
      set({ holder: undefined, asked: undefined });
    },
  };
}

/** `{types}`: at least one kind there is; twice is once. */
export function readTypes(value: unknown): Result<readonly AssistType[]> {
  const given: readonly unknown[] = Array.isArray(value) ? value : [];
  const types = ASSIST_TYPES.filter((type) => given.includes(type));
  return types.length > 0 && given.every((one) => types.includes(one as AssistType)) ? success(types) : invalid('types');
}
