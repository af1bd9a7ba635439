import type { AssistType, ServerMessage, Welcome } from '@sightline/protocol';
import type { CustomerEvent } from '../session/events.js';
import type { AssistHolder } from './help-session.js';

/** An agent's question that the customer has not answered. */
export interface AssistQuestion {
  requestId: string;
  userId: string;
  userName: string;
  types: readonly AssistType[];
  /** Milliseconds since the epoch, on the service's clock. */
  expiresAt: number;
}

export interface AssistState {
  readonly holder: AssistHolder | undefined;
  /** In the order they came. */
  readonly questions: readonly AssistQuestion[];
  take(message: ServerMessage): void;
  /** The customer has ended the session, and hears no more of the service: what is held is over. */
  end(): void;
  /** The customer's answer is on its way: the question is none any more. False where there is none of that id. */
  answered(requestId: string): boolean;
}

/** Who holds remote assist and who asks for it, as the service says; told to the page in the words of surface §4. */
export function createAssistState(emit: (event: CustomerEvent, payload: object) => void): AssistState {
  let holder: AssistHolder | undefined;
  let questions: AssistQuestion[] = [];

  const gone = (away: (question: AssistQuestion) => boolean): void => {
    const left = questions.filter(away);
    questions = questions.filter((question) => !away(question));
    for (const { requestId } of left) emit('remote_assist_request_gone', { requestId });
  };
  const asked = ({ requestId, userId, userName, types, expiresAt }: AssistQuestion): void => {
    if (questions.some((question) => question.requestId === requestId)) return;
    // An agent's newest question counts.
    gone((question) => question.userId === userId);
    questions = [...questions, { requestId, userId, userName, types, expiresAt }];
    emit('remote_assist_requested', { requestId, userId, userName, types: [...types], expiresAt: new Date(expiresAt).toISOString() });
  };
  const stopped = (reason?: string): void => {
    if (!holder) return;
    const { userId, userName, types } = holder;
    holder = undefined;
    emit('remote_assist_stopped', { userId, userName, types: [...types], ...(reason !== undefined && { reason }) });
  };
  const started = ({ userId, userName, types }: AssistHolder): void => {
    if (holder?.userId === userId && holder.types.join() === types.join()) return;
    stopped();
    holder = { userId, userName, types };
    emit('remote_assist_started', { userId, userName, types: [...types] });
  };
  /** After a loss, or on a page that comes into a session: what holds now. */
  const catchUp = ({ assist, assistAsked }: Welcome): void => {
    if (holder && holder.userId !== assist?.userId) stopped();
    if (assist) started(assist);
    // What was asked is granted: no question is gone unanswered.
    questions = questions.filter(({ userId, requestId }) => userId !== assist?.userId || requestId === assistAsked?.requestId);
    gone((question) => question.requestId !== assistAsked?.requestId);
    if (assistAsked) asked(assistAsked);
  };
  return {
    get holder() {
      return holder;
    },
    get questions() {
      return questions;
    },
    end: () => stopped('session_ended'),
    answered(requestId) {
      const before = questions.length;
      questions = questions.filter((question) => question.requestId !== requestId);
      return questions.length < before;
    },
    take(message) {
      switch (message.t) {
        case 'welcome':
          return catchUp(message);
        case 'assist_requested':
          return asked(message);
        case 'assist_request_gone':
          return gone((question) => question.requestId === message.requestId);
        case 'assist_started':
          return started(message);
        case 'assist_stopped':
          if (message.userId === holder?.userId) stopped(message.reason);
          return;
        default:
      }
    },
  };
}
