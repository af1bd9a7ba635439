/** Events of the agent's session (surface §5). */
export const AGENT_EVENTS = [
  'session_started',
  'pincode_updated',
  'session_joined',
  'session_left',
  'session_ended',
  'session_error',
  'session_reconnecting',
  'session_reconnected',
  'session_paused',
  'session_resumed',
  'customer_joined',
  'customer_away',
  'customer_back',
  'customer_focus_lost',
  'customer_focus_gained',
  'customer_transferred',
  'agent_joined',
  'agent_left',
  'remote_assist_started',
  'remote_assist_stopped',
  'remote_assist_denied',
  'remote_assist_refused',
  'annotation_changed',
  'sync_state',
] as const;

export type AgentEvent = (typeof AGENT_EVENTS)[number];

/** Methods that answer by callback and promise. */
export const AGENT_METHODS = [
  'start',
  'join',
  'leave',
  'end',
  'createAgentViewerEndpoint',
  'requestRemoteAssist',
  'stopRemoteAssist',
  'annotate',
  'clearAnnotations',
] as const;

export type AgentMethod = (typeof AGENT_METHODS)[number];
