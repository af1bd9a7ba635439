import { type DrawTool, TOOL_NAMES } from '@sightline/draw';
import { type Language, languageOf } from '../ui/language.js';

export interface DrawTexts {
  area: string;
  tools: Record<DrawTool, string>;
  begun: string;
  ended: string;
  erased: string;
  none: string;
  snapOn: string;
  snapOff: string;
  framed: string;
  hidden: string;
  over: string;
}

const TEXTS: Record<Language, DrawTexts> = {
  en: {
    area: 'Drawing. Arrow keys move, Enter starts and ends, S snaps to elements and Tab walks them, Escape stops drawing.',
    tools: { ...TOOL_NAMES.en, laser: 'Pointer' },
    begun: 'Drawing begun',
    ended: 'Drawing ended',
    erased: 'Erased',
    none: 'Nothing here',
    snapOn: 'Snapping to elements',
    snapOff: 'Not snapping',
    framed: 'Framed',
    hidden: 'hidden field',
    over: 'Drawing is off',
  },
  de: {
    area: 'Zeichnen. Pfeiltasten bewegen, Enter beginnt und beendet, S rastet an Elementen ein und Tab geht sie durch, Escape beendet das Zeichnen.',
    tools: { ...TOOL_NAMES.de, laser: 'Zeiger' },
    begun: 'Strich begonnen',
    ended: 'Strich beendet',
    erased: 'Gelöscht',
    none: 'Hier ist nichts',
    snapOn: 'Rastet an Elementen ein',
    snapOff: 'Rastet nicht ein',
    framed: 'Umrahmt',
    hidden: 'verborgenes Feld',
    over: 'Zeichnen ist aus',
  },
};

export const drawTexts = (locale: string | undefined, window: Window): DrawTexts => TEXTS[languageOf(locale ?? window.navigator.language)];
