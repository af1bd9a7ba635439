import type { WebhookEventName } from '@sightline/protocol';

/** `unproved`: its URL has not shown that it knows the secret; what happens waits for that. `disabled`: nothing is kept for it. */
export type EndpointState = 'unproved' | 'active' | 'disabled';

/** Where the events of an account are sent. */
export interface WebhookEndpoint {
  id: string;
  accountId: string;
  name: string;
  url: string;
  /** What it wants to hear of; empty: everything. */
  events: readonly WebhookEventName[];
  state: EndpointState;
  createdAt: number;
  updatedAt: number;
  /** When this URL was proved. */
  provedAt: number | undefined;
}

export interface NewEndpoint {
  id: string;
  accountId: string;
  name: string;
  url: string;
  events: readonly WebhookEventName[];
  secret: string;
  at: number;
}

export interface EndpointChange {
  name?: string;
  /** Another one has to be proved anew. */
  url?: string;
  events?: readonly WebhookEventName[];
  disabled?: boolean;
}

/** What may be told of a secret. */
export interface EndpointSecret {
  id: string;
  createdAt: number;
  last4: string;
}

export type DeliveryState = 'pending' | 'done' | 'dead';

/** One event on its way to one endpoint. */
export interface Delivery {
  eventId: string;
  event: WebhookEventName;
  eventAt: number;
  sessionId: string;
  state: DeliveryState;
  attempts: number;
  /** When it is tried next, at the earliest. */
  nextAt: number | undefined;
  lastStatus: number | undefined;
  /** In words of this code; never of the receiver. */
  lastError: string | undefined;
  doneAt: number | undefined;
}

/** A delivery that this sender alone may make, until `claimedUntil` by the clock of the database. */
export interface ClaimedDelivery {
  seq: number;
  endpointId: string;
  sessionId: string;
  eventId: string;
  event: WebhookEventName;
  body: string;
  /** This one included. */
  attempts: number;
  claimedUntil: number;
}

/** What became of a claim. */
export type DeliveryOutcome =
  | { kind: 'delivered'; status: number }
  | { kind: 'failed'; status?: number | undefined; error: string; againMs: number }
  /** Not tried: it is as if it had not been claimed. */
  | { kind: 'released' };

/** Endpoints, their secrets, and the outbox: what has happened is in it with the save that made it so. */
export interface WebhookStore {
  endpoints(accountId: string): Promise<WebhookEndpoint[]>;
  endpoint(accountId: string, id: string): Promise<WebhookEndpoint | undefined>;
  /** False where the account has as many as it may (`atMost`), or one of this id. */
  addEndpoint(endpoint: NewEndpoint, atMost: number): Promise<boolean>;
  changeEndpoint(of: { accountId: string; id: string }, change: EndpointChange, at: number): Promise<WebhookEndpoint | undefined>;
  /** `url` has shown that it knows the secret. False where it is the endpoint's no more. */
  endpointProved(id: string, url: string, at: number): Promise<boolean>;
  /** With its secrets and deliveries; false where there is none. */
  removeEndpoint(accountId: string, id: string): Promise<boolean>;
  /** All of an account. */
  removeEndpoints(accountId: string): Promise<void>;

  /** Newest first. */
  endpointSecrets(endpointId: string): Promise<EndpointSecret[]>;
  /** False where two are active. */
  addEndpointSecret(secret: { endpointId: string; value: string; at: number }): Promise<boolean>;
  /** Never the last one. */
  retireEndpointSecret(endpointId: string, id: string): Promise<'done' | 'none' | 'last'>;
  /** Makes these the endpoint's secrets, the first the newest. */
  setEndpointSecrets(endpointId: string, values: readonly string[], at: number): Promise<void>;
  /** What signs now. */
  signingSecret(endpointId: string): Promise<string | undefined>;

  /** Active endpoints for which something is due. */
  dueEndpoints(): Promise<{ id: string; url: string }[]>;
  /**
   * Claims what is due of an endpoint: of each session its oldest pending delivery alone, so that nothing is sent before what
   * happened before it. Of any number of callers, in any number of processes, one gets each. A claim lapses after `leaseMs`.
   */
  claimDeliveries(claim: { endpointId: string; atMost: number; leaseMs: number }): Promise<ClaimedDelivery[]>;
  /** A failed one is tried again in `againMs`, and dead a day after its event. Says which state it is in then. */
  settleDelivery(claimed: ClaimedDelivery, outcome: DeliveryOutcome): Promise<DeliveryState>;
  /** What waited for a day for an endpoint that was not active is dead; says how many, at most `atMost`. */
  buryStale(atMost: number): Promise<number>;

  /** Newest first. `before`: the `cursor` of the page before. */
  deliveries(query: {
    endpointId: string;
    state?: DeliveryState | undefined;
    before?: number | undefined;
    limit: number;
  }): Promise<{ deliveries: Delivery[]; cursor: number | undefined }>;
  /** Sends a dead or delivered one again, for a day. `pending`: it waits already. */
  retryDelivery(endpointId: string, eventId: string): Promise<'due' | 'pending' | 'none'>;
  /** How many wait, and since when (milliseconds since the epoch) the oldest. */
  pendingDeliveries(): Promise<{ count: number; oldestAt: number | undefined }>;
}
