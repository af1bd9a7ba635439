export interface Opened {
  token: string | undefined;
  pin: string;
  /** A seat in a running session, of a hosted viewer's address: entered at once, without the form. */
  pass: Seat | undefined;
}

interface Seat {
  sessionId: string;
  key: string;
}

/**
 * Reads what the desk was opened with, from the fragment or the query, and takes it out of the address bar and the history at
 * once (surface §2). A fragment is in nobody's log.
 */
export function takeAddress(window: Window): Opened {
  const { pathname, search, hash } = window.location;
  const query = new URLSearchParams(search);
  const fragment = new URLSearchParams(hash.slice(1));
  const read = (name: string): string => fragment.get(name) || query.get(name) || '';
  if (search !== '' || hash !== '') window.history.replaceState(null, '', pathname);
  return { token: read('access_token') || undefined, pin: read('pin'), pass: passOf(fragment.get('pass') ?? '') };
}

function passOf(text: string): Seat | undefined {
  const { sessionId, key } = readBase64(text);
  return typeof sessionId === 'string' && typeof key === 'string' ? { sessionId, key } : undefined;
}

/** The fields of a base64url JSON object; none where the text is something else. */
function readBase64(text: string): Record<string, unknown> {
  try {
    const fields: unknown = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The SDK key a token names. Not verified here: the service does that. */
export function appKeyOf(token: string): string | undefined {
  const { app_key } = readBase64(token.split('.')[1] ?? '');
  return typeof app_key === 'string' && app_key !== '' ? app_key : undefined;
}

const RESUME = 'sightline.agent.';

/** After a reload the token is gone, but the name the SDK keeps its resume key under tells the SDK key. */
export function appKeyOfResume(window: Window): string | undefined {
  try {
    const name = Object.keys(window.sessionStorage).find((key) => key.startsWith(RESUME));
    return name?.slice(RESUME.length) || undefined;
  } catch {
    return undefined;
  }
}

/** A PIN as the service knows it: people type it in groups. */
export const plainPin = (typed: string): string => typed.replace(/[\s\p{Pd}]/gu, '');

/** Leaves a pass where the SDK looks for a seat to resume, and answers the SDK key that goes with it. */
export function keepPass(window: Window, pass: Seat): string {
  const appKey = 'viewer';
  window.sessionStorage.setItem(`${RESUME}${appKey}`, JSON.stringify(pass));
  return appKey;
}
