import type { ErrorObject } from '@sightline/protocol';
import { type ErrorSentence, FAILURE_TEXTS } from './failure-texts.js';
import type { Strings } from './strings.js';

/**
 * What the customer can do about each cause of errors.md, by next step. Not the table's `action`: that one speaks to the
 * integrator. `rate_limited` is told with its waiting time.
 */
const CAUSES: Record<ErrorSentence, string> = {
  setup: 'site_invalid token_invalid token_no_permission token_access invalid_argument',
  away: 'no_credits session_error',
  again: 'join_internal token_internal service_error session_error_retry',
  busy: 'connecting transfer_recovering canceling',
  reload: 'sdk_version_invalid token_expired',
  browser: 'unsupported_browser',
  over: 'session_gone failover_exhausted',
  blocked: 'connect_exhausted',
  otherTab: 'already_active duplicate_user',
  pin: 'pin_not_found pin_too_long pin_bad_chars pin_required pin_conflict customer_limit agent_limit',
};

/** A failure in plain words with the next step; a cause this build does not know is told with its own message. */
export function errorText({ cause, message, retryAfterMs = 0 }: ErrorObject, { lang, network }: Strings): string {
  const texts = FAILURE_TEXTS[lang];
  if (cause === 'network') return network;
  if (cause === 'rate_limited') return texts.wait(Math.ceil(retryAfterMs / 1000));
  const known = (Object.keys(CAUSES) as ErrorSentence[]).find((sentence) => CAUSES[sentence].split(' ').includes(cause));
  return known ? texts[known] : message;
}
