export { AGENT_EVENTS, AGENT_METHODS, type AgentEvent } from './session/events.js';
export { type AgentSdk, type AgentSdkOptions, createAgentSdk } from './session/sdk.js';
export type { AgentSession } from './session/session.js';
export type { SessionInfo, SessionStatus } from './session/state.js';
