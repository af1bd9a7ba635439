/** The two rows a loader needs before the rest of the table is there. */
export const NETWORK_ROW = {
  code: 1016,
  exception: 'NETWORK_ERROR',
  message: 'Network request to backend failed after multiple attempts.',
  action: 'Check that this page can reach the service’s host; reload it if the service was upgraded since.',
  retryable: true,
} as const;

export const FAULT_ROW = {
  code: 9999,
  exception: 'UNDEFINED',
  message: 'Session error occurred.',
  action: 'A fault ended the session that starting again will not cure: see the service’s log.',
  retryable: false,
} as const;
