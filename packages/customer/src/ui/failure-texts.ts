/** Sentences a failure can be told with; causes with the same next step share one (see error-text.ts). */
export type ErrorSentence = 'setup' | 'away' | 'again' | 'busy' | 'reload' | 'browser' | 'over' | 'blocked' | 'otherTab' | 'pin';

/** What a failure is told with, in one language; `network` is with the panel's own texts, for it must be there without a network. */
export interface FailureTexts extends Record<ErrorSentence, string> {
  /** `rate_limited`; `seconds` is 0 where the service named no time. */
  wait(seconds: number): string;
}

export const FAILURE_TEXTS: Record<'en' | 'de', FailureTexts> = {
  en: {
    setup: 'Sharing is not set up correctly here. Please tell your agent.',
    away: 'Sharing is not available now. Please go on by phone or chat.',
    again: 'Something went wrong on our side. Please try again in a moment.',
    busy: 'The last step is still running. Please wait a moment.',
    reload: 'Please reload this page and try again.',
    browser: 'Please use a current Chrome, Edge, Firefox or Safari.',
    over: 'That session is over. Please start again.',
    blocked: 'Your network blocks the connection. Please try another network, or without VPN.',
    otherTab: 'You are already sharing. Please stop that first, perhaps in another tab.',
    pin: 'This PIN does not work. Please check it with your agent.',
    wait: (seconds) => `Too many attempts. Please try again ${seconds ? `in ${seconds} s` : 'later'}.`,
  },
  de: {
    setup: 'Die Freigabe ist hier nicht richtig eingerichtet. Bitte sagen Sie es Ihrer Beratung.',
    away: 'Die Freigabe ist zurzeit nicht möglich. Bitte nutzen Sie weiter Telefon oder Chat.',
    again: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es gleich noch einmal.',
    busy: 'Der letzte Schritt läuft noch. Bitte warten Sie einen Moment.',
    reload: 'Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.',
    browser: 'Bitte nutzen Sie einen aktuellen Chrome, Edge, Firefox oder Safari.',
    over: 'Diese Sitzung ist vorbei. Bitte beginnen Sie neu.',
    blocked: 'Ihr Netzwerk blockiert die Verbindung. Bitte versuchen Sie es in einem anderen Netzwerk oder ohne VPN.',
    otherTab: 'Es läuft schon eine Freigabe, vielleicht in einem anderen Tab. Bitte beenden Sie sie zuerst.',
    pin: 'Diese PIN ist nicht gültig. Bitte vergleichen Sie sie mit Ihrer Beratung.',
    wait: (seconds) => `Zu viele Versuche. Bitte versuchen Sie es ${seconds ? `in ${seconds} s` : 'später'} noch einmal.`,
  },
};
