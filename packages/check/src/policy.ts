/** A RegExp as JSON can carry it. */
export interface WrittenPattern {
  source: string;
  flags: string;
}

/** The rules a page is checked by: `piiMask` of the page's `init`, and what its account adds. */
export interface PolicyFile {
  maskType?: string;
  maskCssSelectors?: string;
  maskHTMLAttributes?: string;
  unmaskCssSelectors?: string;
  /** Names as in `piiMask`, or RegExps. */
  maskPatterns?: (string | WrittenPattern)[];
  /** Whether the page's `init` asks for closed shadow roots, and fonts and properties made by scripts. */
  deepCapture?: boolean;
  account?: { maskCssSelectors?: string; maskHTMLAttributes?: string; keepQuery?: string[] };
}
