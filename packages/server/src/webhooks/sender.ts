import { setMaxListeners } from 'node:events';
import type { ClaimedDelivery, DeliveryOutcome, DeliveryState, WebhookStore } from '../store/webhook-store.js';
import { deliver } from './deliver.js';
import type { PostJson } from './post-json.js';

export interface SenderLimits {
  /** Deliveries in the air at once: of all endpoints, and of one, so that a receiver that hangs holds up nobody else. */
  inAir: number;
  perEndpoint: number;
  /** How often it looks for what other processes have put into the outbox, and for what is due again. */
  pollMs: number;
  leaseMs: number;
  /** How long a post takes at most. What is sent must have landed before the lease lapses. */
  postMs: number;
  /** How long what is in the air may take to land when it stops. */
  graceMs: number;
}

export const SENDER_LIMITS: SenderLimits = { inAir: 64, perEndpoint: 8, pollMs: 1_000, leaseMs: 15_000, postMs: 5_000, graceMs: 2_000 };

/** What became of a try. */
export interface Attempt {
  claimed: ClaimedDelivery;
  outcome: DeliveryOutcome;
  state: DeliveryState;
  ms: number;
}

export interface Sender {
  /** Something may be due. */
  wake(): void;
  /** Claims nothing more and lets land what is in the air; what does not is sent again by whoever is next. */
  stop(): Promise<void>;
}

type SenderStore = Pick<WebhookStore, 'dueEndpoints' | 'claimDeliveries' | 'settleDelivery' | 'signingSecret' | 'buryStale'>;

export interface SenderOptions {
  store: SenderStore;
  post: PostJson;
  limits: SenderLimits;
  now(): number;
  random(): number;
  tried(attempt: Attempt): void;
  fault(error: unknown): void;
}

const BURY_EVERY_MS = 60_000;
const BURY_AT_ONCE = 500;

/**
 * Sends what is in the outbox. Any number may work on one outbox, in any number of processes: the claims of the store keep the
 * order of each session.
 */
export function createSender(options: SenderOptions): Sender {
  const { store, limits, fault } = options;
  const air = new Map<string, number>();
  /** Endpoints whose last try failed: a receiver that is down gets one at a time, and takes no place of others. */
  const ailing = new Set<string>();
  const landing = new Set<Promise<void>>();
  const cut = new AbortController();
  setMaxListeners(limits.inAir, cut.signal);
  let inAir = 0;
  let turn = 0;
  let stopped = false;
  let again = false;
  let passing: Promise<void> | undefined;
  let buriedAt = Number.NEGATIVE_INFINITY;
  /** The store fails: told once, until it works again. */
  let failing = false;

  function storeFailed(error: unknown): void {
    if (!failing) fault(error);
    failing = true;
  }

  async function settle(claimed: ClaimedDelivery, outcome: DeliveryOutcome, ms: number): Promise<void> {
    try {
      const state = await store.settleDelivery(claimed, outcome);
      if (outcome.kind === 'delivered') ailing.delete(claimed.endpointId);
      if (outcome.kind === 'failed') ailing.add(claimed.endpointId);
      if (outcome.kind !== 'released') options.tried({ claimed, outcome, state, ms });
    } catch (error) {
      // The claim lapses, and the event is sent again.
      storeFailed(error);
    }
  }

  async function send(claimed: ClaimedDelivery, to: { url: string; secret: string }, since: number): Promise<void> {
    const began = performance.now();
    // A process that stood still may have lost the claim meanwhile; what it sent now could come after what follows it.
    const late = began - since > limits.leaseMs - 2 * limits.postMs;
    const { post, now, random } = options;
    const outcome: DeliveryOutcome = late ? { kind: 'released' } : await deliver({ claimed, ...to, post, signal: cut.signal, now, random });
    await settle(claimed, outcome, performance.now() - began);
  }

  async function claim({ id, url }: { id: string; url: string }): Promise<void> {
    const most = ailing.has(id) ? 1 : limits.perEndpoint;
    const room = Math.min(limits.inAir - inAir, most - (air.get(id) ?? 0));
    if (room <= 0 || stopped) return;
    const since = performance.now();
    const claimed = await store.claimDeliveries({ endpointId: id, atMost: room, leaseMs: limits.leaseMs });
    if (claimed.length === 0) return;
    const secret = await store.signingSecret(id);
    for (const one of claimed) {
      inAir++;
      air.set(id, (air.get(id) ?? 0) + 1);
      const landed = (secret === undefined ? settle(one, { kind: 'released' }, 0) : send(one, { url, secret }, since)).finally(() => {
        inAir--;
        const left = (air.get(id) ?? 1) - 1;
        if (left > 0) air.set(id, left);
        else air.delete(id);
        landing.delete(landed);
        wake();
      });
      landing.add(landed);
    }
  }

  async function pass(): Promise<void> {
    const at = performance.now();
    if (at - buriedAt > BURY_EVERY_MS) {
      buriedAt = at;
      await store.buryStale(BURY_AT_ONCE);
    }
    const due = await store.dueEndpoints();
    // Another one is first each time: none takes all places.
    const first = due.length > 0 ? turn++ % due.length : 0;
    for (const endpoint of [...due.slice(first), ...due.slice(0, first)]) await claim(endpoint);
  }

  function wake(): void {
    again = true;
    passing ??= run().finally(() => {
      passing = undefined;
      if (isAsked()) wake();
    });
  }

  const isAsked = (): boolean => again && !stopped;

  async function run(): Promise<void> {
    while (isAsked()) {
      again = false;
      // Together with what else happens in this moment.
      await new Promise(setImmediate);
      if (inAir < limits.inAir)
        await pass().then(() => {
          failing = false;
        }, storeFailed);
    }
  }

  const timer = setInterval(wake, limits.pollMs);
  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await passing;
      const late = setTimeout(() => cut.abort(), limits.graceMs);
      await Promise.all(landing);
      clearTimeout(late);
    },
  };
}
