/** What may be inflated: bytes a second, and at once after a rest. */
export interface InflateBudget {
  burst: number;
  perSecond: number;
}

/** One connection's inflating. A connection has one message at work at a time. */
export interface InflateTurn {
  /** Does the work when it is this connection's turn; `done` says how many bytes it made. `skip`: the turn never comes. */
  run(skip: () => void, work: (done: (bytes: number) => void) => void): void;
  /** The connection is gone: what has not begun never does. */
  stop(): void;
}

export interface InflateLine {
  open(address: string): InflateTurn;
  stop(): void;
}

interface Account {
  left: number;
  at: number;
}

interface Job {
  turn: object;
  account: Account;
  own: Account;
  skip(): void;
  work(done: (bytes: number) => void): void;
}

/** Accounts of addresses that are kept; the longest unheard goes first. */
const MAX_ADDRESSES = 10_000;
/** Who has inflated this much lately may not take the last half of the places. */
const HEAVY = 4 * 1024 * 1024;
const AGAIN_MS = 20;

/**
 * Who inflates next. Whoever inflated least lately goes first; an address, and all together, that are over their budget wait
 * until time has made it good. So a bomb costs its sender time and nobody else.
 */
export function createInflateLine(options: {
  /** Messages at work at once. */
  places: number;
  perAddress: InflateBudget;
  inAll: InflateBudget;
  now(): number;
}): InflateLine {
  const { places, perAddress, inAll, now } = options;
  const accounts = new Map<string, Account>();
  const all: Account = { left: inAll.burst, at: now() };
  let waiting: Job[] = [];
  let busy = 0;
  let heavy = 0;
  let timer: NodeJS.Timeout | undefined;

  function leftOf(account: Account, { burst, perSecond }: InflateBudget): number {
    const at = now();
    account.left = Math.min(burst, account.left + (Math.max(0, at - account.at) * perSecond) / 1000);
    account.at = at;
    return account.left;
  }

  function accountOf(address: string): Account {
    const account = accounts.get(address) ?? { left: perAddress.burst, at: now() };
    accounts.delete(address);
    accounts.set(address, account);
    for (const oldest of accounts.keys()) {
      if (accounts.size <= MAX_ADDRESSES) break;
      accounts.delete(oldest);
    }
    return account;
  }

  const isHeavy = ({ own }: Job): boolean => perAddress.burst - leftOf(own, perAddress) > HEAVY;
  const mayGo = (job: Job): boolean => leftOf(job.account, perAddress) > 0 && (heavy < places / 2 || !isHeavy(job));

  function next(): Job | undefined {
    if (leftOf(all, inAll) <= 0) return undefined;
    let best: Job | undefined;
    for (const job of waiting) if (mayGo(job) && (!best || leftOf(job.own, perAddress) > best.own.left)) best = job;
    return best;
  }

  function start(job: Job): void {
    const counted = isHeavy(job);
    busy++;
    if (counted) heavy++;
    job.work((bytes) => {
      busy--;
      if (counted) heavy--;
      all.left -= bytes;
      job.account.left -= bytes;
      job.own.left -= bytes;
      pump();
    });
  }

  function pump(): void {
    while (busy < places && waiting.length > 0) {
      const job = next();
      if (!job) {
        // Nobody may: time makes it good, or a place becomes free.
        timer ??= setTimeout(() => {
          timer = undefined;
          pump();
        }, AGAIN_MS);
        return;
      }
      waiting.splice(waiting.indexOf(job), 1);
      start(job);
    }
  }

  return {
    open(address) {
      const turn = {};
      const own: Account = { left: perAddress.burst, at: now() };
      return {
        run(skip, work) {
          waiting.push({ turn, account: accountOf(address), own, skip, work });
          pump();
        },
        stop() {
          const those = waiting.filter((job) => job.turn === turn);
          waiting = waiting.filter((job) => job.turn !== turn);
          for (const job of those) job.skip();
        },
      };
    },
    stop() {
      clearTimeout(timer);
      waiting = [];
    },
  };
}
