/** Methods of the customer's session that answer by callback and promise; `on`, `off`, `getSessionInfo` do not (surface §4). */
export const CUSTOMER_METHODS = [
  'start',
  'join',
  'end',
  'pause',
  'resume',
  'removeAgent',
  'respondAgent',
  'respondRemoteAssist',
  'stopRemoteAssist',
  'annotate',
  'clearAnnotations',
  'respondProposal',
  'preview',
] as const;

export type CustomerMethod = (typeof CUSTOMER_METHODS)[number];
