import { type ErrorRow, row } from './row.js';

/** Errors only the service raises, keyed `code:cause`. They reach a client whole, so that no page has to load them. */
export const SERVICE_ROWS = {
  '1001:site_invalid': row(
    1001,
    'The website link is invalid.',
    'Add this page’s origin to the SDK key’s allowed sites and serve it over https.',
  ),
  '1001:no_credits': row(1001, 'Free trial account has no available credits.', 'The trial minutes are used up: change the plan.'),
  '1011:sdk_version_invalid': row(1011, 'SDK version is invalid.', 'Load version 2.x or 3.x of the SDK from this service.'),
  '1011:site_invalid': row(
    1011,
    'The website link is invalid.',
    'Add this page’s origin to the SDK key’s allowed sites and serve it over https.',
  ),
  '1012:customer_limit': row(
    1012,
    'Maximum number of customers in a session reached.',
    'This session has its customer: start another session.',
  ),
  '1013:agent_limit': row(1013, 'Maximum number of agents in a session reached.', 'Wait until one of the five agents has left.'),
  '1015:duplicate_user': row(1015, 'The agent is already in the session.', 'Use the view that is open, or another user_id.'),
  '1006:pin_not_found': row(1006, 'PIN code is not found.', 'Compare the PIN again: it may be mistyped, replaced or over.'),
  '1010:pin_conflict': row(1010, 'PIN code has already been used.', 'Choose another custom PIN: a live session holds this one.'),
  '2001:token_invalid': row(
    2001,
    'JWT token is invalid.',
    'Sign a fresh HS256 token with the SDK secret, all claims, good for 1,800 to 172,800 s.',
  ),
  '2001:token_no_permission': row(2001, 'JWT token has no permissions.', 'Use a token whose role_type (and enable_byop) fits this call.'),
  '2001:token_expired': row(2001, 'JWT token has expired.', 'Fetch a fresh token from your server right before the call.'),
  '2001:token_access': row(2001, 'JWT token access error.', 'Check app_key: this SDK key is unknown or disabled.'),
  '2001:token_internal': row(2001, 'Internal token error.', 'The service cannot read its keys: try again in a moment.', true),
  '9999:rate_limited': row(9999, 'API request rate limit, try again later.', 'Wait for retryAfterMs before the next attempt.', true),
} as const satisfies Record<string, ErrorRow>;
