import { FAULT_ROW, NETWORK_ROW } from './loader-rows.js';
import { type ErrorRow, row } from './row.js';

/** Errors a client can raise by itself, keyed `code:cause`. */
export const CLIENT_ROWS = {
  '1011:join_internal': row(
    1011,
    'Session join failed due to an internal error.',
    'Try again in a moment; if it persists, see the service’s log.',
    true,
  ),
  '1011:session_gone': row(1011, 'Session does not exist or has ended.', 'Start a new session: this one is over.'),
  '1011:connect_exhausted': row(
    1011,
    'Failed to make a connection after multiple attempts.',
    'Let WebSockets to the service pass: a proxy may drop the Upgrade header, or connect-src forbid it.',
    true,
  ),
  '1011:failover_exhausted': row(
    1011,
    'Failed to reconnect after failover with multiple attempts.',
    'Start a new session: the network was away too long.',
    true,
  ),
  '1016:network': NETWORK_ROW,
  '1002:connecting': row(1002, 'A connection is already in progress.', 'Wait until the running start or join has settled.'),
  '1002:transfer_recovering': row(
    1002,
    'A transfer session is still recovering.',
    'Wait until it has settled in its new tab or page.',
    true,
  ),
  '1004:already_active': row(1004, 'A session is already active.', 'End or resume this browser’s live session first.'),
  '1017:canceling': row(1017, 'Operation failed, the session is being canceled.', 'Wait for session_ended, then call again.', true),
  '1008:pin_too_long': row(1008, 'PIN code exceeds the maximum length', 'Use 1 to 10 ASCII letters or digits.'),
  '1008:pin_bad_chars': row(1008, 'PIN code contains invalid characters.', 'Use 1 to 10 ASCII letters or digits.'),
  '1009:pin_required': row(1009, 'PIN code is required.', 'Pass customPinCode to start, pinCode to join.'),
  '9999:service_error': row(9999, 'Service error occurred.', 'Try again in a moment; if it persists, see the service’s log.', true),
  '9999:session_error': FAULT_ROW,
  '9999:session_error_retry': row(9999, 'Session error occurred, try again later.', 'A fault ended the session: start a new one.', true),
  '9999:invalid_argument': row(9999, 'Invalid argument: {field}.', 'Correct the named setting or argument, or the moment of the call.'),
  '9999:unsupported_browser': row(9999, 'Browser is not supported.', 'Use a current Chromium, Firefox or Safari, not on a server.'),
} as const satisfies Record<string, ErrorRow>;

export type ClientErrorId = keyof typeof CLIENT_ROWS;
