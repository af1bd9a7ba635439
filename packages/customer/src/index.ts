export { type CustomerSdk } from './boot/index.js';
export { CUSTOMER_EVENTS, type CustomerEvent } from './session/events.js';
export type { CustomerSession } from './session/session.js';
export type { SessionInfo, SessionStatus } from './session/state.js';
