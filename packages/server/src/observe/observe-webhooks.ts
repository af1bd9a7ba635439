import type { Logger } from 'pino';
import type { WebhookStore } from '../store/webhook-store.js';
import type { Attempt } from '../webhooks/sender.js';
import type { Metrics } from './metrics.js';

const LOOK_EVERY_MS = 10_000;

export interface WebhookObserver {
  tried(attempt: Attempt): void;
  stop(): void;
}

/** Writes down what becomes of webhooks: ids, names of events, statuses; never a body, a URL or a secret. */
export function observeWebhooks(options: {
  log: Pick<Logger, 'debug' | 'warn' | 'error'>;
  metrics: Pick<Metrics, 'webhook' | 'gauge'>;
  store: Pick<WebhookStore, 'pendingDeliveries'>;
  now(): number;
}): WebhookObserver {
  const { log, metrics, store, now } = options;
  let pending: { count: number; oldestAt: number | undefined } = { count: 0, oldestAt: undefined };
  const look = (): void => {
    store.pendingDeliveries().then(
      (found) => {
        pending = found;
      },
      // The store's own failures are told elsewhere.
      () => {},
    );
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  metrics.gauge('webhooks_pending', 'Deliveries that wait', () => pending.count);
  metrics.gauge('webhooks_oldest_pending_seconds', 'Since the event of the oldest delivery that waits', () =>
    pending.oldestAt === undefined ? 0 : Math.max(0, now() - pending.oldestAt) / 1000,
  );
  return {
    tried({ claimed, outcome, state, ms }) {
      const { endpointId: endpoint, sessionId: session, event, eventId, attempts } = claimed;
      const about = { endpoint, session, event, eventId, attempts, ms: Math.round(ms) };
      switch (outcome.kind) {
        case 'delivered':
          metrics.webhook('delivered', ms);
          log.debug({ ...about, status: outcome.status }, 'webhook delivered');
          return;
        case 'failed':
          metrics.webhook(state === 'dead' ? 'dead' : 'failed', ms);
          if (state === 'dead') log.error({ ...about, why: outcome.error }, 'webhook given up after a day');
          else log.warn({ ...about, why: outcome.error, againMs: outcome.againMs }, 'webhook failed');
          return;
        case 'released':
          return;
        default:
          outcome satisfies never;
      }
    },
    stop: () => clearInterval(timer),
  };
}
