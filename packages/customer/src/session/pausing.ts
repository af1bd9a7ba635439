import { failure, type Link, type Natives, type Result, success } from '@sightline/link';
import { makeError, type SightlineError } from '@sightline/protocol';

const DEADLINE_MS = 10_000;

/** `pause()` and `resume()`: asked of the service, done when it has answered (surface §10). */
export interface Pausing {
  ask(paused: boolean): Promise<Result<object>>;
  /** The service says what holds; after a loss (`again`) a wish it has not heard is said again. */
  now(paused: boolean, again?: boolean): void;
  /** The session is over: what is still asked fails with this. */
  stop(error: SightlineError): void;
}

interface Wish {
  paused: boolean;
  settle(result: Result<object>): void;
}

export function createPausing(link: Link, natives: Natives): Pausing {
  let wishes: Wish[] = [];
  const say = (paused: boolean): void => link.send({ t: paused ? 'pause' : 'resume' });
  return {
    ask(paused) {
      return new Promise((resolve) => {
        const timer = natives.setTimeout(() => wish.settle(failure(makeError('9999:service_error'))), DEADLINE_MS);
        const wish: Wish = {
          paused,
          settle(result) {
            natives.clearTimeout(timer);
            wishes = wishes.filter((w) => w !== wish);
            resolve(result);
          },
        };
        wishes.push(wish);
        say(paused);
      });
    },
    now(paused, again = false) {
      for (const wish of wishes) if (wish.paused === paused) wish.settle(success({}));
      const last = wishes.at(-1);
      if (again && last) say(last.paused);
    },
    stop(error) {
      for (const wish of wishes) wish.settle(failure(error));
    },
  };
}
