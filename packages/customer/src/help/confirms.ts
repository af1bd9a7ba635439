import type { Natives } from '@sightline/link';
import type { CustomerEvent } from '../session/events.js';
import type { SubmitQuestion } from './help-session.js';

/** A question about one act that waits for the customer's answer. */
export interface Confirm extends SubmitQuestion {
  requestId: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export interface Confirms {
  readonly open: readonly Confirm[];
  ask(question: SubmitQuestion): Promise<boolean>;
  /** False where nothing of that id is asked. */
  answer(requestId: string, allow: boolean): boolean;
  /** Answers everything with no: who wanted it may not do it any more. */
  stop(): void;
}

/** Milliseconds the customer has; no answer is a no. */
const ANSWER_MS = 30_000;
/** Questions open at once; above it an act is refused by itself. */
const MOST = 3;

export interface ConfirmsOptions {
  natives: Pick<Natives, 'setTimeout' | 'clearTimeout' | 'now'>;
  emit(event: CustomerEvent, payload: object): void;
  changed(): void;
}

/** Asks the customer again before what an agent does sends something off (surface §8). */
export function createConfirms({ natives, emit, changed }: ConfirmsOptions): Confirms {
  let count = 0;
  let open: (Confirm & { settle(allow: boolean): void })[] = [];
  return {
    get open() {
      return open;
    },
    ask(question) {
      if (open.length >= MOST) return Promise.resolve(false);
      return new Promise((resolve) => {
        const requestId = `confirm-${++count}`;
        const timer = natives.setTimeout(() => settle(false), ANSWER_MS);
        const settle = (allow: boolean): void => {
          natives.clearTimeout(timer);
          if (!open.includes(one)) return;
          open = open.filter((other) => other !== one);
          resolve(allow);
          changed();
        };
        const expiresAt = Date.now() + ANSWER_MS;
        const one = { ...question, requestId, expiresAt, settle };
        open = [...open, one];
        emit('remote_assist_confirm', { ...question, requestId, expiresAt: new Date(expiresAt).toISOString() });
        changed();
      });
    },
    answer(requestId, allow) {
      const one = open.find((question) => question.requestId === requestId);
      one?.settle(allow);
      return one !== undefined;
    },
    stop() {
      for (const { settle } of open) settle(false);
    },
  };
}
