export type Language = 'de' | 'en';

/** The language of the widget's texts for a BCP 47 tag; English where there is none of its language. */
export const languageOf = (locale: string | undefined): Language => (/^de\b/i.test(locale ?? '') ? 'de' : 'en');
