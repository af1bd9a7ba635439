import type { Make } from './make.js';
import { say } from './make.js';

export interface QuestionOptions {
  make: Make;
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  /** `{count}` seconds. */
  left(seconds: number): string;
}

export interface Asked {
  /** Another id is another question. */
  id: string;
  text: string;
  yes: string;
  no: string;
  /** When there is nothing to answer any more, milliseconds since the epoch by a clock that may differ from this one. */
  expiresAt: number;
  answer(allow: boolean): void;
}

/** Milliseconds a question stands at most. */
const LONGEST_MS = 30_000;
/** Milliseconds after it has come in which a press was meant for what was there before. */
export const UNMEANT_MS = 500;

/**
 * A question with two answers and the time that is left. It takes no focus and has no default, so that a key meant for the page
 * answers nothing. A list of them shows the first.
 */
export function createQuestion(o: QuestionOptions): { element: HTMLElement; show(asked: Asked | undefined): void; stop(): void } {
  const { make } = o;
  let asked: Asked | undefined;
  let since = 0;
  let ends = 0;
  let timer: unknown;
  const text = make('p');
  const left = make('p', 'hint');
  const answer = (allow: boolean) => (): void => {
    if (o.now() - since > UNMEANT_MS) asked?.answer(allow);
  };
  const [no, yes] = [make.button('', answer(false)), make.button('', answer(true))];
  const element = make('div', 'ask', text, left, make('div', 'row', no, yes));
  element.setAttribute('role', 'group');
  element.hidden = true;

  const tick = (): void => {
    say(left, o.left(Math.max(0, Math.ceil((ends - o.now()) / 1000))));
    timer = o.setTimeout(tick, 1_000);
  };
  const stop = (): void => {
    o.clearTimeout(timer);
    timer = undefined;
  };
  return {
    element,
    show(next) {
      element.hidden = !next;
      if (next?.id !== asked?.id) {
        stop();
        since = o.now();
        const given = (next?.expiresAt ?? 0) - Date.now();
        ends = since + (given > 0 && given < LONGEST_MS ? given : LONGEST_MS);
        if (next) tick();
      }
      asked = next;
      if (!next) return;
      say(text, next.text);
      element.setAttribute('aria-label', next.text);
      say(yes, next.yes);
      say(no, next.no);
    },
    stop,
  };
}
