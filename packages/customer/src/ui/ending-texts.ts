import type { Strings } from './strings.js';

/** By `session_ended.reason`; what the customer did needs no words. */
const TEXTS: Record<'en' | 'de', Record<string, string>> = {
  en: {
    ended_by_agent: 'Your agent ended the session.',
    all_left: 'Your agent’s connection was lost.',
    connection_lost: 'The connection was lost. You can start again.',
    expired: 'The session has run out.',
    error: 'Something went wrong. You can start again.',
  },
  de: {
    ended_by_agent: 'Die Sitzung wurde von der Beratung beendet.',
    all_left: 'Die Verbindung zur Beratung ist abgebrochen.',
    connection_lost: 'Die Verbindung ist abgebrochen. Sie können neu beginnen.',
    expired: 'Die Sitzung ist abgelaufen.',
    error: 'Etwas ist schiefgegangen. Sie können neu beginnen.',
  },
};

/** Why a session ended. */
export const endingText = (reason: string, { lang, unseen }: Strings): string => TEXTS[lang][reason] ?? unseen;
