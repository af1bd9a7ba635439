/** Events of the customer's session (surface §4). */
export const CUSTOMER_EVENTS = [
  'pincode_updated',
  'session_started',
  'session_ended',
  'session_error',
  'session_reconnecting',
  'session_reconnected',
  'session_paused',
  'session_resumed',
  'agent_joined',
  'agent_left',
  'agent_waiting',
  'remote_assist_requested',
  'remote_assist_request_gone',
  'remote_assist_confirm',
  'remote_assist_started',
  'remote_assist_stopped',
  'annotation_changed',
  'proposal_received',
  'proposal_gone',
  'sync_state',
] as const;

export type CustomerEvent = (typeof CUSTOMER_EVENTS)[number];
