import { de } from './strings-de.js';
import { en } from './strings-en.js';

/** What the desk reads of an error. */
interface Failure {
  code: number;
  cause: string;
  message: string;
  action: string;
  retryAfterMs?: number;
}

/** Every text of the desk in one language. */
export interface Strings {
  lang: string;
  title: string;
  inSession: string;
  heading: string;
  hint: string;
  join: string;
  joining: string;
  promise: string;
  closed: string;
  reopen: string;
  left: string;
  /** What happened and what to do next, for an agent on the phone; for every cause of the error table but `rate_limited`. */
  causes: Readonly<Record<string, string>>;
  rateLimited(seconds: number): string;
  unknown: string;
  /** By `reason` of `session_ended`; `error` where it is none of these. */
  ends: Readonly<Record<string, string>> & { error: string };
  /** `removed`, of an agent who was never let in. */
  refused: string;
}

/** The texts for the first of these languages there is; English where there is none. */
export function stringsFor(languages: readonly string[]): Strings {
  for (const language of languages) {
    const [base] = language.toLowerCase().split('-');
    if (base === 'en') return en;
    if (base === 'de') return de;
  }
  return en;
}

/** One or two sentences and the error's number, for whom the agent may have to ask. */
export function errorText(error: unknown, { causes, rateLimited, unknown }: Strings): string {
  const { code, cause, message, action, retryAfterMs } = error as Partial<Failure>;
  if (typeof cause !== 'string') return unknown;
  if (cause === 'rate_limited') return `${rateLimited(Math.max(1, Math.ceil((retryAfterMs ?? 1000) / 1000)))} (${code})`;
  return `${causes[cause] ?? `${message} ${action}`} (${code})`;
}

export const endText = (reason: unknown, { ends }: Strings): string => ends[String(reason)] ?? ends.error;
