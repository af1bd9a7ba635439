import type { AssistType } from '@sightline/protocol';
import { nameOf } from '../../ui/face.js';
import { type Language, languageOf } from '../../ui/language.js';
import { fill, HELP_TEXTS, type HelpTexts } from './texts.js';

/** Sentences about people and what they may do, in the customer's language. */
export interface Words {
  lang: Language;
  texts: HelpTexts;
  name(who: { userName: string }): string;
  /** A sentence with `{name}` and `{list}`. */
  about(sentence: string, who: { userName: string }, types: readonly AssistType[]): string;
}

const ORDER: readonly AssistType[] = ['scroll_page', 'edit_form', 'click', 'navigate'];

export function wordsFor(locale: string | undefined, view: Window): Words {
  const lang = languageOf(locale ?? view.navigator.language);
  const texts = HELP_TEXTS[lang];
  const name = (who: { userName: string }): string => nameOf(who, texts);
  return {
    lang,
    texts,
    name,
    about(sentence, who, types) {
      const kinds = ORDER.filter((type) => types.includes(type)).map((type) => texts.kinds[type]);
      return fill(sentence, { name: name(who), list: new Intl.ListFormat(lang).format(kinds) });
    },
  };
}
