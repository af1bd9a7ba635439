import { assistDe, assistEn, type AssistStrings } from '../assist/strings.js';
import { DRAWING_DE, DRAWING_EN, type DrawingStrings } from './drawing/strings.js';

/** What hides or dims the page: `null` in the viewer's contract means nothing does. */
export type CurtainName =
  | 'connecting'
  | 'waiting'
  | 'approval'
  | 'away'
  | 'paused'
  | 'reconnecting'
  | 'broken'
  | 'ended'
  /** The session goes on without this agent. */
  | 'removed'
  /** The customer has not let this agent in. */
  | 'refused';

/** Every text of the viewer in one language. */
export interface Strings {
  toolbar: string;
  page: string;
  pin: string;
  copyPin: string;
  copied: string;
  /** The clipboard is closed to this page: the code is selected. */
  copyByHand: string;
  people: string;
  /** Name of the row of tools to point and draw with. */
  tools: string;
  /** Name of what changes drawings. */
  edits: string;
  /** Opens what finds no place in the toolbar. */
  more: string;
  /** Instead of what a masked element holds. */
  masked: string;
  drawing: DrawingStrings;
  /** Stands before the fingerprint of her page's rules. */
  rules: string;
  customer: string;
  you: string;
  /** Explains the mark around what the customer has zoomed into. */
  zoomed: string;
  /** The same where what is marked is above a phone’s keyboard. */
  covered: string;
  zoom: string;
  zoomOut: string;
  zoomIn: string;
  actualSize: string;
  fit: string;
  fullscreen: string;
  exitFullscreen: string;
  leave: string;
  end: string;
  endQuestion: string;
  endYes: string;
  endNo: string;
  live: string;
  /** Instead of `live`: the page changes faster than this browser shows it. */
  behind: string;
  /** What stands by the light where parts of the page cannot be followed. */
  lost(names: readonly string[]): string;
  /** Stands in the place of an iframe; '' where its host is not known. */
  unshared(host: string): string;
  /** `[short text of the status light, heading, sentence]` */
  curtains: Record<CurtainName | 'loading', readonly [string, string, string]>;
  assist: AssistStrings;
}

const en: Strings = {
  assist: assistEn,
  toolbar: 'Session',
  page: 'The customer’s page',
  pin: 'PIN',
  copyPin: 'Copy PIN',
  copied: 'Copied',
  copyByHand: 'Selected: copy it with the keyboard',
  people: 'In this session',
  tools: 'Tools',
  edits: 'Drawings',
  more: 'More',
  masked: 'Private element',
  drawing: DRAWING_EN,
  rules: 'Privacy rules',
  customer: 'customer',
  you: 'you',
  zoomed: 'The customer has zoomed in here',
  covered: 'The customer’s keyboard covers the rest',
  zoom: 'Zoom',
  zoomOut: 'Zoom out',
  zoomIn: 'Zoom in',
  actualSize: 'Actual size',
  fit: 'Fit to window',
  fullscreen: 'Full screen',
  exitFullscreen: 'Leave full screen',
  leave: 'Leave',
  end: 'End session',
  endQuestion: 'End it for everyone?',
  endYes: 'End session',
  endNo: 'Keep going',
  live: 'Live',
  behind: 'Catching up',
  lost: (names) => `Live, without: ${names.join(', ')}`,
  unshared: (host) => (host ? `Frame of ${host}: not shared` : 'Embedded content: not shared'),
  curtains: {
    connecting: ['Connecting', 'Connecting…', 'Joining the session.'],
    loading: ['Loading', 'Loading the page…', 'The customer’s page is on its way.'],
    waiting: ['Waiting', 'Waiting for the customer', 'The page appears here as soon as the customer has joined.'],
    approval: ['Waiting', 'Waiting for the customer’s permission', 'The customer is asked whether you may see the page.'],
    away: [
      'Away',
      'The customer is away',
      'The page was closed, reloaded or lost its connection. It comes back by itself if the customer does.',
    ],
    paused: ['Paused', 'The customer has paused sharing', 'You see nothing of the page until sharing goes on.'],
    reconnecting: ['Reconnecting', 'Reconnecting…', 'Your connection was lost. The view comes back by itself.'],
    broken: [
      'Trouble',
      'The page cannot be shown right now',
      'Something in it goes wrong here again and again. It is tried anew in a moment.',
    ],
    ended: ['Ended', 'The session has ended', 'Nothing is shared any more.'],
    removed: ['Out', 'You are no longer in this session', 'The customer has ended your part in it.'],
    refused: ['Out', 'You were not let in', 'The customer has not allowed you to see the page.'],
  },
};

const de: Strings = {
  assist: assistDe,
  toolbar: 'Sitzung',
  page: 'Die Seite des Kunden',
  pin: 'PIN',
  copyPin: 'PIN kopieren',
  copied: 'Kopiert',
  copyByHand: 'Markiert: mit der Tastatur kopieren',
  people: 'In dieser Sitzung',
  tools: 'Werkzeuge',
  edits: 'Zeichnungen',
  more: 'Mehr',
  masked: 'Privates Element',
  drawing: DRAWING_DE,
  rules: 'Datenschutzregeln',
  customer: 'Kunde',
  you: 'Sie',
  zoomed: 'Hierauf hat der Kunde gezoomt',
  covered: 'Den Rest verdeckt die Bildschirmtastatur des Kunden',
  zoom: 'Zoom',
  zoomOut: 'Verkleinern',
  zoomIn: 'Vergrößern',
  actualSize: 'Originalgröße',
  fit: 'An das Fenster anpassen',
  fullscreen: 'Vollbild',
  exitFullscreen: 'Vollbild verlassen',
  leave: 'Verlassen',
  end: 'Sitzung beenden',
  endQuestion: 'Sitzung für alle beenden?',
  endYes: 'Sitzung beenden',
  endNo: 'Nicht beenden',
  live: 'Live',
  behind: 'Holt auf',
  lost: (names) => `Live, ohne: ${names.join(', ')}`,
  unshared: (host) => (host ? `Eingebettete Seite von ${host}: nicht freigegeben` : 'Eingebetteter Inhalt: nicht freigegeben'),
  curtains: {
    connecting: ['Verbindet', 'Verbindung wird aufgebaut …', 'Sie treten der Sitzung bei.'],
    loading: ['Lädt', 'Die Seite wird geladen …', 'Die Seite des Kunden wird übertragen.'],
    waiting: ['Wartet', 'Warten auf den Kunden', 'Die Seite erscheint hier, sobald der Kunde beigetreten ist.'],
    approval: ['Wartet', 'Warten auf die Erlaubnis des Kunden', 'Der Kunde wird gefragt, ob Sie die Seite sehen dürfen.'],
    away: [
      'Abwesend',
      'Der Kunde ist abwesend',
      'Die Seite wurde geschlossen, neu geladen oder hat die Verbindung verloren. Kommt der Kunde zurück, erscheint sie von selbst wieder.',
    ],
    paused: ['Unterbrochen', 'Der Kunde hat die Freigabe unterbrochen', 'Bis es weitergeht, sehen Sie nichts von der Seite.'],
    reconnecting: [
      'Verbindet',
      'Verbindung wird wiederhergestellt …',
      'Ihre Verbindung ist abgebrochen. Die Ansicht kommt von selbst zurück.',
    ],
    broken: [
      'Störung',
      'Die Seite lässt sich gerade nicht anzeigen',
      'Beim Anzeigen treten immer wieder Fehler auf. Gleich wird es noch einmal versucht.',
    ],
    ended: ['Beendet', 'Die Sitzung ist beendet', 'Es wird nichts mehr übertragen.'],
    removed: ['Getrennt', 'Sie sind nicht mehr in dieser Sitzung', 'Der Kunde hat Ihre Teilnahme beendet.'],
    refused: ['Abgelehnt', 'Der Kunde hat abgelehnt', 'Sie dürfen diese Seite nicht sehen.'],
  },
};

const LANGUAGES: Readonly<Record<string, Strings>> = { en, de };

/** The texts for a BCP 47 tag, English where there are none. */
export const stringsOf = (locale: string | undefined): Strings => LANGUAGES[(locale ?? 'en').toLowerCase().split('-')[0] ?? 'en'] ?? en;
