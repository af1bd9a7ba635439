/** What the contract says of one cause (spec: errors §§2–5), written down here once more: the product's table is what is tested. */
export interface Row {
  code: number;
  exception: string;
  message: string;
  retryable: boolean;
}

const row = (code: number, exception: string, message: string, retryable = false): Row => ({ code, exception, message, retryable });
const START = 'SESSION_START_FAILED';
const JOIN = 'SESSION_JOIN_FAILED';
const TOKEN = 'TOKEN_INVALID';
const OTHER = 'UNDEFINED';

export const ROWS = {
  '1001:site_invalid': row(1001, START, 'The website link is invalid.'),
  '1001:no_credits': row(1001, START, 'Free trial account has no available credits.'),
  '1011:join_internal': row(1011, JOIN, 'Session join failed due to an internal error.', true),
  '1011:sdk_version_invalid': row(1011, JOIN, 'SDK version is invalid.'),
  '1011:session_gone': row(1011, JOIN, 'Session does not exist or has ended.'),
  '1011:site_invalid': row(1011, JOIN, 'The website link is invalid.'),
  '1011:connect_exhausted': row(1011, JOIN, 'Failed to make a connection after multiple attempts.', true),
  '1011:failover_exhausted': row(1011, JOIN, 'Failed to reconnect after failover with multiple attempts.', true),
  '1016:network': row(1016, 'NETWORK_ERROR', 'Network request to backend failed after multiple attempts.', true),
  '1002:connecting': row(1002, 'SESSION_CONNECTING_IN_PROGRESS', 'A connection is already in progress.'),
  '1002:transfer_recovering': row(1002, 'SESSION_CONNECTING_IN_PROGRESS', 'A transfer session is still recovering.', true),
  '1004:already_active': row(1004, 'SESSION_COUNT_LIMIT', 'A session is already active.'),
  '1012:customer_limit': row(1012, 'SESSION_CUSTOMER_COUNT_LIMIT', 'Maximum number of customers in a session reached.'),
  '1013:agent_limit': row(1013, 'SESSION_AGENT_COUNT_LIMIT', 'Maximum number of agents in a session reached.'),
  '1015:duplicate_user': row(1015, 'SESSION_DUPLICATE_USER', 'The agent is already in the session.'),
  '1017:canceling': row(1017, 'SESSION_CANCELING_IN_PROGRESS', 'Operation failed, the session is being canceled.', true),
  '1006:pin_not_found': row(1006, 'SESSION_JOIN_PIN_NOT_FOUND', 'PIN code is not found.'),
  '1008:pin_too_long': row(1008, 'SESSION_PIN_INVALID_FORMAT', 'PIN code exceeds the maximum length'),
  '1008:pin_bad_chars': row(1008, 'SESSION_PIN_INVALID_FORMAT', 'PIN code contains invalid characters.'),
  '1009:pin_required': row(1009, 'SESSION_START_PIN_REQUIRED', 'PIN code is required.'),
  '1010:pin_conflict': row(1010, 'SESSION_START_PIN_CONFLICT', 'PIN code has already been used.'),
  '2001:token_invalid': row(2001, TOKEN, 'JWT token is invalid.'),
  '2001:token_no_permission': row(2001, TOKEN, 'JWT token has no permissions.'),
  '2001:token_expired': row(2001, TOKEN, 'JWT token has expired.'),
  '2001:token_access': row(2001, TOKEN, 'JWT token access error.'),
  '2001:token_internal': row(2001, TOKEN, 'Internal token error.', true),
  '9999:service_error': row(9999, OTHER, 'Service error occurred.', true),
  '9999:rate_limited': row(9999, OTHER, 'API request rate limit, try again later.', true),
  '9999:session_error': row(9999, OTHER, 'Session error occurred.'),
  '9999:session_error_retry': row(9999, OTHER, 'Session error occurred, try again later.', true),
  '9999:invalid_argument': row(9999, OTHER, 'Invalid argument: {field}.'),
  '9999:unsupported_browser': row(9999, OTHER, 'Browser is not supported.'),
} as const satisfies Record<string, Row>;

/** Code and cause of a row. */
export type CauseId = keyof typeof ROWS;
