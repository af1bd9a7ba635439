import { languageOf } from '../ui/language.js';

/** Every text of the preview in one language. */
export interface PreviewTexts {
  lang: string;
  agents: string;
  own: string;
  paused: string;
  pausedHint: string;
  loading: string;
  broken: string;
  picture: string;
  move: string;
  smaller: string;
  larger: string;
  close: string;
  hidden(count: number): string;
  /** On the outline of a hidden place. */
  mark: string;
}

const en: PreviewTexts = {
  lang: 'en',
  agents: 'What your agent sees',
  own: 'What an agent would see',
  paused: 'Your agent sees nothing now',
  pausedHint: 'Sharing is paused. Nothing of this page is read or sent.',
  loading: 'Preparing the picture…',
  broken: 'The picture cannot be shown here. What is hidden stays hidden.',
  picture: 'Picture of this page as an agent sees it',
  move: 'Move with the arrow keys',
  smaller: 'Smaller',
  larger: 'Larger',
  close: 'Close preview',
  hidden: (count) => (count === 0 ? 'Nothing on this page is hidden.' : count === 1 ? '1 place is hidden.' : `${count} places are hidden.`),
  mark: 'Hidden',
};

const de: PreviewTexts = {
  lang: 'de',
  agents: 'Was Ihre Beratung sieht',
  own: 'Was die Beratung sehen würde',
  paused: 'Ihre Beratung sieht jetzt nichts',
  pausedHint: 'Die Freigabe ist unterbrochen. Von dieser Seite wird nichts gelesen oder gesendet.',
  loading: 'Das Bild wird vorbereitet …',
  broken: 'Das Bild lässt sich hier nicht anzeigen. Verborgenes bleibt verborgen.',
  picture: 'Bild dieser Seite, wie die Beratung sie sieht',
  move: 'Mit den Pfeiltasten verschieben',
  smaller: 'Kleiner',
  larger: 'Größer',
  close: 'Vorschau schließen',
  hidden: (count) =>
    count === 0 ? 'Auf dieser Seite ist nichts verborgen.' : count === 1 ? '1 Stelle ist verborgen.' : `${count} Stellen sind verborgen.`,
  mark: 'Verborgen',
};

export const previewTexts = (locale: string | undefined): PreviewTexts => ({ de, en })[languageOf(locale)];
