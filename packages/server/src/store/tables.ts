import type { WebhookEventName } from '@sightline/protocol';
import type { Generated } from 'kysely';
import type { DeliveryState, EndpointState } from './webhook-store.js';

/** Columns as SQL knows them: text, integers, JSON in text. Times in milliseconds since the epoch. */
export interface Tables {
  accounts: {
    id: string;
    name: string;
    version: number;
    created_at: number;
    updated_at: number;
    sdk_key: string;
    /** JSON: strings. `[]`, and `api_secret` empty, but for what a version before wrote: secrets are in `secrets`. */
    sdk_secrets: string;
    api_key: string;
    api_secret: string;
    disabled: number;
    /** JSON: entries as `ALLOWED_SITES` writes them. */
    allowed_sites: string;
    allowed_agent_sites: string;
    /** Null: unlimited. */
    trial_minutes: number | null;
    trial_used: number;
    mask_css_selectors: string;
    mask_attributes: string;
    mask_data: number;
    remote_assist: number;
    annotation: number;
    confirm_submits: number;
    multi_tab: number;
    load_assets_directly: number;
    shorten_addresses: number;
    /** JSON: `AccountDefaults`. */
    defaults: string;
    session_days: number;
    delivery_days: number;
    /** JSON: strings. */
    keep_query: string;
    developer_mode: number;
  };
  secrets: {
    id: string;
    account_id: string;
    kind: 'sdk' | 'api';
    /** As `secrets/sealing.ts` writes it; empty once retired. */
    sealed: string;
    created_at: number;
    last_used_at: number | null;
    retired_at: number | null;
  };
  pins: { sdk_key: string; pin: string; session_id: string };
  sessions: {
    id: string;
    account_id: string;
    sdk_key: string;
    pin: string;
    started_at: number;
    start_url: string;
    ended_at: number | null;
    state: string;
    /** JSON: strings. */
    policy_hashes: string;
    /** Trial minutes this session has been charged. */
    charged: number;
  };
  joins: {
    connection_id: string;
    session_id: string;
    user_id: string;
    user_name: string;
    role: 'customer' | 'agent';
    address: string;
    joined_at: number;
    left_at: number | null;
  };
  webhook_endpoints: {
    id: string;
    account_id: string;
    name: string;
    url: string;
    /** JSON: names of events; none: all. */
    events: string;
    state: EndpointState;
    created_at: number;
    updated_at: number;
    proved_at: number | null;
  };
  webhook_secrets: {
    id: string;
    endpoint_id: string;
    /** As `secrets/sealing.ts` writes it. */
    sealed: string;
    created_at: number;
  };
  /** The outbox of the webhooks: an event on its way to an endpoint. */
  deliveries: {
    /** In the order in which the events of a session are told. */
    seq: Generated<number>;
    endpoint_id: string;
    account_id: string;
    session_id: string;
    event_id: string;
    event: WebhookEventName;
    event_ts: number;
    /** JSON of the whole body: it names the user. */
    body: string;
    state: DeliveryState;
    attempts: number;
    next_at: number;
    give_up_at: number;
    /** 0: nobody has it. */
    claimed_until: number;
    last_status: number | null;
    last_error: string | null;
    done_at: number | null;
  };
  /** One row, written to see whether writing works: as much as the opening of a session and more. */
  probe: { id: number; at: number; weight: Uint8Array | null };
}
