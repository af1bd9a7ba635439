import type { Logger } from 'pino';
import type { Metrics } from '../observe/metrics.js';
import { observeWebhooks } from '../observe/observe-webhooks.js';
import type { WebhookStore } from '../store/webhook-store.js';
import { type AddressRules, createAddressRules, type PrivateHosts } from './address-rules.js';
import { type EnvironmentEndpoint, keepProving, seedEnvironmentEndpoint } from './environment-endpoint.js';
import { createPoster } from './post-json.js';
import { createProver, type ProveEndpoint } from './prove-endpoint.js';
import { createSender, SENDER_LIMITS } from './sender.js';

export interface Webhooks {
  rules: AddressRules;
  prove: ProveEndpoint;
  /** Something may be due: a session was saved, an endpoint was proved. */
  wake(): void;
  stop(): Promise<void>;
}

/** Everything about webhooks at work: what is in the outbox is sent, and the environment's endpoint asked for its proof. */
export async function startWebhooks(options: {
  store: WebhookStore;
  /** Absent where the environment has no account. */
  environment: EnvironmentEndpoint | undefined;
  demo: boolean;
  privateHosts: PrivateHosts;
  log: Logger;
  metrics: Metrics;
  now(): number;
  fault(error: unknown): void;
}): Promise<Webhooks> {
  const { store, log, metrics, now, fault } = options;
  const rules = createAddressRules(options);
  const poster = createPoster({ rules, deadlineMs: SENDER_LIMITS.postMs });
  const prove = createProver({ store, post: poster.post, now });
  const observer = observeWebhooks({ log, metrics, store, now });
  const unproved = options.environment && (await seedEnvironmentEndpoint(store, options.environment, now()));
  const sender = createSender({
    store,
    post: poster.post,
    limits: SENDER_LIMITS,
    now,
    random: Math.random,
    tried: observer.tried,
    fault,
  });
  const proving = unproved && keepProving({ endpoint: unproved, prove, proved: sender.wake, log, fault });
  return {
    rules,
    prove,
    wake: sender.wake,
    async stop() {
      proving?.stop();
      observer.stop();
      await sender.stop();
      poster.stop();
    },
  };
}
