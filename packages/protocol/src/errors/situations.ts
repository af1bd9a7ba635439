import type { ErrorId } from './table.js';

/** When each error happens, for `docs/errors.md`. Kept out of the table, which clients carry. */
export const SITUATIONS: Readonly<Record<ErrorId, string>> = {
  '1001:site_invalid': '`start` from a page whose origin the SDK key does not allow, or which is neither https nor on loopback',
  '1001:no_credits': '`start` while the account is on a trial whose minutes are used up',
  '1011:join_internal': 'the service failed inside `join`',
  '1011:sdk_version_invalid': '`start` or `join` with an SDK outside what the service supports, or that says no version',
  '1011:session_gone': 'resume of a session that has ended, expired or never was; `join` of an agent the customer has removed',
  '1011:site_invalid': 'the same as at `start`, from `join` and `createAgentViewerEndpoint`',
  '1011:connect_exhausted': '`start` or `join`: HTTP answers, but three attempts opened no live connection',
  '1011:failover_exhausted':
    'a live session lost its connection and did not get it back within `RECONNECT_WINDOW_MS`; `session_ended {reason: "connection_lost"}` follows',
  '1016:network': 'three attempts got no HTTP answer, from any call; from `init` where the SDK’s own parts could not be loaded',
  '1002:connecting': '`start` or `join` while one is running, in this tab or (customer) in another tab of the origin',
  '1002:transfer_recovering': '`start` while the session moves to this tab or page and has not settled',
  '1004:already_active':
    '`start` or `join` while this browser has a live session on the site, in this tab or another; for an agent: while this session object is in one',
  '1012:customer_limit': 'a second customer joins',
  '1013:agent_limit': 'a sixth agent joins',
  '1015:duplicate_user': 'the same `user_id` in the same role joins while that user’s connection is alive',
  '1017:canceling': 'any method between `end()` and its end; a `start` or `join` that `end()` cancelled',
  '1006:pin_not_found': '`join` with a well-formed PIN no live session holds: mistyped, replaced or over',
  '1008:pin_too_long': 'a PIN of more than 10 characters',
  '1008:pin_bad_chars': 'a PIN with anything but ASCII letters and digits, blanks included',
  '1009:pin_required': '`join` without a PIN; `start` without one where the token says `enable_byop`',
  '1010:pin_conflict': '`start` with a custom PIN that a live session of the SDK key holds',
  '2001:token_invalid':
    'a token that is malformed, not signed with HS256 and the SDK secret, has a missing, mistyped or over-long claim, lives shorter than 1,800 s or longer than 172,800 s, or is issued in the future',
  '2001:token_no_permission': 'the token of the other role, or a custom PIN without `enable_byop`',
  '2001:token_expired': 'a token whose `exp` has passed by more than 60 s',
  '2001:token_access': 'the token’s `app_key` is unknown, disabled or not the page’s',
  '2001:token_internal': 'the service cannot read the keys it needs to check the token',
  '9999:service_error': 'the service failed inside `start` or any other request outside `join`',
  '9999:rate_limited': 'too many requests from an address, or too many wrong PINs; carries `retryAfterMs`',
  '9999:session_error':
    'a fault has ended a live session, for everyone in it, and a new one would end the same way: a mask rule of the account that the browser cannot evaluate',
  '9999:session_error_retry': 'a fault has ended a live session, for everyone in it; a new one can be started',
  '9999:invalid_argument': 'a setting or argument of the wrong shape, or a method its state does not allow; the message names it',
  '9999:unsupported_browser': '`init` in a browser that lacks what a session needs',
};
