/** One cause of the error contract (spec: errors §§2–5). */
export interface ErrorRow {
  readonly code: number;
  readonly exception: string;
  readonly message: string;
  readonly retryable: boolean;
  /** One sentence for the integrator, at most 140 characters. */
  readonly action: string;
  /** The HTTP status the same error travels with. */
  readonly status: number;
}

const row = (code: number, exception: string, status: number, message: string, action: string, retryable = false): ErrorRow => ({
  code,
  exception,
  status,
  message,
  action,
  retryable,
});

/** Every error the product can report, keyed `code:cause`. Codes not listed are never sent. */
export const ERROR_TABLE = {
  '1001:site_invalid': row(
    1001,
    'SESSION_START_FAILED',
    403,
    'The website link is invalid.',
    'Add this page’s origin to the allowed sites of the SDK key, and serve it over https.',
  ),
  '1001:no_credits': row(
    1001,
    'SESSION_START_FAILED',
    402,
    'Free trial account has no available credits.',
    'The trial minutes are used up: ask the operator to change the plan.',
  ),
  '1011:join_internal': row(
    1011,
    'SESSION_JOIN_FAILED',
    500,
    'Session join failed due to an internal error.',
    'Try the same join again in a moment; if it persists, look at the service’s log.',
    true,
  ),
  '1011:sdk_version_invalid': row(
    1011,
    'SESSION_JOIN_FAILED',
    426,
    'SDK version is invalid.',
    'Load a 2.x or 3.x version of the SDK from this service.',
  ),
  '1011:session_gone': row(
    1011,
    'SESSION_JOIN_FAILED',
    410,
    'Session does not exist or has ended.',
    'Start a new session: the one to be resumed is over.',
  ),
  '1011:site_invalid': row(
    1011,
    'SESSION_JOIN_FAILED',
    403,
    'The website link is invalid.',
    'Add this page’s origin to the allowed sites of the SDK key, and serve it over https.',
  ),
  '1011:connect_exhausted': row(
    1011,
    'SESSION_JOIN_FAILED',
    503,
    'Failed to make a connection after multiple attempts.',
    'Let WebSocket connections to the service pass proxies and connect-src, then try again.',
    true,
  ),
  '1011:failover_exhausted': row(
    1011,
    'SESSION_JOIN_FAILED',
    503,
    'Failed to reconnect after failover with multiple attempts.',
    'The connection was away for too long: start a new session once the network is back.',
    true,
  ),
  '1016:network': row(
    1016,
    'NETWORK_ERROR',
    503,
    'Network request to backend failed after multiple attempts.',
    'Check the network and that the service’s host can be reached from this page, then try again.',
    true,
  ),
  '1002:connecting': row(
    1002,
    'SESSION_CONNECTING_IN_PROGRESS',
    409,
    'A connection is already in progress.',
    'Wait for the running start or join to settle before calling again.',
  ),
  '1002:transfer_recovering': row(
    1002,
    'SESSION_CONNECTING_IN_PROGRESS',
    409,
    'A transfer session is still recovering.',
    'Wait until the session has settled in its new tab or page, then try again.',
    true,
  ),
  '1004:already_active': row(
    1004,
    'SESSION_COUNT_LIMIT',
    409,
    'A session is already active.',
    'End or resume the live session of this browser before starting another.',
  ),
  '1012:customer_limit': row(
    1012,
    'SESSION_CUSTOMER_COUNT_LIMIT',
    409,
    'Maximum number of customers in a session reached.',
    'This session has its customer: start a session of one’s own.',
  ),
  '1013:agent_limit': row(
    1013,
    'SESSION_AGENT_COUNT_LIMIT',
    409,
    'Maximum number of agents in a session reached.',
    'Wait until one of the five agents has left.',
  ),
  '1015:duplicate_user': row(
    1015,
    'SESSION_DUPLICATE_USER',
    409,
    'The agent is already in the session.',
    'Use the view that is already open, or sign in under another user_id.',
  ),
  '1017:canceling': row(
    1017,
    'SESSION_CANCELING_IN_PROGRESS',
    409,
    'Operation failed, the session is being canceled.',
    'Wait for session_ended, then call again.',
    true,
  ),
  '1006:pin_not_found': row(
    1006,
    'SESSION_JOIN_PIN_NOT_FOUND',
    404,
    'PIN code is not found.',
    'Read the PIN again with the other side: it may be mistyped, replaced or over.',
  ),
  '1008:pin_too_long': row(
    1008,
    'SESSION_PIN_INVALID_FORMAT',
    400,
    'PIN code exceeds the maximum length',
    'Use at most 10 letters or digits.',
  ),
  '1008:pin_bad_chars': row(
    1008,
    'SESSION_PIN_INVALID_FORMAT',
    400,
    'PIN code contains invalid characters.',
    'Use ASCII letters and digits only, without blanks.',
  ),
  '1009:pin_required': row(
    1009,
    'SESSION_START_PIN_REQUIRED',
    400,
    'PIN code is required.',
    'Pass a PIN: customPinCode where the token enables BYOP, pinCode to join.',
  ),
  '1010:pin_conflict': row(
    1010,
    'SESSION_START_PIN_CONFLICT',
    409,
    'PIN code has already been used.',
    'Choose another custom PIN: a live session holds this one.',
  ),
  '2001:token_invalid': row(
    2001,
    'TOKEN_INVALID',
    401,
    'JWT token is invalid.',
    'Sign a fresh HS256 token with the SDK secret and all required claims, 1,800 to 172,800 s long.',
  ),
  '2001:token_no_permission': row(
    2001,
    'TOKEN_INVALID',
    403,
    'JWT token has no permissions.',
    'Use a token whose role_type (and enable_byop) fits this call.',
  ),
  '2001:token_expired': row(
    2001,
    'TOKEN_INVALID',
    401,
    'JWT token has expired.',
    'Fetch a fresh token from your own server right before the call.',
  ),
  '2001:token_access': row(
    2001,
    'TOKEN_INVALID',
    403,
    'JWT token access error.',
    'Check app_key: this SDK key is unknown to the service or disabled.',
  ),
  '2001:token_internal': row(
    2001,
    'TOKEN_INVALID',
    503,
    'Internal token error.',
    'The service cannot read its keys right now: try again in a moment.',
    true,
  ),
  '9999:service_error': row(
    9999,
    'UNDEFINED',
    500,
    'Service error occurred.',
    'Try again in a moment; if it persists, look at the service’s log.',
    true,
  ),
  '9999:rate_limited': row(
    9999,
    'UNDEFINED',
    429,
    'API request rate limit, try again later.',
    'Wait for retryAfterMs before the next attempt.',
    true,
  ),
  '9999:session_error': row(
    9999,
    'UNDEFINED',
    500,
    'Session error occurred.',
    'The session was ended by a fault that starting again will not cure: look at the service’s log.',
  ),
  '9999:session_error_retry': row(
    9999,
    'UNDEFINED',
    500,
    'Session error occurred, try again later.',
    'The session was ended by a fault: start a new one.',
    true,
  ),
  '9999:invalid_argument': row(
    9999,
    'UNDEFINED',
    400,
    'Invalid argument: {field}.',
    'Correct the named setting or argument, or call the method in a state that allows it.',
  ),
  '9999:unsupported_browser': row(9999, 'UNDEFINED', 400, 'Browser is not supported.', 'Use a current Chromium, Firefox or Safari.'),
} as const satisfies Record<string, ErrorRow>;

/** A row's key: its code and cause. */
export type ErrorId = keyof typeof ERROR_TABLE;
