export interface Opened {
  token: string | undefined;
  pin: string;
}

/** Reads what the desk was opened with and takes it out of the address bar and the history at once (surface §2). */
export function takeAddress(window: Window): Opened {
  const { pathname, search } = window.location;
  const query = new URLSearchParams(search);
  if (search !== '' || window.location.hash !== '') window.history.replaceState(null, '', pathname);
  return { token: query.get('access_token') || undefined, pin: query.get('pin') ?? '' };
}

/** The SDK key a token names. Not verified here: the service does that. */
export function appKeyOf(token: string): string | undefined {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { app_key } = JSON.parse(atob(payload)) as Record<string, unknown>;
    return typeof app_key === 'string' && app_key !== '' ? app_key : undefined;
  } catch {
    return undefined;
  }
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
