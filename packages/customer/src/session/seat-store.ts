import { fromBase64url } from '@sightline/link';

/** The customer's seat as her browser keeps it over page changes (surface §9). */
export interface StoredSeat {
  sessionId: string;
  key: string;
}

export interface SeatStore {
  read(): StoredSeat | undefined;
  /** Writes it, replacing what was there; it lapses after `ms` milliseconds unless written again. */
  write(seat: StoredSeat, ms: number): void;
  /** Removes it, or only what is of that session: another tab may have begun the next one. */
  clear(sessionId?: string): void;
  /** What this tab is called in the session: six characters, the same over reloads and pages of its origin. */
  tab(): string;
}

const VERSION = 1;
const ID = /^[\w-]{1,64}$/;

/**
 * A first-party cookie on the widest domain the browser accepts, written by script only while a session lives; where cookies
 * are refused, `sessionStorage`. Nothing but `{v, sessionId, key}` is in it.
 */
export function createSeatStore(window: Window, name: string): SeatStore {
  const { document, location } = window;
  const tabKey = `${name}.tab`;
  let tab: string | undefined;
  /** `Domain` attribute in use; `undefined` until the first write of this page. */
  let domain: string | undefined;

  const reach = (): string[] => (domain === undefined ? domains(location.hostname) : [domain]);
  const setCookie = (value: string, seconds: number, of: string): void => {
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    try {
      // A cookie store that answers later could not be used while the page goes away.
      // oxlint-disable-next-line unicorn/no-document-cookie
      document.cookie = `${name}=${value}; Path=/; SameSite=Lax; Max-Age=${seconds}${of}${secure}`;
    } catch {
      // A sandboxed document has no cookies.
    }
  };
  const cookies = (): string[] => {
    try {
      const all = document.cookie.split(/;\s*/);
      return all.filter((c) => c.startsWith(`${name}=`)).map((c) => c.slice(name.length + 1));
    } catch {
      return [];
    }
  };
  const session = (run: (storage: Storage) => string | null | void): string | undefined => {
    try {
      return run(window.sessionStorage) ?? undefined;
    } catch {
      return undefined;
    }
  };

  const keepTab = (): void => void session((s) => s.setItem(tabKey, tab ?? ''));
  const read = (): StoredSeat | undefined => {
    for (const text of [...cookies(), session((s) => s.getItem(name)) ?? '']) {
      const seat = decode(text);
      if (seat) return seat;
    }
    return undefined;
  };

  return {
    read,
    write(seat, ms) {
      const value = encode(seat);
      const seconds = Math.ceil(ms / 1000);
      for (const candidate of reach()) {
        setCookie(value, seconds, candidate);
        if (domain === undefined && !cookies().includes(value)) continue;
        domain = candidate;
        return;
      }
      session((s) => s.setItem(name, value));
    },
    clear(sessionId) {
      window.removeEventListener('pagehide', keepTab);
      if (sessionId !== undefined && read()?.sessionId !== sessionId) return;
      for (const candidate of reach()) setCookie('', 0, candidate);
      session((s) => s.removeItem(name));
    },
    tab() {
      // Not stored while the page is there: a duplicated tab gets a copy of what is stored, and is another one.
      const kept = session((s) => s.getItem(tabKey));
      session((s) => s.removeItem(tabKey));
      window.addEventListener('pagehide', keepTab);
      return (tab ??= kept ?? Math.random().toString(36).slice(2, 8));
    },
  };
}

/** `Domain` attributes from the shortest suffix on, the host itself last; a public suffix is refused by the browser. */
function domains(hostname: string): string[] {
  const labels = hostname.split('.');
  const isName = labels.length > 1 && !/^[\d.]+$/.test(hostname) && !hostname.includes(':');
  const named = isName ? labels.map((_, i) => `; Domain=${labels.slice(labels.length - 1 - i).join('.')}`) : [];
  return [...named.slice(1), ''];
}

function encode(seat: StoredSeat): string {
  const text = JSON.stringify({ v: VERSION, sessionId: seat.sessionId, key: seat.key });
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function decode(text: string): StoredSeat | undefined {
  try {
    const { v, sessionId, key } = fromBase64url(text) as Record<string, unknown>;
    if (v !== VERSION || typeof sessionId !== 'string' || typeof key !== 'string') return undefined;
    return ID.test(sessionId) && ID.test(key) ? { sessionId, key } : undefined;
  } catch {
    return undefined;
  }
}
