interface Failure {
  code: number;
  cause: string;
  message: string;
  action: string;
  retryAfterMs?: number;
}

const AGAIN = 'Open the desk again from your console.';

/** What happened and what to do next, for an agent on the phone. Causes that are not listed use the error's own words. */
const WORDS: Readonly<Record<string, string>> = {
  pin_required: 'Type the PIN that the customer sees.',
  pin_not_found: 'Nobody has this PIN. Ask the customer to read it once more: it may have changed.',
  pin_too_long: 'This PIN is too long. A PIN has at most 10 letters or digits.',
  pin_bad_chars: 'A PIN has letters and digits only. Check what you typed.',
  agent_limit: 'Five agents are in this session already. Wait until one has left, then try again.',
  duplicate_user: 'You are in this session already, in another window. Use that one, or leave it first.',
  session_gone: 'This session is over. Ask the customer for a new PIN.',
  token_invalid: `The desk was opened with a sign-in that is not valid. ${AGAIN}`,
  token_expired: `Your sign-in to the desk has expired. ${AGAIN}`,
  token_no_permission: `Your sign-in is not one of an agent. ${AGAIN}`,
  token_access: 'This desk’s account is unknown or switched off. Ask your administrator.',
  site_invalid: 'Agents may not join from this address. Ask your administrator to allow it.',
  network: 'The service cannot be reached. Check your connection, then try again.',
  connect_exhausted: 'The live connection does not open. Something on the way may block WebSockets; try again or ask your administrator.',
  join_internal: 'Something went wrong at the service. Try again in a moment.',
  service_error: 'Something went wrong at the service. Try again in a moment.',
  token_internal: 'The service cannot check sign-ins right now. Try again in a moment.',
  unsupported_browser: 'This browser is too old for the desk. Use a current Chrome, Edge, Firefox or Safari.',
};

/** One or two sentences and the error's number, for whom the agent may have to ask. */
export function errorText(error: unknown): string {
  const { code, cause, message, action, retryAfterMs } = error as Partial<Failure>;
  if (typeof cause !== 'string') return 'Something went wrong. Try again.';
  if (cause === 'rate_limited') {
    const seconds = Math.max(1, Math.ceil((retryAfterMs ?? 1000) / 1000));
    return `Too many attempts. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}. (${code})`;
  }
  return `${WORDS[cause] ?? `${message} ${action}`} (${code})`;
}

const ENDS: Readonly<Record<string, string>> = {
  ended_by_customer: 'The customer has ended the session.',
  ended_by_agent: 'The session was ended.',
  all_left: 'Everyone had left: the session has ended.',
  wait_timeout: 'No customer came: the session has ended.',
  connection_lost: 'The connection was away for too long: the session has ended.',
  expired: 'The session has reached its longest time and has ended.',
  removed: 'The customer has removed you from the session.',
};

export const endText = (reason: unknown): string => ENDS[String(reason)] ?? 'The session has ended.';
