import { failure, type Link, type Natives, type Result, success } from '@sightline/link';
import { type ClientMessage, makeError, type SightlineError } from '@sightline/protocol';

const DEADLINE_MS = 10_000;

/** What the customer asks of the service: done, one after the other, when the session is as she wants it (surface §10). */
export interface Wishes {
  ask(message: ClientMessage, done: () => boolean): Promise<Result<object>>;
  /** The service has said what holds; after a loss (`again`) what it has not heard is said again. */
  look(again?: boolean): void;
  /** The session is over: what is still asked fails with this. */
  stop(error: SightlineError): void;
}

interface Wish {
  message: ClientMessage;
  done(): boolean;
  settle(result: Result<object>): void;
}

export function createWishes(link: Link, natives: Natives): Wishes {
  let wishes: Wish[] = [];
  return {
    ask(message, done) {
      // Where the opposite is under way, it only looks as if it were so already.
      if (!wishes[0] && done()) return Promise.resolve(success({}));
      return new Promise((resolve) => {
        const timer = natives.setTimeout(() => wish.settle(failure(makeError('9999:service_error'))), DEADLINE_MS);
        const wish: Wish = {
          message,
          done,
          settle(result) {
            natives.clearTimeout(timer);
            wishes = wishes.filter((w) => w !== wish);
            resolve(result);
          },
        };
        wishes.push(wish);
        link.send(message);
      });
    },
    look(again) {
      while (wishes[0]?.done()) wishes[0].settle(success({}));
      if (again) for (const { message } of wishes) link.send(message);
    },
    stop(error) {
      for (const wish of wishes) wish.settle(failure(error));
    },
  };
}
