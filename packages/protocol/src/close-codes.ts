/**
 * Close codes of the socket; the range says whether to come back.
 * 4000–4499: come back (after the error's `retryAfterMs`, if any). 4500–4999: final.
 */
export const CloseCode = {
  /** The service restarts or sheds load. */
  Restarting: 4000,
  /** The reader was too slow; resume by position. */
  TooSlow: 4001,
  /** Nothing heard for three pings. */
  Silent: 4002,
  /** The same seat was taken by a newer connection: this tab or page is no longer the session's. */
  Replaced: 4500,
  /** A `refused` message said why. */
  Refused: 4501,
  /** An `ended` message said why. */
  Ended: 4502,
  /** The peer broke the protocol. */
  Malformed: 4503,
} as const;

/** True where a client may come back after this close. Codes below 4000 are network faults: come back. */
export const mayReturn = (code: number): boolean => code < 4500;
