import { TOOL_NAMES } from '@sightline/draw';
import type { AssistType } from '@sightline/protocol';
import type { Language } from '../../ui/language.js';
import type { DrawingTool } from '../help-session.js';

/** What the customer reads of help, in one language. `{name}`, `{list}`, `{what}` and `{count}` stand for what is put in. */
export interface HelpTexts {
  someone: string;
  region: string;
  kinds: Record<AssistType, string>;
  asks: string;
  allow: string;
  notNow: string;
  left: string;
  holds: string;
  holdsHint: string;
  stop: string;
  stopped: string;
  submits: string;
  submitsNameless: string;
  send: string;
  dontSend: string;
  draw: string;
  done: string;
  tools: Record<DrawingTool, string>;
  toolbar: string;
  color: string;
  undo: string;
  redo: string;
  clearMine: string;
  clearAll: string;
  proposes: string;
  empty: string;
  apply: string;
  refuse: string;
  filledIn: string;
}

const en: HelpTexts = {
  someone: 'Your agent',
  region: 'Help',
  kinds: { scroll_page: 'scroll', edit_form: 'fill in fields', click: 'click', navigate: 'open pages' },
  asks: '{name} would like to {list} on this page for you. Do you allow it?',
  allow: 'Allow',
  notNow: 'Not now',
  left: '{count} s left',
  holds: '{name} can {list}',
  holdsHint: 'Private fields stay closed. Esc twice stops it, too.',
  stop: 'Stop',
  stopped: '{name} can no longer act on this page.',
  submits: '{name} would like to press “{what}”. This sends something off. Do you allow it?',
  submitsNameless: '{name} would like to send a form off. Do you allow it?',
  send: 'Allow once',
  dontSend: 'Don’t allow',
  draw: 'Draw',
  done: 'Done',
  tools: TOOL_NAMES.en,
  toolbar: 'Drawing tools',
  color: 'Colour',
  undo: 'Undo',
  redo: 'Redo',
  clearMine: 'Clear mine',
  clearAll: 'Clear drawings',
  proposes: '{name} suggests what to fill in:',
  empty: 'empty',
  apply: 'Fill in',
  refuse: 'Not now',
  filledIn: 'Filled in: {count}',
};

const de: HelpTexts = {
  someone: 'Ihre Beratung',
  region: 'Hilfe',
  kinds: { scroll_page: 'blättern', edit_form: 'Felder ausfüllen', click: 'klicken', navigate: 'Seiten öffnen' },
  asks: '{name} möchte auf dieser Seite für Sie {list}. Erlauben Sie das?',
  allow: 'Erlauben',
  notNow: 'Jetzt nicht',
  left: 'noch {count} s',
  holds: '{name} kann {list}',
  holdsHint: 'Private Felder bleiben zu. Zweimal Esc beendet es auch.',
  stop: 'Beenden',
  stopped: '{name} kann auf dieser Seite nichts mehr tun.',
  submits: '{name} möchte „{what}“ drücken. Damit wird etwas abgeschickt. Erlauben Sie das?',
  submitsNameless: '{name} möchte ein Formular abschicken. Erlauben Sie das?',
  send: 'Einmal erlauben',
  dontSend: 'Nicht erlauben',
  draw: 'Zeichnen',
  done: 'Fertig',
  tools: TOOL_NAMES.de,
  toolbar: 'Zeichenwerkzeuge',
  color: 'Farbe',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  clearMine: 'Meine löschen',
  clearAll: 'Zeichnungen löschen',
  proposes: '{name} schlägt vor, Folgendes auszufüllen:',
  empty: 'leer',
  apply: 'Ausfüllen',
  refuse: 'Jetzt nicht',
  filledIn: 'Ausgefüllt: {count}',
};

export const HELP_TEXTS: Record<Language, HelpTexts> = { en, de };

/** Puts words into a sentence; what is put in is not looked at again. */
export const fill = (sentence: string, words: Record<string, string>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
